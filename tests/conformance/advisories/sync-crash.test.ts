/** kill -9 during real syncs: the state before or the new one, whole, and the next sync gets there. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { runSyncKills } from '../../soak/sync-kill.ts'

describeShared('killed syncs', () => {
  test('24 kills at seeded moments leave a whole state', { timeout: 300_000 }, async () => {
    const report = await runSyncKills(24, 20261122)
    expect(report.problems).toEqual([])
    // Otherwise the kills came too late or too early to prove anything.
    expect(report.struck).toBeGreaterThan(6)
  })
})
