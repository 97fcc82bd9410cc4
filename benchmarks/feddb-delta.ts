/**
 * An import after 1 % of the records has changed, against the full import: time and bytes written.
 *
 *     npx tsx benchmarks/feddb-delta.ts [TIMES] [ROUNDS] [FOLDER]
 *
 * TIMES multiplies the real records (4 gives 300,000). Of the changed records most get a new summary and date, one in
 * ten is gone and one in ten is new. Prints medians, spread and ratios; the results are compared with a fresh import.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { importSources } from '../packages/toolkit/src/adapters/feddb/index.ts'
import { sharedPath } from '../tests/shared.ts'
import { changeArchives, multiplyArchives } from './feddb-data.ts'
import { bundleWorker, formatSpread, median } from './feddb-measure.ts'

const SHARE = 0.01
const [times = 4, rounds = 3] = process.argv.slice(2, 4).map(Number)
const before = process.argv[4] ?? multiplyArchives(sharedPath('data/osv'), times)
const work = mkdtempSync(join(tmpdir(), 'occtet-bench-'))
try {
  const after = join(work, 'changed')
  const changed = changeArchives(before, after, SHARE)
  const workerUrl = await bundleWorker(work)
  const options = { clock: Date.now, workerUrl }
  const base = join(work, 'base')
  const { size } = await importSources([before], { ...options, dir: base })
  const full: number[] = []
  const delta: number[] = []
  const nothing: number[] = []
  let bytes = { full: 0, delta: 0 }
  for (let round = 0; round < rounds; round++) {
    const fresh = join(work, `fresh-${round}`)
    const laid = join(work, `laid-${round}`)
    cpSync(base, laid, { recursive: true })
    const known = new Set(listSegments(laid))
    const whole = await measure(full, () => importSources([after], { ...options, dir: fresh }))
    const part = await measure(delta, () => importSources([after], { ...options, dir: laid }))
    if (whole.root !== part.root) throw new Error('the delta gives another root than the fresh import')
    bytes = {
      full: sizeOf(fresh, listSegments(fresh)),
      delta: sizeOf(
        laid,
        listSegments(laid).filter((name) => !known.has(name)),
      ),
    }
    await measure(nothing, () => importSources([after], { ...options, dir: laid }))
    rmSync(fresh, { recursive: true })
    rmSync(laid, { recursive: true })
  }
  console.log(`dataset ${before}: ${size} records, ${changed} changed`)
  console.log(`machine ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
  console.log(`full      ${formatSpread(full)} ms, ${bytes.full} bytes`)
  console.log(`delta     ${formatSpread(delta)} ms, ${bytes.delta} bytes`)
  console.log(`unchanged ${formatSpread(nothing)} ms, 0 bytes`)
  const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`
  console.log(
    `ratio     time ${share(median(delta), median(full))}, bytes ${share(bytes.delta, bytes.full)} (reach: 5 % of both)`,
  )
  console.log(`peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function measure<T>(into: number[], run: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await run()
  into.push(performance.now() - start)
  return result
}

function listSegments(dir: string): readonly string[] {
  return readdirSync(join(dir, 'segments'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.length > 60,
  )
}

function sizeOf(dir: string, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + statSync(join(dir, 'segments', name)).size, 0)
}
