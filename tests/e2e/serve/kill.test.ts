/** The served program loses nothing that it acknowledged, whenever it is killed. A hundred kills: tests/soak/served-kill.test.ts. */
import { expect, test } from 'vitest'
import { findPostgres, startPostgres } from '../../postgres.ts'
import { runServedKills } from './kill-run.ts'

const seed = Number(process.env['OCCTET_FUZZ_SEED'] ?? 20_261_123)

test('embedded: 8 kills under load', { timeout: 300_000 }, async () => {
  const report = await runServedKills({ kills: 8, seed })
  expect(report).toMatchObject({ problems: [], faults: [] })
  expect(report.acknowledged).toBeGreaterThan(8)
})

test.skipIf(findPostgres() === undefined)(
  'PostgreSQL: 3 kills under load',
  { timeout: 300_000 },
  async () => {
    const postgres = await startPostgres()
    try {
      postgres.createDatabase('kills')
      const report = await runServedKills({ kills: 3, seed, database: postgres.url('kills') })
      expect(report).toMatchObject({ problems: [], faults: [] })
      expect(report.acknowledged).toBeGreaterThan(3)
    } finally {
      postgres.stop()
    }
  },
)
