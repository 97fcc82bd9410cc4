/** Contract of every signal: registered, catalogued, exact fields, deterministic, and calm about any bytes. */
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Inventory } from '../../model/index.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { memoryRepoFiles, type RepoFiles } from '../repo-files.ts'
import { toSignalInput } from '../signal.ts'
import type { EvidencePlace } from '../status.ts'
import { fixtures } from '../testing/fixtures.ts'
import { signals } from './registry.ts'

const inventory: Inventory = { name: 'sample', components: [], roots: [], files: [], issues: [] }
/** Words of a verdict, and tones that the product's voice avoids. */
const forbidden = /\b(met|secure|safe|safely|certified|simply|just|unfortunately)\b|compliant|conform|!/i
const strengths = ['weak', 'medium', 'strong']

/** `sbom/present.ts` is SIG-SBOM-PRESENT; a file of the folder itself is a SIG-REPO one. */
function idOf(file: string): string {
  const stem = file.replace(/\.ts$/, '').replaceAll('/', '-').toUpperCase()
  return file.includes('/') ? `SIG-${stem}` : `SIG-REPO-${stem}`
}

test('each file of the folder is registered under its catalogue id, once', () => {
  const files = readdirSync(new URL('.', import.meta.url), { recursive: true })
    .map(String)
    .filter((name) => /^(?!registry)[\w/-]+(?<!\.test)\.ts$/.test(name))
  const ids = signals.map((signal) => signal.id)
  expect([...ids].sort()).toEqual(files.map(idOf).sort())
  expect(ids.filter((id) => !catalogue.signals.has(id))).toEqual([])
})

test('results carry the catalogue fields, evidence of the tree, and the same bytes twice', () => {
  const problems: string[] = []
  for (const { name, files, given } of fixtures) {
    const tree = memoryRepoFiles(new Map(Object.entries(files)))
    const product = given?.inventory ?? inventory
    const input = toSignalInput(tree, product, given)
    for (const signal of signals) {
      const result = signal.collect(input)
      const entry = catalogue.signals.get(signal.id)
      const say = (text: string): number => problems.push(`${signal.id} on "${name}": ${text}`)
      if (Object.keys(result.facts).sort().join() !== [...(entry?.resultFields ?? [])].sort().join())
        say('fields')
      if (strengths.indexOf(result.strength) > strengths.indexOf(entry?.strength ?? '')) say('too strong')
      if ((result.reason !== undefined) !== (result.state === 'unknown')) say('reason goes with unknown')
      if (['present', 'contrary'].includes(result.state) && result.evidence.length === 0) say('no evidence')
      if (result.evidence.some((place) => !isPlace(tree, place))) say('evidence outside the tree')
      if (forbidden.test(result.statement.replaceAll('declaration of conformity', '')))
        say(`says ${result.statement}`)
      if (!/^\S.*\.$/.test(result.statement)) say(`is no sentence: ${result.statement}`)
      if (signal.looksFor === 'danger' && result.state === 'present') say('a danger cannot support')
      if (JSON.stringify(result) !== JSON.stringify(signal.collect(toSignalInput(tree, product, given))))
        say('not deterministic')
    }
  }
  expect(problems).toEqual([])
})

/** Forge, history and saved pages name their places apart, so that nobody looks for them in the tree. */
function isPlace(tree: RepoFiles, place: EvidencePlace): boolean {
  if (place.in === undefined) return hasLine(tree.read(place.path), place.line)
  const prefixes = { forge: 'forge:', history: 'git:', page: 'page:' }
  return place.path.startsWith(prefixes[place.in]) && place.line >= 1
}

function hasLine(text: string | undefined, line: number): boolean {
  return text !== undefined && line >= 1 && line <= text.split('\n').length
}

test('arbitrary text in any file gives a result and no exception', () => {
  const paths = [...new Set(fixtures.flatMap(({ files }) => Object.keys(files)))]
  const yamlish = fc.stringMatching(
    /^([ -]{0,4}(on|jobs|steps|run|uses|with|<<|__proto__|&a|\*a|[[\]{}"'|>#:!%@])[: \n]{0,3}){0,40}$/,
  )
  const text = fc.oneof(fc.string({ maxLength: 300 }), yamlish)
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...paths), text, { maxKeys: 6 }), (files) => {
      const input = toSignalInput(memoryRepoFiles(new Map(Object.entries(files))), inventory)
      for (const signal of signals) signal.collect(input)
    }),
    { numRuns: 150, seed: 20261122 },
  )
})

test('hostile sizes end quickly', () => {
  const lines = `${'- '.repeat(50_000)}\n`
  const aliases = `a: &a [x]\n${Array.from({ length: 5000 }, (_, at) => `k${at}: *a`).join('\n')}\n`
  const long = `${'security policy contact '.repeat(20_000)}a@${'b.'.repeat(50_000)}`
  const steps = `on: push\njobs:\n  a:\n    steps:\n      - run: ${'${{ github.event.'.repeat(20_000)}\n`
  const bombs = [lines, aliases, long, steps, '|'.repeat(300_000), '['.repeat(300_000), '"'.repeat(300_001)]
  const recipe = `ci:\n${'\tx\n'.repeat(60_000)}`
  const makes = `on: push\njobs:\n  a:\n    steps:\n      - run: |\n${'         make ci\n'.repeat(10_000)}`
  const multiplied = new Map([
    ['.github/workflows/ci.yml', makes],
    ['Makefile', recipe],
  ])
  const paths = [...new Set(fixtures.flatMap(({ files }) => Object.keys(files)))]
  const called = 'on: push\njobs:\n  a:\n    steps:\n'
  const text = 'a; b; c '.repeat(20_000)
  const actions = new Map([
    ['.github/workflows/ci.yml', `${called}${'      - uses: ./x\n'.repeat(5000)}`],
    ['x/action.yml', `runs:\n  steps:\n${'    - uses: ./x\n'.repeat(3000)}    - run: "${text}"\n`],
  ])
  const jobs = Array.from({ length: 4000 }, (_, at) => `j${at}:\n  extends: .b\n`).join('')
  const pipeline = new Map([['.gitlab-ci.yml', `.b:\n  script: "${'# x '.repeat(60_000)}"\n${jobs}`]])
  const options = ['npm -r', 'npm --a', 'npm run -r', 'pnpm --filter --filter', 'uv run --group --group'].map(
    (head) =>
      new Map([
        [
          '.github/workflows/ci.yml',
          `${called}      - run: ${head}${head.slice(head.lastIndexOf(' ')).repeat(300)} /\n`,
        ],
      ]),
  )
  const trees = [
    actions,
    pipeline,
    ...options,
    multiplied,
    ...bombs.map((bomb) => new Map(paths.map((path) => [path, bomb]))),
  ]
  for (const files of trees) {
    const tree = memoryRepoFiles(files)
    const begin = performance.now()
    const input = toSignalInput(tree, inventory)
    for (const signal of signals) signal.collect(input)
    expect(performance.now() - begin).toBeLessThan(10_000)
  }
})
