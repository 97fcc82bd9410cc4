/** The full count of killed syncs; a short seeded run of the same is in tests/conformance/advisories/sync-crash.test.ts. */
import { expect, test } from 'vitest'
import { describeShared } from '../shared.ts'
import { runSyncKills } from './sync-kill.ts'

describeShared('killed syncs, at full count', () => {
  test.each([20261122, 7])('250 kills from seed %i leave a whole state', async (seed) => {
    const report = await runSyncKills(250, seed)
    expect(report.problems).toEqual([])
    expect(report.struck).toBeGreaterThan(75)
    expect(report.arrived).toBeGreaterThan(10)
  })
})
