/** Every sentence of a signal can be said in every language: the sources are searched for keys, the fixtures for words. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Inventory } from '../model/index.ts'
import { catalogue } from './catalogue/catalogue.ts'
import * as libraryTables from './library-tables.ts'
import { memoryRepoFiles } from './repo-files.ts'
import { count, gap, inEnglish, join, say, speak, spoken, term, type Value, withoutStop } from './say.ts'
import { reasonOf, statementOf, withinSentence, wordsFiles, wordsOf } from './say-words.ts'
import { toSignalInput } from './signal.ts'
import { signals } from './signals/registry.ts'
import type { SignalResult } from './status.ts'
import { fixtures } from './testing/fixtures.ts'

const further = Object.entries(wordsFiles)
const inventory: Inventory = { name: 'sample', components: [], roots: [], files: [], issues: [] }

/** Keys and counted nouns as the sources write them. */
const written = readSources()
const results: readonly SignalResult[] = fixtures.flatMap(({ files, given }) => {
  const tree = memoryRepoFiles(new Map(Object.entries(files)))
  const input = toSignalInput(tree, given?.inventory ?? inventory, given)
  return signals.map((signal) => signal.collect(input))
})

function readSources(): { readonly keys: ReadonlySet<string>; readonly nouns: ReadonlySet<string> } {
  const keys = new Set<string>()
  const nouns = new Set<string>()
  const root = new URL('.', import.meta.url)
  for (const name of readdirSync(root, { recursive: true }).map(String)) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts') || /^(testing|say)\b/.test(name)) continue
    const source = readFileSync(new URL(name, root), 'utf8')
    for (let at = source.indexOf('say`'); at >= 0; at = source.indexOf('say`', at + 1))
      keys.add(readTemplate(source, at + 4).key)
    for (const [, noun = ''] of source.matchAll(/\bcount\(\s*[^;\n]*?,\s*'([a-z ]+)'\s*\)/g)) nouns.add(noun)
  }
  return { keys, nouns }
}

/** The words of a template whose back-tick was just read, templates within its gaps left out. */
function readTemplate(source: string, start: number): { readonly key: string; readonly end: number } {
  let key = ''
  let gaps = 0
  for (let at = start; at < source.length; at++) {
    const two = source.slice(at, at + 2)
    if (source[at] === '`') return { key, end: at }
    if (source[at] === '\\') key += source[++at] ?? ''
    else if (two === '${') {
      key += `{${gaps++}}`
      at = endOfGap(source, at + 2)
    } else key += source[at] ?? ''
  }
  throw new Error('a template does not end')
}

/** Index of the brace that closes. */
function endOfGap(source: string, start: number): number {
  let depth = 1
  for (let at = start; at < source.length; at++) {
    if (source[at] === '`') at = readTemplate(source, at + 1).end
    else if (source[at] === '{') depth++
    else if (source[at] === '}' && --depth === 0) return at
  }
  throw new Error('a gap does not end')
}

/** Every message within, also those in gaps. */
function keysIn(value: Value | undefined): readonly string[] {
  if (typeof value !== 'object' || 'noun' in value) return []
  if ('pieces' in value) return value.pieces.flatMap(keysIn)
  if ('open' in value) return keysIn(value.open)
  return [value.key, ...value.values.flatMap(keysIn)]
}

test('the sources are read as the program speaks: what it said in the fixtures is found in them', () => {
  const said = results.flatMap((result) => keysIn(result[spoken]?.statement))
  const withGaps = said.filter((key) => /[{.]/.test(key))
  expect(withGaps.length).toBeGreaterThan(1000)
  expect(written.keys.size).toBeGreaterThan(400)
  expect(withGaps.filter((key) => !written.keys.has(key) && /\{0\}|\.$/.test(key))).toEqual([])
})

test.each(further)(
  '%s has a text for every sentence of the sources, and no others',
  (_, { texts, nouns }) => {
    const said = [...written.keys].filter((key) => /[a-z]{2}/i.test(key))
    expect(said.filter((key) => texts[key] === undefined)).toEqual([])
    expect(Object.keys(texts).filter((key) => !written.keys.has(key))).toEqual([])
    expect([...written.nouns].filter((noun) => nouns[noun]?.['other'] === undefined)).toEqual([])
    expect(Object.keys(nouns).filter((noun) => !written.nouns.has(noun))).toEqual([])
  },
)

test.each(further)('%s keeps every gap, and ends and begins as the English does', (_, { texts }) => {
  const gaps = (text: string): string =>
    [...text.matchAll(gap)]
      .map(([, at]) => at)
      .sort()
      .join()
  const edges = (text: string): string => [/^[ ;,]*/.exec(text)?.[0], /\.?$/.exec(text)?.[0]].join('|')
  const changed = Object.entries(texts).filter(([key, text]) => gaps(key) !== gaps(text))
  expect(changed).toEqual([])
  expect(Object.entries(texts).filter(([key, text]) => edges(key) !== edges(text))).toEqual([])
})

/** Signs, and what is the same in both. */
const same = /^[\W\d]*$|^\{0\} \(\{1\}\)/
test.each(further)('%s is translated', (_, { texts }) => {
  expect(
    Object.entries(texts).filter(([key, text]) => key === text && !same.test(key.replace(gap, ''))),
  ).toEqual([])
})

/** Names, and what stands in our tables by its own name. */
const names =
  /^([A-Z][\w .-]*[A-Z.][\w.]*|DOC-A2-\w+|GoReleaser|libFuzzer|(go|cargo)-fuzz|crates\.io|not valid YAML.*)$/
test.each(further)(
  '%s has a word for every kind of find that the fixtures bring up',
  (language, { terms }) => {
    const known = new Set([...written.keys, ...catalogue.categories.categories.map(({ title }) => title)])
    const used = new Set(results.flatMap((result) => keysIn(result[spoken]?.statement)))
    const missing = [...used].filter((key) => !known.has(key) && terms[key] === undefined && !names.test(key))
    expect(missing, language).toEqual([])
  },
)

test.each(further)('%s has a word for every label of the tables of libraries', (_, { terms }) => {
  const tables: readonly ReadonlyMap<string, string>[] = Object.values(libraryTables)
  const labels = new Set(tables.flatMap((table) => [...table.values()]))
  expect(labels.size).toBeGreaterThan(30)
  expect([...labels].filter((label) => terms[label] === undefined)).toEqual([])
})

/** Words of a verdict, and tones that the product's voice avoids. */
const forbidden = /\b(erfüllt|sicher|zertifiziert|leider|einfach|natürlich|konform)\b|!/i

test('in German each statement is a sentence, passes no verdict and leaves no gap', () => {
  const statements = [...new Set(results.map((result) => statementOf(result, 'de')))]
  expect(statements.length).toBeGreaterThan(300)
  expect(statements.filter((text) => !/^\S.*\.$/.test(text))).toEqual([])
  expect(statements.filter((text) => forbidden.test(text))).toEqual([])
  expect(statements.filter((text) => /\{\d|undefined|\[object/.test(text))).toEqual([])
  // What the schema of an SBOM says comes from its validator, in English.
  const english = /\b(the|of|is|are|were|found|which|and|not)\b/
  expect(statements.filter((text) => english.test(text) && !text.includes('type is missing'))).toEqual([])
})

test('English is the text of the result, byte for byte', () => {
  expect(results.filter((result) => statementOf(result, 'en') !== result.statement)).toEqual([])
  expect(results.filter((result) => reasonOf(result, 'en') !== result.reason)).toEqual([])
})

test('what a tree says is never read as words or gaps', () => {
  const path = 'on changes {1} {0:dative}'
  const message = say`${path} lists no component.`
  expect(inEnglish(message)).toBe(`${path} lists no component.`)
  expect(speak(message, wordsOf('de'))).toBe(`${path} nennt keine Komponente.`)
})

test('counts, lists and sentences that go on', () => {
  const german = wordsOf('de')
  expect(speak(count(1, 'file'), german)).toBe('1 Datei')
  expect(speak(say`${count(3, 'document')} of the tree`, german)).toBe('3 Dokumenten des Quellverzeichnisses')
  expect(inEnglish(count(2, 'security entry'))).toBe('2 security entries')
  expect(inEnglish(count(2, 'day'))).toBe('2 days')
  expect(speak(join([term('logger'), 'winston'], ', '), german)).toBe('Protokollschreiber, winston')
  expect(inEnglish(say`${withoutStop(say`Nothing is there.`)}, but that says nothing here.`)).toBe(
    'Nothing is there, but that says nothing here.',
  )
})

test('a result that was read from a file is said as it was kept', () => {
  const [first] = results
  const kept = JSON.parse(JSON.stringify(first)) as SignalResult
  expect(statementOf(kept, 'de')).toBe(first?.statement)
  expect(JSON.stringify(first)).not.toContain('"key"')
})

test('within a sentence, German makes function words small and leaves nouns as they are', () => {
  expect(withinSentence('Der Hauptzweig ist nicht geschützt.', 'de')).toBe(
    'der Hauptzweig ist nicht geschützt.',
  )
  expect(withinSentence('Neueste Versionen fehlen.', 'de')).toBe('neueste Versionen fehlen.')
  expect(withinSentence('Warnungen sind abgeschaltet.', 'de')).toBe('Warnungen sind abgeschaltet.')
  expect(withinSentence('The main branch is not protected.', 'en')).toBe('the main branch is not protected.')
  expect(withinSentence('SECURITY.md is empty.', 'en')).toBe('SECURITY.md is empty.')
})
