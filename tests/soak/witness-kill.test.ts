/** The full count of killed witnesses; a short seeded run of the same is in tests/conformance/ledger/witness-kill.test.ts. */
import { expect, test } from 'vitest'
import { runWitnessKills } from '../conformance/ledger/witness-kill-run.ts'

test.each([20261122, 7, 1009, 42])(
  '250 killed witnesses from seed %i cosign one history',
  { timeout: 1_200_000 },
  async (seed) => {
    const report = await runWitnessKills(250, seed)
    expect(report.problems).toEqual([])
    // Otherwise the kills came too late or too early to prove anything.
    expect(report.forks).toBeGreaterThan(25)
    expect(report.unanswered).toBeGreaterThan(5)
  },
)
