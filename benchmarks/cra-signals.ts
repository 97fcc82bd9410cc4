/**
 * All evidence signals over a tree of 4,000 sources, beside the floor of listing and reading the same files. Another tree
 * can be named: `npx tsx benchmarks/cra-signals.ts FOLDER`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, work } from './inputs.ts'
import { type Contestant, compare, printMachine, printTable } from './measure.ts'

const library = pathToFileURL(join(root, 'packages/toolkit/dist/')).href
const lines = 60

/** Ordinary code in four languages, some five kilobytes each; a word that patterns know stands on every eighth line. */
function makeSources(): string {
  const folder = join(work, 'trees', 'sources-2')
  if (existsSync(folder)) return folder
  const body: Readonly<Record<string, readonly [(at: number) => string, string]>> = {
    ts: [
      (at) => `export function value${at}(input: Input${at}): number { return input.left + ${at} }`,
      '// password',
    ],
    py: [(at) => `def value_${at}(user, left, right):\n    return user.name + left.text(${at})`, '# default'],
    go: [
      (at) => `func value${at}(left int, right int) (int, error) { return left + ${at}, nil }`,
      '// listen',
    ],
    c: [(at) => `static int value_${at}(struct item *left) { return left->size + ${at}; }`, '/* socket */'],
  }
  const kinds = Object.entries(body)
  for (let index = 0; index < 4000; index++) {
    const [extension, [line, note]] = kinds[index % kinds.length] ?? ['ts', [String, '']]
    const part = join(folder, 'src', `part-${index % 200}`)
    mkdirSync(part, { recursive: true })
    const text = Array.from({ length: lines }, (_, at) => {
      const own = line(index * lines + at)
      return at % 8 === 0 ? `${own} ${note}` : own
    })
    writeFileSync(join(part, `file-${index}.${extension}`), `${text.join('\n')}\n`)
  }
  return folder
}

function script(name: string, body: string, folder: string): Contestant {
  const head = `import { diskRepoFiles } from '${library}adapters/index.js'
import { collectSignals } from '${library}cra/index.js'
const tree = diskRepoFiles(${JSON.stringify(folder)})
const inventory = { name: 'x', components: [], roots: [], files: [], issues: [] }
`
  return { name, command: [process.execPath, '--input-type=module', '-e', head + body] }
}

const folder = process.argv[2] ?? makeSources()
printMachine()
const figures = compare([
  script(
    'list and read',
    `let bytes = 0
for (const path of tree.listAll().files) bytes += tree.readStart(path, 524289)?.bytes.length ?? 0
if (bytes === 0) process.exitCode = 1`,
    folder,
  ),
  script('only load the library', `if (tree.list === undefined) collectSignals()`, folder),
  script('all signals', `if (collectSignals(tree, inventory).length === 0) process.exitCode = 1`, folder),
])
printTable(`Evidence signals over ${folder}`, figures)
if (figures.some((figure) => figure.exit !== 0))
  throw new Error('a contestant failed: run `npm run build` first')
const [floor, , all] = figures
if (floor !== undefined && all !== undefined)
  console.log(`\nBeyond the floor: ${(all.wall[1] - floor.wall[1]).toFixed(2)} s`)
