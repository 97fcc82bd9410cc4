/** Charts of the web application: what they say and what they leave out. */
import { expect, test } from 'vitest'
import { drawClockTrack } from './clock-track.ts'
import { drawMirroredBars } from './mirrored-bars.ts'
import { drawPathGraph } from './path-graph.ts'
import { drawStrip, type RequirementShape } from './strip.ts'
import { drawTrend } from './trend.ts'
import { drawWeekBars } from './week-bars.ts'

const words = { label: 'x', readiness: 'Ready 61', evidence: 'Proof 48', from: 'a', to: 'b' }
const shapes: readonly RequirementShape[] = ['met', 'partly', 'gap', 'unknown', 'not-applicable']
const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)

test('each status has a shape of its own, not only a colour', () => {
  const drawn = shapes.map((shape) => drawStrip([shape], 'x').html.replace(/class="[^"]*"/g, ''))
  expect(new Set(drawn).size).toBe(shapes.length)
})

test('a day without a figure breaks the line; it is not drawn as zero', () => {
  const points = [50, null, 60].map((readiness, n) => ({ at: day(n), readiness, margin: 5, evidence: null }))
  const { html } = drawTrend(points, words)
  const line = /class="line ready" d="([^"]+)"/.exec(html)?.[1] ?? ''
  expect(line.match(/M/g)).toHaveLength(2)
  expect(html).not.toContain('class="line proof"')
  expect(html).not.toContain('NaN')
})

test('labels of the trend never cover each other', () => {
  const points = [0, 1].map((n) => ({ at: day(n), readiness: 50, margin: 0, evidence: 51 }))
  const places = [...drawTrend(points, words).html.matchAll(/x="258" y="([\d.]+)"/g)].map((match) =>
    Number(match[1]),
  )
  expect(places).toHaveLength(2)
  expect(Math.abs((places[0] ?? 0) - (places[1] ?? 0))).toBeGreaterThanOrEqual(14)
})

test('the clock is to scale, and what has not started stands at its open end', () => {
  const { html } = drawClockTrack({
    aware: '2026-11-21T00:00:00Z',
    now: '2026-11-21T12:00:00Z',
    marks: [
      { word: 'Early warning', when: 'w', at: '2026-11-22T00:00:00Z', isDone: false },
      { word: 'Notification', when: 'w', at: '2026-11-24T00:00:00Z', isDone: false },
      { word: 'Final <report>', when: 'w', at: undefined, isDone: false },
    ],
    awareWord: 'Aware',
    awareWhen: 'w',
    label: 'l',
  })
  const gone = Number(/class="gone" y="6" width="([\d.]+)%/.exec(html)?.[1])
  const rest = Number(/class="rest" x="[\d.]+%" y="6" width="([\d.]+)%/.exec(html)?.[1])
  expect(gone).toBeCloseTo(rest, 0)
  expect(gone * 6).toBeCloseTo(56, 0)
  expect(html).toContain('at-100')
  expect(html).toContain('Final &lt;report&gt;')
})

test('a graph of more than 60 nodes is not drawn, and a circle ends', () => {
  const nodes = Array.from({ length: 61 }, (_, n) => ({ id: String(n), label: `n${n}` }))
  expect(drawPathGraph({ nodes, edges: [], label: 'x' })).toBeUndefined()
  const two = nodes.slice(0, 2)
  const edges = [
    { from: '0', to: '1' },
    { from: '1', to: '0' },
  ]
  expect(drawPathGraph({ nodes: two, edges, label: 'x' })?.html.match(/class="edge"/g)).toHaveLength(2)
})

test('no chart carries a style or script of its own', () => {
  const drawings = [
    drawWeekBars([{ word: 'w', days: 3 }], { label: 'l', capacity: { days: 2, word: 'c' } }),
    drawMirroredBars([{ word: 'w', up: 3, down: 0 }], { label: 'l', up: 'u', down: 'd' }),
  ]
  for (const { html } of drawings) expect(html).not.toMatch(/style=|<script|NaN/)
  expect(drawings[0]?.html).toContain('class="over"')
})
