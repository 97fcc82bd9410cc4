/** A real process ends at a chosen step of the order of writes, or is told that a step failed; then the log is opened again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { breakSteps } from './kill-step-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-ledger-step-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Each kind begins at another step, so that together they stand closer; the soak run has them all.
test.each([
  ['before', 'killed', 1],
  ['after', 'killed', 4],
  ['fail', 'told', 7],
  ['lie', 'told', 10],
] as const)(
  'a step broken by %s: whole, nothing acknowledged lost, one head',
  { timeout: 300_000 },
  async (fault, expected, first) => {
    const report = await breakSteps(folder, { fault, first, every: 12 })
    expect(report.problems).toEqual([])
    expect(report.steps).toBeGreaterThan(150)
    expect(report.runs).toBeGreaterThan(10)
    expect(report.ends).toEqual([expected])
  },
)
