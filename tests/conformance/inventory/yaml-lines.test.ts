/** The quick reader of YAML lock files: whatever it accepts, it reads exactly as the full parser does, lines included. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { readYamlLines } from '../../../packages/toolkit/src/inventory/read/yaml-lines.ts'
import { parseAnyYaml } from '../../../packages/toolkit/src/inventory/read/yaml.ts'
import { seededRandom } from '../../random.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const rounds = 20
const seed = 5
const strange = ' :#\'"{}[],-&*!|>%@`\t?\\a0~'

function filesIn(folder: string): readonly string[] {
  const isYaml = (path: string): boolean =>
    /(?:^|\/)(?:pnpm-lock\.yaml|pubspec\.lock|Podfile\.lock)$/.test(path)
  const isBerry = (path: string): boolean =>
    path.endsWith('yarn.lock') && readFileSync(join(folder, path), 'utf8').includes('__metadata:')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((path) => isYaml(path) || isBerry(path))
    .map((path) => join(folder, path))
}

/** Every collection becomes its line and its members in their order. */
function withLines(value: unknown, lineOf: (node: unknown) => number): unknown {
  if (typeof value !== 'object' || value === null) return value
  return [lineOf(value), Object.entries(value).map(([key, one]) => [key, withLines(one, lineOf)])]
}

function compare(text: string): 'same' | 'left' | 'different' {
  const quick = readYamlLines(text)
  if (quick === undefined) return 'left'
  const full = parseAnyYaml(text)
  const [document, ...more] = full.ok ? full.value : []
  if (document === undefined || more.length > 0 || document.duplicates.length > 0) return 'different'
  const isSame = isDeepStrictEqual(
    withLines(quick.value, quick.lineOf),
    withLines(document.value, document.lineOf),
  )
  return isSame ? 'same' : 'different'
}

function mutate(text: string, random: () => number): string {
  const lines = text.split('\n')
  const at = Math.floor(random() * lines.length)
  const line = lines[at] ?? ''
  const column = Math.floor(random() * (line.length + 1))
  const sign = strange[Math.floor(random() * strange.length)] ?? ''
  const edits = [
    () => lines.splice(at, 1),
    () => lines.splice(at, 0, lines[Math.floor(random() * lines.length)] ?? ''),
    () => lines.splice(at, 1, `  ${line}`),
    () => lines.splice(at, 1, line.slice(1)),
    () => lines.splice(at, 1, line.slice(0, column) + sign + line.slice(column)),
    () => lines.splice(at, 1, line.slice(0, column) + sign + line.slice(column + 1)),
  ]
  edits[Math.floor(random() * edits.length)]?.()
  return lines.join('\n')
}

describeShared('the quick reader of YAML', () => {
  const files = ['data/inventories/lockfiles', 'vectors/lockfiles'].flatMap((root) =>
    filesIn(sharedPath(root)),
  )
  const texts = files.map((path) => ({ path, text: readFileSync(path, 'utf8') }))

  test('reads real files as the full parser does, and most of them', () => {
    const results = texts.map(({ path, text }) => ({ path, result: compare(text) }))
    expect(results.filter(({ result }) => result === 'different')).toEqual([])
    expect(results.filter(({ result }) => result === 'same').length / results.length).toBeGreaterThan(0.8)
  })

  test(`leaves or agrees on damaged ones, ${rounds} rounds, seed ${seed}`, { timeout: 60_000 }, () => {
    const random = seededRandom(seed)
    const counts = { same: 0, left: 0, different: 0 }
    const wrong: string[] = []
    for (const { path, text } of texts.filter((one) => one.text.length < 20_000)) {
      for (let round = 0; round < rounds; round++) {
        const damaged = mutate(text, random)
        const result = compare(damaged)
        counts[result]++
        if (result === 'different') wrong.push(`${path} round ${round}`)
      }
    }
    expect(wrong).toEqual([])
    expect(counts.same).toBeGreaterThan(300)
    expect(counts.left).toBeGreaterThan(300)
  })

  test.each([
    ['__proto__: a\n'],
    ['a: &x b\n'],
    ['a: *x\n'],
    ['a: b\n---\nc: d\n'],
    ['a: |\n  b\n'],
    ['a: b\n  c\n'],
    ['a: 1\na: 2\n'],
    ['a: \u0007\n'],
    [`${Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')}\n`],
  ])('leaves %j to the full parser', (text) => {
    expect(readYamlLines(text)).toBeUndefined()
  })
})
