/**
 * Kills real ledger writers at seeded moments, as many as wanted, and prints what was found.
 *
 *     npx tsx tests/soak/ledger-kill.ts [KILLS] [SEED]
 */
import { pathToFileURL } from 'node:url'
import { runKills } from '../conformance/ledger/kill-run.ts'

export { runKills }

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [kills = 250, seed = 20261122] = process.argv.slice(2).map(Number)
  const report = await runKills(kills, seed)
  console.log(JSON.stringify({ seed, ...report }))
  if (report.problems.length > 0) process.exitCode = 1
}
