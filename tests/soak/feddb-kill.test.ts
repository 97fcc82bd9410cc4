/** The full count of kills; a short seeded run of the same is in tests/conformance/advisories/crash.test.ts. */
import { expect, test } from 'vitest'
import { describeShared } from '../shared.ts'
import { runKills } from './feddb-kill.ts'

describeShared('killed imports, at full count', () => {
  test.each([20261122, 7, 1009, 42])('250 kills from seed %i leave a whole snapshot', async (seed) => {
    const report = await runKills(250, seed)
    expect(report.problems).toEqual([])
    // Otherwise the kills came too late or too early to prove anything.
    expect(report.struck).toBeGreaterThan(75)
    expect(report.published).toBeGreaterThan(15)
    expect(report.laidOver).toBeGreaterThan(25)
  })
})
