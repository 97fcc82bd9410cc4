/** kill -9 while a witness works; the full count is in the soak run. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runWitnessKills } from './witness-kill-run.ts'

test('20 kills at seeded moments: never two cosignatures for two roots of one size, none forgotten', {
  timeout: 300_000,
}, async () => {
  const report = await runWitnessKills(20, 20261122)
  expect(report.problems).toEqual([])
  // Otherwise the kills came too early or too late to prove anything.
  expect(report.cosigned).toBeGreaterThan(60)
  expect(report.forks).toBeGreaterThan(2)
})

test('the run notices a witness whose state is put back, as one would be that answers before it writes', {
  timeout: 300_000,
}, async () => {
  const first = new Map<string, string>()
  const report = await runWitnessKills(4, 7, (stateDir, kill) => {
    for (const name of readdirSync(stateDir).filter((file) => /^[0-9a-f]{64}\.json$/.test(file))) {
      const path = join(stateDir, name)
      if (kill === 0) first.set(path, readFileSync(path, 'utf8'))
      else writeFileSync(path, first.get(path) ?? '')
    }
  })
  expect(report.problems.join('\n')).toMatch(/two cosignatures for two roots|was cosigned, [0-9]+ is kept/)
})
