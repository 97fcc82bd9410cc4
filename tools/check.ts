/** `npm run check`: every gate, one line each; the first lines of what failed; exit 1 when any did. */
import { spawnSync } from 'node:child_process'
import { checkImports } from './arch/check-imports.ts'
import { checkRules } from './lint/rules.ts'
import { checkPublishing } from './publishing.ts'
import { readSources, root } from './sources.ts'

interface Gate {
  readonly name: string
  readonly run: () => string | Promise<string>
}

const gates: readonly Gate[] = [
  { name: 'architecture', run: () => list(checkImports(readSources())) },
  { name: 'house rules', run: () => list(checkRules(readSources(['packages', 'apps']))) },
  {
    name: 'types',
    run: () =>
      ['tests/tsconfig.json', 'apps/web/tsconfig.json']
        .map((project) => program('tsc', ['--noEmit', '-p', project]))
        .join(''),
  },
  {
    name: 'lint',
    run: () =>
      program('oxlint', [
        '--type-aware',
        '--deny-warnings',
        '--quiet',
        'packages',
        'apps',
        'tools',
        'tests',
        'benchmarks',
      ]),
  },
  { name: 'format', run: () => program('biome', ['format', '.']) },
  { name: 'unused', run: () => program('knip', ['--no-progress']) },
  { name: 'publishing', run: checkPublishing },
  { name: 'duplicates', run: () => program('jscpd', []) },
]

function list(breaches: readonly { file: string; line: number; message: string }[]): string {
  return breaches.map((breach) => `${breach.file}:${breach.line} ${breach.message}`).join('\n')
}

function program(name: string, args: readonly string[]): string {
  const run = spawnSync(`node_modules/.bin/${name}`, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  return run.status === 0
    ? ''
    : `${run.stdout}${run.stderr}` || `${name} exited with ${run.status ?? run.signal}`
}

const only = process.argv.slice(2)
let failed = 0
let ran = 0
for (const gate of gates) {
  if (only.length > 0 && !only.includes(gate.name)) continue
  ran++
  const started = Date.now()
  const output = (await gate.run()).trim()
  if (output !== '') failed++
  console.log(
    `${output === '' ? 'ok  ' : 'FAIL'} ${gate.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  )
  if (output !== '') console.log(output.split('\n').slice(0, 60).join('\n'))
}
console.log(`${ran - failed} gates passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
