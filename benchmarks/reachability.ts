/**
 * Reachability of 50 components over a tree of 4,000 sources (TypeScript, TSX, Python), beside listing and reading the
 * same files; then of all its components. Another tree can be named: `npx tsx benchmarks/reachability.ts FOLDER`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, work } from './inputs.ts'
import { type Contestant, compare, printMachine, printTable } from './measure.ts'

const library = pathToFileURL(join(root, 'packages/toolkit/dist/')).href
const packages = 200

/** Ordinary code, some five kilobytes a file: each imports three of the packages, names others in comments and strings. */
function makeSources(): string {
  const folder = join(work, 'trees', 'imports-1')
  if (existsSync(join(folder, 'package-lock.json'))) return folder
  for (let index = 0; index < 4000; index++) {
    const part = join(folder, index % 10 === 9 ? 'tests' : 'src', `part-${index % 200}`)
    mkdirSync(part, { recursive: true })
    const [extension, text] = sourceOf(index)
    writeFileSync(join(part, `file-${index}.${extension}`), text)
  }
  writeLocks(folder)
  return folder
}

/** A fifth of the packages is imported by nobody, a fifth by tests only. */
function importsOf(index: number): readonly number[] {
  const isTest = index % 10 === 9
  const span = packages * (isTest ? 0.8 : 0.6)
  return [index, index * 7 + 1, index * 31 + 5].map((value) => value % span)
}

function sourceOf(index: number): readonly [string, string] {
  const kind = index % 4
  const imports = importsOf(index)
  const body = Array.from({ length: 60 }, (_, at) => lineOf(kind, index * 60 + at))
  if (kind === 3) {
    const head = imports.map((name) => `import package_${name}`)
    return ['py', [...head, ...body].join('\n')]
  }
  const head = imports.map((name) => `import { value as value${name} } from 'package-${name}'`)
  return [
    kind === 2 ? 'tsx' : 'ts',
    [...head, `import { other } from './file-${index + 1}'`, ...body].join('\n'),
  ]
}

function lineOf(kind: number, at: number): string {
  if (kind === 3)
    return `def value_${at}(user, left, right):\n    return user.name + left.text("part ${at}")  # see it`
  if (kind === 2)
    return `export const View${at} = ({ a }: Props) => <p title="it's ${at}">Don't {a / 2} {\`n \${a}\`} /</p>`
  return `export function value${at}(input: Input): string { return input.left.replace(/["']/g, \`x\${${at}}\`) } // it's`
}

function writeLocks(folder: string): void {
  const names = Array.from({ length: packages }, (_, at) => `package-${at}`)
  const entries = names.map((name, at): [string, object] => [
    `node_modules/${name}`,
    { version: '1.0.0', dependencies: { [`deep-${at}`]: '1.0.0' } },
  ])
  const deep = names.map((_, at): [string, object] => [`node_modules/deep-${at}`, { version: '1.0.0' }])
  const dependencies = Object.fromEntries(names.map((name) => [name, '1.0.0']))
  const lock = {
    lockfileVersion: 3,
    packages: { '': { dependencies }, ...Object.fromEntries(entries), ...Object.fromEntries(deep) },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'tree', dependencies }))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
}

function script(name: string, body: string, folder: string): Contestant {
  const head = `import { readFileSync } from 'node:fs'
import { readFileTree, diskRepoFiles } from '${library}adapters/index.js'
import { findReachability } from '${library}reachability/index.js'
const folder = ${JSON.stringify(folder)}
const inventory = readFileTree(folder)
const files = diskRepoFiles(folder).listAll().files
const tree = { list: () => files, read: (path) => readFileSync(folder + '/' + path, 'utf8') }
const all = inventory.components.filter(({ isFirstParty }) => !isFirstParty)
const step = Math.max(1, Math.floor(all.length / 50))
const some = all.filter((_, at) => at % step === 0).slice(0, 50)
const ask = (components) => {
  const count = {}
  for (const { reason } of findReachability(tree, inventory, components)) count[reason.code] = (count[reason.code] ?? 0) + 1
  process.stdout.write(JSON.stringify(count))
}
`
  return { name, command: [process.execPath, '--input-type=module', '-e', head + body] }
}

const folder = process.argv[2] ?? makeSources()
printMachine()
const figures = compare([
  script('inventory and listing', `if (files.length === 0 || all.length === 0) process.exitCode = 1`, folder),
  script(
    'and reading all sources',
    `let length = 0
for (const path of files) if (/\\.(?:[mc]?[jt]sx?|vue|svelte|py|go)$/.test(path)) length += tree.read(path).length
if (length === 0) process.exitCode = 1`,
    folder,
  ),
  script('50 components', 'ask(some)', folder),
  script('all components', 'ask(all)', folder),
])
printTable(`Reachability over ${folder}`, figures)
if (figures.some((figure) => figure.exit !== 0))
  throw new Error('a contestant failed: run `npm run build` first')
const [floor, read, fifty] = figures
if (floor !== undefined && read !== undefined && fifty !== undefined) {
  const own = fifty.wall[1] - floor.wall[1]
  const reading = read.wall[1] - floor.wall[1]
  console.log(
    `\n50 components: ${own.toFixed(2)} s, ${(own / reading).toFixed(1)} times reading (${reading.toFixed(2)} s)`,
  )
}
