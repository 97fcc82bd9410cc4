/** The crash matrix: each write fails, or succeeds and reports failure, or stops half-way; then a restart or a power cut. */
import { expect, test } from 'vitest'
import { type CrashKind, crashOnce } from './testing/crash-run.ts'
import type { FaultKind } from './testing/memory-disk.ts'

const rows: readonly (readonly [FaultKind, CrashKind])[] = [
  ['fail', 'restart'],
  ['fail', 'power'],
  ['lie', 'restart'],
  ['lie', 'power'],
  ['half', 'restart'],
  ['half', 'power'],
]

test.each(rows)(
  'write %s, then %s: nothing acknowledged is lost, nothing is doubled, one head',
  { timeout: 300_000 },
  async (fault, crash) => {
    const whole = await crashOnce(0, fault, crash)
    expect([whole.wasTold, ...whole.problems]).toEqual([false])
    // Otherwise the life was too short to prove anything.
    expect(whole.steps).toBeGreaterThan(100)
    const problems: string[] = []
    let silent = 0
    for (let at = 1; at <= whole.steps; at++) {
      if (fault === 'half' && !whole.sized.has(at)) continue
      const run = await crashOnce(at, fault, crash)
      problems.push(...run.problems)
      if (!run.wasTold) silent++
    }
    expect(problems).toEqual([])
    expect(silent).toBe(0)
  },
)
