/** The full count of kills; a short seeded run of the same is in tests/conformance/ledger/kill.test.ts. */
import { expect, test } from 'vitest'
import { runKills } from './ledger-kill.ts'

test.each([20261122, 7, 1009, 42])(
  '250 killed ledger writers from seed %i leave a whole log',
  async (seed) => {
    const report = await runKills(250, seed)
    expect(report.problems).toEqual([])
    // Otherwise the kills came too late or too early to prove anything.
    expect(report.struck).toBeGreaterThan(75)
    expect(report.replayed).toBeGreaterThan(10)
  },
)
