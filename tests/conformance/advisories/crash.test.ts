/** kill -9 during real imports: readers see the snapshot before or the new one, and the next import works. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { runKills } from '../../soak/feddb-kill.ts'

describeShared('killed imports', () => {
  test('30 kills at seeded moments, of full imports and of changes, leave a whole snapshot', {
    timeout: 300_000,
  }, async () => {
    const report = await runKills(30, 20261122)
    expect(report.problems).toEqual([])
    // Otherwise the kills came too late or too early to prove anything.
    expect(report.struck).toBeGreaterThan(6)
    expect(report.laidOver).toBeGreaterThan(3)
  })
})
