/** Nothing that was acknowledged is lost, and nothing is recorded twice, whenever the process is killed. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { seededRandom } from '../../../../tests/random.ts'
import { runKills } from './testing/kill-run.ts'

/** Of both databases together. `OCCTET_KILLS` and `OCCTET_PROPERTY_SEED`: more kills, and others. */
const kills = Number(process.env['OCCTET_KILLS'] ?? 15)
const seed = Number(process.env['OCCTET_PROPERTY_SEED'] ?? 20_261_122)

describeStores('a kill at any moment', ({ engine, place }) => {
  test('loses nothing, doubles nothing, and the ledger verifies', { timeout: kills * 20_000 }, async () => {
    // PostgreSQL outlives the kill by itself: a fifth of them is enough to see that our part does.
    const ofPostgres = Math.ceil(kills / 5)
    const count = engine === 'sqlite' ? kills - ofPostgres : ofPostgres
    const report = await runKills({ place: await place(), kills: count, random: seededRandom(seed) })
    expect(report).toMatchObject({ lost: [], uneven: [], faults: [] })
    expect(report.acknowledged).toBeGreaterThan(count)
    expect(report.said).toBe('')
  })
})
