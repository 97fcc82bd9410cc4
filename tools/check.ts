/** `npm run check`: every gate, one line each; the first lines of what failed; exit 1 when any did. */
import { execFile } from 'node:child_process'
import { checkImports } from './arch/check-imports.ts'
import { checkRules } from './lint/rules.ts'
import { checkPublishing } from './publishing.ts'
import { readSources, root } from './sources.ts'

interface Gate {
  readonly name: string
  readonly run: () => string | Promise<string>
}

const gates: readonly Gate[] = [
  // The longest first.
  { name: 'duplicates', run: async () => program('jscpd', []) },
  { name: 'architecture', run: () => list(checkImports(readSources())) },
  { name: 'house rules', run: () => list(checkRules(readSources(['packages', 'apps']))) },
  {
    name: 'types',
    run: async () =>
      (await program('tsc', ['--noEmit', '-p', 'tests/tsconfig.json'])) +
      (await program('tsc', ['--noEmit', '-p', 'apps/web/tsconfig.json'])),
  },
  {
    name: 'lint',
    run: async () =>
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
  { name: 'format', run: async () => program('biome', ['format', '.']) },
  { name: 'unused', run: async () => program('knip', ['--no-progress']) },
  { name: 'publishing', run: checkPublishing },
]

function list(breaches: readonly { file: string; line: number; message: string }[]): string {
  return breaches.map((breach) => `${breach.file}:${breach.line} ${breach.message}`).join('\n')
}

async function program(name: string, args: readonly string[]): Promise<string> {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 } as const
  return new Promise((said) => {
    execFile(`node_modules/.bin/${name}`, [...args], options, (failure, stdout, stderr) =>
      said(failure === null ? '' : `${stdout}${stderr}` || `${name}: ${failure.message}`),
    )
  })
}

const only = process.argv.slice(2)
const chosen = gates.filter(({ name }) => only.length === 0 || only.includes(name))
let failed = 0
let next = 0

/** Two at a time: most gates keep one core busy. */
async function work(): Promise<void> {
  for (let gate = chosen[next++]; gate !== undefined; gate = chosen[next++]) {
    const started = Date.now()
    const output = (await gate.run()).trim()
    if (output !== '') failed++
    console.log(
      `${output === '' ? 'ok  ' : 'FAIL'} ${gate.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
    )
    if (output !== '') console.log(output.split('\n').slice(0, 60).join('\n'))
  }
}

await Promise.all([work(), work()])
console.log(`${chosen.length - failed} gates passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
