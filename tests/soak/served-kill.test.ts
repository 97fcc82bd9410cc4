/** A hundred kills of the served program under load, or OCCTET_KILLS; eight of the same are in tests/e2e/serve/kill.test.ts. */
import { expect, test } from 'vitest'
import { runServedKills } from '../e2e/serve/kill-run.ts'
import { findPostgres, startPostgres } from '../postgres.ts'

const kills = Number(process.env['OCCTET_KILLS'] ?? 100)
const seed = Number(process.env['OCCTET_FUZZ_SEED'] ?? 20_261_123)

test(`embedded: ${kills} kills (seed ${seed})`, async () => {
  const report = await runServedKills({ kills, seed })
  console.log(report)
  expect(report).toMatchObject({ problems: [], faults: [] })
  expect(report.acknowledged).toBeGreaterThan(kills)
})

test.skipIf(findPostgres() === undefined)(`PostgreSQL: ${kills} kills (seed ${seed})`, async () => {
  const postgres = await startPostgres()
  try {
    postgres.createDatabase('kills')
    const report = await runServedKills({ kills, seed, database: postgres.url('kills') })
    console.log(report)
    expect(report).toMatchObject({ problems: [], faults: [] })
    expect(report.acknowledged).toBeGreaterThan(kills)
  } finally {
    postgres.stop()
  }
})
