/**
 * Makes packages/toolkit/src/licenses/recognition/generated from the SPDX license list.
 *   npx tsx tools/license-data.ts STDLICENSES CRATE
 * STDLICENSES: `resources/stdlicenses` of the Java library org.spdx:java-spdx-library (list 3.28.0, templates).
 * CRATE: `src` of the Rust library `spdx` 0.13.6 (list 3.29.0, texts of what the first one lacks).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { toWordFlags } from '../packages/toolkit/src/licenses/recognition/word-flags.ts'
import { matchProgram } from '../packages/toolkit/src/licenses/recognition/matcher.ts'
import { requiredShingles, shingleHash } from '../packages/toolkit/src/licenses/recognition/shingles.ts'
import { firstCode } from '../packages/toolkit/src/licenses/recognition/program.ts'
import { toWords } from '../packages/toolkit/src/licenses/recognition/words.ts'
import { compileTemplate } from './license-data/compile.ts'
import { type ListEntry, readListedLicenses, readNewerTexts } from './license-data/read-list.ts'
import type { Part } from './license-data/template.ts'
import { root } from './sources.ts'

interface Template {
  readonly ids: string[]
  readonly kind: 'text' | 'notice'
  readonly cells: readonly number[]
}

const out = join(root, 'packages/toolkit/src/licenses/recognition/generated')

function main(folder: string, crate: string): void {
  const listed = readListedLicenses(folder)
  const newer = readNewerTexts(join(crate, 'text'), new Set(listed.map((entry) => entry.id)))
  const names = readNames(join(crate, 'identifiers.rs'))
  const entries = [...listed, ...newer]
    .map((entry) => ({ ...entry, name: names.get(entry.id) ?? entry.name }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const vocabulary = new Map<string, number>()
  const templates = toTemplates(entries, (word) => {
    const id = vocabulary.get(word) ?? vocabulary.size + 1
    vocabulary.set(word, id)
    return id
  })
  if (vocabulary.size >= firstCode) throw new Error('the vocabulary is full')
  write('templates', encodeTemplates(entries, templates, [...vocabulary.keys()]))
  write('texts', Buffer.from(JSON.stringify(entries.map(({ id, text }) => [id, text]))))
  console.log(
    `${entries.length} licenses and exceptions, ${templates.length} templates, ${vocabulary.size} words`,
  )
}

/** Names as the newer list spells them. */
function readNames(file: string): ReadonlyMap<string, string> {
  const pairs = readFileSync(file, 'utf8').matchAll(/name: "([^"]+)",\s+full_name: r#"([^"]*)"#/g)
  return new Map([...pairs].map((match) => [match[1] ?? '', match[2] ?? '']))
}

/** Licenses whose text is the same share a template. */
function toTemplates(entries: readonly ListEntry[], idOf: (word: string) => number): readonly Template[] {
  const byCells = new Map<string, Template>()
  const add = (kind: Template['kind'], id: string, cells: readonly number[]): void => {
    const key = `${kind} ${cells.join()}`
    const known = byCells.get(key)
    if (known === undefined) byCells.set(key, { kind, ids: [id], cells })
    else if (!known.ids.includes(id)) known.ids.push(id)
  }
  for (const entry of entries) {
    const cells = compileTemplate(entry.parts, idOf)
    add('text', entry.id, cells)
    if (!matchesOwnText(cells, entry.text, idOf))
      add('text', entry.id, compileTemplate(toPlain(entry.text), idOf))
    if (entry.header === undefined || entry.isDeprecated) continue
    add('notice', entry.id, compileTemplate(entry.header, idOf))
  }
  return [...byCells.values()]
}

/** False for the few templates that ask for more freedom than our gaps give. */
function matchesOwnText(cells: readonly number[], text: string, idOf: (word: string) => number): boolean {
  const { words } = toWords(text)
  const row = { ids: Uint16Array.from(words, idOf), flags: Uint8Array.from(words, toWordFlags) }
  return matchProgram(Uint16Array.from(cells), row, { from: 0, latest: words.length, reach: 0 }) !== undefined
}

function toPlain(text: string): readonly Part[] {
  return [{ kind: 'text', text }]
}

/** Length of a JSON head, the head, the words, and the cells in 16 bits, little-endian. */
function encodeTemplates(
  entries: readonly ListEntry[],
  templates: readonly Template[],
  words: readonly string[],
): Buffer {
  const counts = countShingles(templates)
  const index = new Map(entries.map((entry, at) => [entry.id, at]))
  const head = JSON.stringify({
    entries: entries.map((entry) => [entry.id, entry.name, flagsOf(entry)]),
    templates: templates.map(({ ids, kind, cells }) => [
      ids.map((id) => index.get(id)),
      kind === 'text' ? 0 : 1,
      cells.length,
      chooseShingles(cells, counts).map((at, order, all) => at - (all[order - 1] ?? 0)),
    ]),
    words: words.join(' '),
  })
  const text = Buffer.from(head)
  const padded = Buffer.concat([text, Buffer.alloc(text.length % 2, ' ')])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(padded.length)
  return Buffer.concat([
    size,
    padded,
    Buffer.from(Uint16Array.from(templates.flatMap((one) => one.cells)).buffer),
  ])
}

function flagsOf(entry: ListEntry): number {
  return (
    (entry.isException ? 1 : 0) +
    (entry.isDeprecated ? 2 : 0) +
    (entry.isOsiApproved ? 4 : 0) +
    (entry.isFsfLibre ? 8 : 0)
  )
}

function countShingles(templates: readonly Template[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const { cells } of templates) {
    const own = new Set(requiredShingles(cells).map((at) => shingleHash(cells, at)))
    for (const hash of own) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  }
  return counts
}

const mostShingles = 32

/** The rarest shingle of each of up to 32 stretches of the template, once each. */
function chooseShingles(cells: readonly number[], counts: ReadonlyMap<number, number>): readonly number[] {
  const all = requiredShingles(cells)
  const stretches = Math.min(mostShingles, Math.max(4, Math.floor(all.length / 6)))
  const chosen = new Map<number, number>()
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * all.length) / stretches)
    const to = Math.floor(((stretch + 1) * all.length) / stretches)
    const rarest = all
      .slice(from, to)
      .map((at) => ({ at, hash: shingleHash(cells, at) }))
      .filter(({ hash }) => !chosen.has(hash))
      .sort((a, b) => (counts.get(a.hash) ?? 0) - (counts.get(b.hash) ?? 0) || a.at - b.at)[0]
    if (rarest !== undefined) chosen.set(rarest.hash, rarest.at)
  }
  return [...chosen.values()].sort((a, b) => a - b)
}

function write(name: string, data: Buffer): void {
  const packed = brotliCompressSync(data, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
    },
  })
  const comment = `/** SPDX license list 3.29.0 (CC0-1.0), ${name}, brotli as base64. Data, made by tools/license-data.ts. */`
  writeFileSync(
    join(out, `${name}.ts`),
    `${comment}\nexport const ${name} = {\n  bytes: ${data.length},\n  packed:\n    '${packed.toString('base64')}',\n}\n`,
  )
  console.log(`${name}: ${data.length} bytes, packed ${packed.length}`)
}

const [folder, crate] = process.argv.slice(2)
if (folder === undefined || crate === undefined)
  throw new Error('expected two folders; see the top of this file')
main(folder, crate)
