/** `npm run bench`: every benchmark in turn; each prints its data, machine, command and spread. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './inputs.ts'

/** Modules that others import; everything else in this folder is a benchmark. */
const parts = new Set([
  'feddb-data.ts',
  'feddb-floor.ts',
  'feddb-measure.ts',
  'feddb-purls.ts',
  'inputs.ts',
  'measure.ts',
  'run.ts',
  'server-client.ts',
  'server-process.ts',
  'server-seed.ts',
])
const only = process.argv.slice(2)

for (const name of readdirSync(join(root, 'benchmarks')).sort()) {
  if (!name.endsWith('.ts') || parts.has(name)) continue
  if (only.length > 0 && !only.includes(name.replace('.ts', ''))) continue
  console.log(`\n# ${name}`)
  const run = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'benchmarks', name)], {
    cwd: root,
    stdio: 'inherit',
  })
  if (run.status !== 0) process.exitCode = 1
}
