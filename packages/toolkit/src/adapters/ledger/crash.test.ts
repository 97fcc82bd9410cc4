/**
 * The crash matrix: each write fails, or succeeds and reports failure, or stops half-way; then a restart or a power cut. With
 * and without a witness; and once more while the log is repaired.
 */
import { expect, test } from 'vitest'
import { crashOnce, type Scenario } from './testing/crash-run.ts'

const kinds = [
  ['fail', 'restart'],
  ['fail', 'power'],
  ['lie', 'restart'],
  ['lie', 'power'],
  ['half', 'restart'],
  ['half', 'power'],
] as const
const scenarios = [false, true].flatMap((isWitnessed) =>
  kinds.map(([fault, crash]): Scenario => ({ fault, crash, isWitnessed })),
)
const nameOf = ({ fault, crash, isWitnessed }: Scenario): string =>
  `write ${fault}, then ${crash}${isWitnessed ? ', with a witness' : ''}`
const rows = scenarios.map((scenario) => [nameOf(scenario), scenario] as const)

test.each(rows)(
  '%s: nothing acknowledged is lost, nothing is doubled, one head',
  { timeout: 300_000 },
  async (_, scenario) => {
    const whole = await crashOnce(scenario, 0)
    expect([whole.wasTold, ...whole.problems]).toEqual([false])
    // Otherwise the life was too short to prove anything.
    expect(whole.steps).toBeGreaterThan(100)
    const problems: string[] = []
    const silent: number[] = []
    for (let at = 1; at <= whole.steps; at++) {
      if (scenario.fault === 'half' && !whole.sized.has(at)) continue
      const run = await crashOnce(scenario, at)
      problems.push(...run.problems)
      if (!run.wasTold) silent.push(at)
    }
    expect(problems).toEqual([])
    expect(silent).toEqual([])
  },
)

const twice = rows.filter(([, { fault }]) => fault !== 'half')

test.each(twice)(
  '%s, twice: the repair may be interrupted at any step as well',
  { timeout: 300_000 },
  async (_, scenario) => {
    const whole = await crashOnce(scenario, 0)
    const problems: string[] = []
    const seconds = new Set<number>()
    let next = 1
    for (let at = 1; at <= whole.steps; at += 3) {
      const { repairSteps } = await crashOnce(scenario, at)
      // Each repair is broken at one step, each time at a later one, and from the beginning again.
      const second = 1 + (next++ % Math.max(1, repairSteps))
      seconds.add(second)
      problems.push(...(await crashOnce(scenario, at, second)).problems)
    }
    expect(problems).toEqual([])
    expect(seconds.size).toBeGreaterThan(25)
  },
)
