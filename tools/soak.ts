/** `npm run soak`: the long kills and fuzzing, with the seed printed so that a failure can be repeated. */
import { spawnSync } from 'node:child_process'
import { root } from './sources.ts'

const seed = process.env['OCCTET_FUZZ_SEED'] ?? String(Math.floor(Date.now() / 86_400_000))
const rounds = process.env['OCCTET_FUZZ_ROUNDS'] ?? '2000'
const seconds = process.env['OCCTET_FUZZ_SECONDS'] ?? '600'
console.log(
  `soak: seed ${seed}, ${rounds} rounds a sample, ${seconds} s a parser of the ledger, Node ${process.version}`,
)
const run = spawnSync('node_modules/.bin/vitest', ['run', '--config', 'vitest.soak.config.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    OCCTET_FUZZ_SEED: seed,
    OCCTET_FUZZ_ROUNDS: rounds,
    OCCTET_FUZZ_SECONDS: seconds,
  },
})
process.exitCode = run.status ?? 1
