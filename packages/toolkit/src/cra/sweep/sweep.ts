/** Reads each source file of a tree once, and finds all patterns of all signals in that one pass. */
import { type PathRole, roleOf } from '../../model/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import type { RepoFiles, RepoListing } from '../repo-files.ts'
import { createWordFinder, type WordFinder } from './automaton.ts'
import { markSpans } from './comments.ts'
import { commentStyleOf, type Language, languageBits, languageOf } from './languages.ts'
import { codeText, isGuarded, type LineSpan, lineAround, rawText } from './lines.ts'
import type { CodePattern, PatternGroup, PatternHit } from './pattern.ts'
import { patterns } from './patterns/index.ts'

/** Beyond these a file, or the rest of a tree, counts as not read; a signal that finds nothing then says so. */
export const sweepBounds = {
  files: 30_000,
  fileBytes: 1024 * 1024,
  totalBytes: 192 * 1024 * 1024,
  /** Longer lines are data or minified code, and are not looked at. */
  lineBytes: 1000,
  /** Hits kept of one pattern in one file. */
  hitsPerFile: 20,
} as const

export interface SweptFile {
  readonly path: string
  readonly role: PathRole
  /** Undefined: no text, or none that we know by its name. */
  readonly language: Language | undefined
  /** Size in bytes; 0 if it was not opened. */
  readonly bytes: number
}

/** What the whole tree holds, for every signal alike. */
export interface SourceSweep {
  readonly listing: RepoListing
  /** Every file of the listing, in its order. */
  readonly files: readonly SweptFile[]
  /** By path and line. */
  hits(group: PatternGroup): readonly PatternHit[]
  /** Product sources that were not looked at, with the reason. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[]
}

/** Large files in these hold data or pages as a rule, so one that was not read leaves no doubt about the code. */
const data: ReadonlySet<Language> = new Set<Language>(['json', 'xml', 'html', 'sql', 'other', 'text'])

/** Nothing is read before the first question. */
export function lazySweep(tree: RepoFiles): () => SourceSweep {
  let sweep: SourceSweep | undefined
  return () => {
    sweep ??= sweepSources(tree)
    return sweep
  }
}

interface State {
  readonly tree: RepoFiles
  readonly hits: Map<PatternGroup, PatternHit[]>
  readonly unread: { readonly path: string; readonly reason: string }[]
  files: number
  bytes: number
}

/** Pure over the tree; shallow paths first, so that a bound cuts what lies deepest. */
export function sweepSources(tree: RepoFiles): SourceSweep {
  const listing = tree.listAll()
  const state: State = { tree, hits: new Map(), unread: [], files: 0, bytes: 0 }
  const sizes = new Map<string, number>()
  const order = listing.files.map((path) => ({ path, depth: depthOf(path) }))
  order.sort((a, b) => a.depth - b.depth || compareCodeUnits(a.path, b.path))
  for (const { path } of order) sizes.set(path, sweepFile(state, path))
  for (const found of state.hits.values())
    found.sort((a, b) => compareCodeUnits(a.path, b.path) || a.line - b.line)
  return {
    listing,
    files: listing.files.map((path) => ({
      path,
      role: roleOf(path),
      language: languageOf(path),
      bytes: sizes.get(path) ?? 0,
    })),
    hits: (group) => state.hits.get(group) ?? [],
    unread: state.unread,
  }
}

function depthOf(path: string): number {
  let depth = 0
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth++
  return depth
}

const neverSwept: ReadonlySet<PathRole> = new Set<PathRole>(['vendored', 'generated'])

/** Size of the file, 0 if it was not opened. */
function sweepFile(state: State, path: string): number {
  const language = languageOf(path)
  const role = roleOf(path)
  if (language === undefined || language === 'text' || neverSwept.has(role)) return 0
  const isOver = isFull(state)
  const start = isOver ? undefined : state.tree.readStart(path, sweepBounds.fileBytes + 1)
  const reason = unreadReason(start, isOver)
  const isCode = role === 'product' && !data.has(language)
  if (reason !== undefined && isCode && !isDense(start?.bytes)) state.unread.push({ path, reason })
  if (start === undefined) return 0
  state.files++
  state.bytes += start.bytes.length
  if (reason === undefined) findPatterns(state, { path, role, language, bytes: start.bytes })
  return start.size
}

function isFull(state: State): boolean {
  return state.files >= sweepBounds.files || state.bytes >= sweepBounds.totalBytes
}

/** A bundle: lines far longer than people write. */
function isDense(bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined || bytes.length < 8192) return false
  let lines = 1
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return bytes.length / lines > 400
}

function unreadReason(
  start: { readonly size: number; readonly bytes: Uint8Array } | undefined,
  isOver: boolean,
): string | undefined {
  if (isOver) return 'the tree has more sources than are read'
  if (start === undefined) return 'it cannot be opened'
  if (start.size > sweepBounds.fileBytes) return `it has more than ${sweepBounds.fileBytes} bytes`
  return start.bytes.subarray(0, 4096).includes(0) ? 'it is no UTF-8 text' : undefined
}

interface Source {
  readonly path: string
  readonly role: PathRole
  readonly language: Language
  readonly bytes: Uint8Array
}

interface Compiled {
  readonly finder: WordFinder
  /** Indices of patterns, by word. */
  readonly byWord: readonly (readonly number[])[]
  readonly languageBits: readonly number[]
  readonly roles: readonly ReadonlySet<PathRole>[]
}

let compiled: Compiled | undefined

function compile(): Compiled {
  const words = new Map<string, number[]>()
  for (const [index, pattern] of patterns.entries()) {
    for (const word of pattern.words) {
      const own = words.get(word)
      if (own === undefined) words.set(word, [index])
      else own.push(index)
    }
  }
  return {
    finder: createWordFinder([...words.keys()]),
    byWord: [...words.values()],
    languageBits: patterns.map((pattern) => languageBits(pattern.languages)),
    roles: patterns.map((pattern) => new Set(pattern.roles ?? ['product'])),
  }
}

/** State of one file while its words come in. */
interface Pass {
  readonly source: Source
  readonly bit: number
  /** Where each pattern was asked last, as offset of the line. */
  readonly asked: Map<number, number>
  readonly counts: Map<number, number>
  line: LineSpan
  /** 1-based number of the line; `counted` is the offset up to which line breaks are in it. */
  number: number
  counted: number
  raw: string | undefined
  kinds: Uint8Array | undefined
}

function findPatterns(state: State, source: Source): void {
  compiled ??= compile()
  const { finder, byWord, languageBits: bits, roles } = compiled
  const bit = languageBits([source.language])
  const pass: Pass = {
    source,
    bit,
    asked: new Map(),
    counts: new Map(),
    line: { start: 0, end: -1 },
    number: 1,
    counted: 0,
    raw: undefined,
    kinds: undefined,
  }
  finder.scan(source.bytes, (word, last) => {
    for (const index of byWord[word] ?? []) {
      if (((bits[index] ?? 0) & bit) === 0 || roles[index]?.has(source.role) !== true) continue
      moveTo(pass, last)
      if (pass.asked.get(index) === pass.line.start) continue
      pass.asked.set(index, pass.line.start)
      const pattern = patterns[index]
      if (pattern !== undefined) ask(state, pass, { pattern, index })
    }
  })
}

function moveTo(pass: Pass, offset: number): void {
  if (offset <= pass.line.end) return
  const { bytes } = pass.source
  const line = lineAround(bytes, offset)
  for (let at = bytes.indexOf(10, pass.counted); at >= 0 && at < line.start; at = bytes.indexOf(10, at + 1))
    pass.number++
  pass.counted = line.start
  pass.line = line
  pass.raw = undefined
}

interface Asked {
  readonly pattern: CodePattern
  readonly index: number
}

/** The line as it stands is asked first: marking comments costs more, and most lines stop here. */
function ask(state: State, pass: Pass, { pattern, index }: Asked): void {
  const { source, line } = pass
  if (line.end - line.start > sweepBounds.lineBytes) return
  pass.raw ??= rawText(source.bytes, line)
  if (!pattern.test.test(pass.raw) || pattern.unless?.test(pass.raw) === true) return
  const already = pass.counts.get(index) ?? 0
  if (already >= sweepBounds.hitsPerFile) return
  const hit = matchCode(pass, pattern)
  if (hit === undefined) return
  pass.counts.set(index, already + 1)
  const own = state.hits.get(pattern.group)
  if (own === undefined) state.hits.set(pattern.group, [hit])
  else own.push(hit)
}

function matchCode(pass: Pass, pattern: CodePattern): PatternHit | undefined {
  const { source, line } = pass
  const { path, role, language } = source
  pass.kinds ??= markSpans(source.bytes, commentStyleOf(language, path))
  const look = { kinds: pass.kinds, ignoresStrings: pattern.ignoresStrings === true }
  const code = codeText(source.bytes, line, look)
  const match = pattern.test.exec(code)
  if (match === null) return undefined
  if (pattern.skipsGuarded === true && isGuarded(source.bytes, line)) return undefined
  const text = (match[1] ?? match[0]).slice(0, 200)
  return { group: pattern.group, kind: pattern.kind, path, line: pass.number, role, language, text, code }
}
