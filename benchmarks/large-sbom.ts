/**
 * A million components: what reading, writing and scanning one SBOM takes. In every hundredth place of the scanned one
 * stands a package of the real advisories in a version that they call affected. `npx tsx benchmarks/large-sbom.ts
 * [components]`; CPU time and the peak are those of the child.
 */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateSbom, type LargeFormat } from '../tests/soak/large-sbom.ts'
import { listArchives } from './feddb-data.ts'
import { readArchive } from './feddb-floor.ts'
import { occtet, requireInputs, work } from './inputs.ts'
import { printMachine } from './measure.ts'

const feeds = fileURLToPath(new URL('../../shared/data/osv', import.meta.url))
const count = Number(process.argv[2] ?? 1_000_000)
const share = 100

interface Affected {
  readonly package?: { readonly ecosystem?: string; readonly name?: string }
  readonly versions?: readonly string[]
}

/** Different purls that the records list as affected. */
function drawAffected(wanted: number): readonly string[] {
  const found = new Set<string>()
  for (const path of listArchives(join(feeds, 'pypa')))
    for (const { text } of readArchive(path)) for (const purl of affectedPurls(text)) found.add(purl)
  return [...found].slice(0, wanted)
}

function affectedPurls(record: string): readonly string[] {
  const { affected = [], withdrawn } = JSON.parse(record) as { affected?: Affected[]; withdrawn?: string }
  if (withdrawn !== undefined) return []
  return affected.flatMap(({ package: named, versions = [] }) => {
    if (named?.ecosystem !== 'PyPI' || named.name === undefined) return []
    const name = named.name.toLowerCase().replaceAll(/[-_.]+/g, '-')
    const plain = versions.slice(-8).filter((version) => /^[\w.]+$/.test(version))
    return plain.map((version) => `pkg:pypi/${name}@${version}`)
  })
}

function makeSbom(name: string, format: LargeFormat, known?: ReadonlyMap<number, string>): string {
  const path = join(work, `${name}-${count}.json`)
  if (existsSync(path)) return path
  const file = openSync(path, 'w')
  for (const piece of generateSbom(format, count, known)) writeSync(file, piece)
  closeSync(file)
  return path
}

/** The largest of what the kernel has noted while the child ran. */
async function measure(name: string, args: readonly string[]): Promise<void> {
  const out = openSync(join(work, 'large-sbom.out'), 'w')
  const [program = '', ...rest] = occtet
  const started = performance.now()
  const child = spawn(
    '/usr/bin/time',
    ['-f', '%M %U %S', '-o', join(work, 'large-sbom.time'), program, ...rest, ...args],
    {
      stdio: ['ignore', out, 'pipe'],
    },
  )
  let told = ''
  child.stderr?.on('data', (piece: Buffer) => {
    told = `${told}${piece.toString()}`.slice(-300)
  })
  const exit = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  const wall = (performance.now() - started) / 1000
  closeSync(out)
  const [peak = 0, user = 0, system = 0] =
    readFileSync(join(work, 'large-sbom.time'), 'utf8').trim().split('\n').at(-1)?.split(' ').map(Number) ??
    []
  const bytes = statSync(join(work, 'large-sbom.out')).size
  console.log(
    `| ${name} | ${Math.round(peak / 1024)} MiB (${Math.round((peak * 1024) / 1e6)} MB) | ${Math.round(user + system)} s | ${Math.round(wall)} s | ${Math.round(bytes / 1e6)} MB | ${exit} |`,
  )
  if (exit !== 0) console.log(told)
}

requireInputs()
mkdirSync(work, { recursive: true })
const affected = drawAffected(Math.floor(count / share))
const known = new Map(affected.map((purl, at) => [at * share + 50, purl]))
const plain = makeSbom('large-cyclonedx', 'cyclonedx')
const vulnerable = makeSbom('large-affected', 'cyclonedx', known)
const db = join(work, 'scan-feddb-1')
if (!existsSync(db)) spawnSync(occtet[0] ?? '', [...occtet.slice(1), 'db', 'import', feeds, '--db', db])
printMachine()
console.log(`${count} components, ${affected.length} of them affected\n`)
console.log('| Command | Peak | Processor | Wall | Output | Exit |\n|---|---|---|---|---|---|')
const only = process.argv[3]
const runs: readonly (readonly [string, readonly string[]])[] = [
  ['inventory --format spdx-json', ['inventory', plain, '--format', 'spdx-json']],
  ['inventory --format cyclonedx-json', ['inventory', plain, '--format', 'cyclonedx-json']],
  ['scan', ['scan', vulnerable, '--db', db]],
  ['scan --json', ['scan', vulnerable, '--json', '--db', db]],
  ['scan --format sarif', ['scan', vulnerable, '--format', 'sarif', '--db', db]],
]
for (const [name, args] of runs) if (only === undefined || only === name) await measure(name, args)
