/** A trend of 400 days as SVG, beside JSON.stringify of the same points in the same process: `npx tsx benchmarks/charts.ts`. */
import { drawTrend } from '../packages/ui/src/charts/trend.ts'

const points = Array.from({ length: 400 }, (_, n) => ({
  at: new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
  readiness: n / 4,
  margin: 5,
  evidence: n / 5,
}))
const words = { label: 'x', readiness: 'Ready 61', evidence: 'Proof 48', from: 'a', to: 'b' }

/** Milliseconds. */
function median(run: () => unknown): number {
  const times = Array.from({ length: 51 }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return times[25] ?? Number.NaN
}

const drawn = median(() => drawTrend(points, words))
const floor = median(() => JSON.stringify(points))
console.log(
  `trend of 400 days: ${drawn.toFixed(2)} ms (goal 5), JSON ${floor.toFixed(2)} ms, ratio ${(drawn / floor).toFixed(1)}`,
)
