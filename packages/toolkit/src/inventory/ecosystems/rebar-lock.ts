/** rebar.lock (rebar3, "Lock files"): Erlang terms with the level of each dependency; read as text and never run. */
import type { Hash, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { balancedPrefix, type BeamTerm, itemsOf, parseBeamTerm, scalarAt } from '../read/beam-terms.ts'
import { noteCutOff } from '../read/cut-off.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'

export const rebarLock: Ecosystem = {
  id: 'rebar-lock',
  purlType: 'hex',
  versions: 'hex',
  files: ['rebar.lock'],
  title: 'rebar.lock',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: true },
  parse: parseRebarLock,
}

const entryStart = /\{\s*<<"([^"]+)">>\s*,\s*(?=\{)/

/** Characters that one entry may take. */
const maxEntry = 4_096

/** Every entry is found by its own beginning, so that a damaged one costs itself only. */
function parseRebarLock(file: SourceFile): ParsedFile {
  const { text } = file
  if (/^\s*\[\s*\]\s*\.\s*$/.test(text)) return finishDraft(startDraft(file.path))
  if (!/^\s*[{[]/.test(text)) {
    const message = 'expected an Erlang list or tuple'
    return unreadableFile(file.path, { code: 'SYNTAX_INVALID', line: 1, message })
  }
  const draft = startDraft(file.path)
  const hashes = hashesByName(text)
  if (!/\]\s*\.\s*$/.test(text.slice(-200))) noteCutOff(draft, text, 'the closing bracket is missing')
  for (const [index, raw] of text.split('\n').entries()) readLine(draft, raw, { line: index + 1, hashes })
  if (draft.entries.size === 0 && draft.issues.length === 0) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'no dependency was found' })
  }
  return finishDraft(draft)
}

/** What an entry took is not looked at again, so that entries which never end cost no more than their length. */
function readLine(draft: Draft, raw: string, place: Omit<Place, 'app'>): void {
  const start = new RegExp(entryStart, 'g')
  for (let match = start.exec(raw); match !== null; match = start.exec(raw)) {
    const entry = balancedPrefix(raw.slice(match.index, match.index + maxEntry))
    addEntry(draft, itemsOf(parseBeamTerm(entry)), { ...place, app: match[1] ?? '' })
    start.lastIndex = match.index + entry.length
  }
}

/** `pkg_hash_ext` is the digest of the archive; `pkg_hash` that of its inner files. */
function hashesByName(text: string): ReadonlyMap<string, readonly Hash[]> {
  const hashes = new Map<string, readonly Hash[]>()
  const outer = text.slice(Math.max(text.indexOf('pkg_hash_ext'), 0))
  if (outer === text) return hashes
  for (const [, name = '', value] of outer.matchAll(/\{<<"([^"]+)">>,\s*<<"([0-9A-Fa-f]{64})">>\}/g)) {
    hashes.set(name, hexHash('SHA-256', value))
  }
  return hashes
}

interface Place {
  readonly app: string
  readonly line: number
  readonly hashes: ReadonlyMap<string, readonly Hash[]>
}

/** `{<<"APP">>,{pkg,<<"NAME">>,<<"VERSION">>},LEVEL}`; level 0 is direct. */
function addEntry(draft: Draft, items: readonly BeamTerm[], { app, line, hashes }: Place): void {
  const source = sourceOf(itemsOf(items[1]), app)
  if (source === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `the entry of ${app} has no version` })
    return
  }
  const { name, version, url } = source
  const level = scalarAt(items, 2)
  addPackage(draft, {
    key: app,
    purl: { type: 'hex', name, version, ...(url === undefined ? {} : { qualifiers: { vcs_url: url } }) },
    line,
    relation: level === undefined ? 'unknown' : level === '0' ? 'direct' : 'transitive',
    origin: url === undefined ? 'registry' : 'git',
    ...(name === app ? {} : { alias: app }),
    hashes: url === undefined ? (hashes.get(app) ?? []) : [],
  })
}

interface Source {
  readonly name: string
  readonly version: string
  readonly url: string | undefined
}

/** `{pkg,NAME,VERSION}`, or `{git,URL,{ref,COMMIT}}`. */
function sourceOf(items: readonly BeamTerm[], app: string): Source | undefined {
  const isPackage = scalarAt(items, 0) === 'pkg'
  const first = scalarAt(items, 1)
  const version = isPackage ? scalarAt(items, 2) : scalarAt(itemsOf(items[2]), 1)
  if (first === undefined || version === undefined) return undefined
  if (isPackage) return { name: first, version, url: undefined }
  return { name: app, version, url: `git+${first}@${version}` }
}
