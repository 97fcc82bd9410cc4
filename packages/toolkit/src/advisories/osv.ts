/** One OSV record (schema 1.7.5) from a parsed JSON value to claims; lenient in what we do not use. */
import { err, ok, type Result } from '../base/index.ts'
import type { AdvisoryClaim, AffectedRange, RangeEvent, SeverityVector } from '../model/index.ts'

/** Why a record of a feed was not kept. Each is counted in the import's report. */
export type DropReason =
  | 'BAD_CRC'
  | 'BAD_DATA'
  | 'DUPLICATE_ID'
  | 'ENCRYPTED'
  | 'METHOD_UNSUPPORTED'
  | 'NOT_A_RECORD'
  | 'NOT_JSON'
  | 'NOT_UTF8'
  | 'NO_ID'
  | 'NO_PACKAGE'
  | 'TOO_LARGE'

export interface OsvRecord {
  readonly id: string
  readonly aliases: readonly string[]
  readonly modified?: string
  readonly isWithdrawn: boolean
  /** Milliseconds of the latest credible date in the record. */
  readonly newest?: number
  /** In the order of the record's `affected` entries. Empty only for a withdrawn record. */
  readonly claims: readonly AdvisoryClaim[]
  /** `affected` entries that name no package: nothing can find them by purl. */
  readonly unnamedEntries: number
}

export interface OsvContext {
  readonly source: string
  /** SHA-256 of the record's bytes, lowercase hex. */
  readonly digest: string
  /** Milliseconds; dates after it are not credible. */
  readonly now: number
}

/** Characters of an id or a package name; the longest real ones have under 200. */
const MAX_NAME = 1024
const MAX_SUMMARY = 300
/** Characters of a version named as fixed, and how many are kept of a record. */
const MAX_VERSION = 128
const MAX_PATCHED = 256

/** Untrusted: anybody may have written the record. Never throws. */
export function readOsvRecord(value: unknown, context: OsvContext): Result<OsvRecord, DropReason> {
  if (!isObject(value)) return err('NOT_A_RECORD')
  const id = value['id']
  if (typeof id !== 'string' || id === '' || id.length > MAX_NAME) return err('NO_ID')
  const head = readHead(value, id, context)
  const claims: Draft[] = []
  let unnamedEntries = 0
  for (const entry of list(value['affected'])) {
    const claim = isObject(entry) ? readAffected(entry, head) : undefined
    if (claim === undefined) unnamedEntries++
    else claims.push(claim)
  }
  setPatched(claims, shortTexts(fields(value['database_specific'])['patched']))
  const isWithdrawn = head.withdrawn !== undefined
  if (claims.length === 0 && !isWithdrawn) return err('NO_PACKAGE')
  const newest = newestCredible([head.modified, head.published, head.withdrawn], context.now)
  return ok({
    id,
    aliases: head.aliases,
    ...(head.modified === undefined ? {} : { modified: head.modified }),
    isWithdrawn,
    ...(newest === undefined ? {} : { newest }),
    claims,
    unnamedEntries,
  })
}

type Draft = { -readonly [K in keyof AdvisoryClaim]: AdvisoryClaim[K] }
type Head = Omit<Draft, 'ecosystem' | 'name' | 'ranges' | 'versions'>

function readHead(record: Fields, id: string, context: OsvContext): Head {
  const notes = fields(record['database_specific'])
  const head: Head = {
    record: id,
    source: context.source,
    digest: context.digest,
    aliases: readAliases(record['aliases'], id),
    isMalicious: id.startsWith('MAL-') || list(notes['cwe_ids']).includes('CWE-506'),
    severity: readSeverity(record['severity'], notes['severity']),
  }
  setText(head, 'summary', readSummary(record))
  setText(head, 'published', text(record['published']))
  setText(head, 'modified', text(record['modified']))
  setText(head, 'withdrawn', text(record['withdrawn']))
  setText(head, 'informational', text(notes['informational']))
  return head
}

function readAliases(value: unknown, id: string): readonly string[] {
  const aliases = texts(value)
  if (aliases.length === 0) return aliases
  return [...new Set(aliases.filter((alias) => alias !== id && alias.length <= MAX_NAME))]
}

/** Plain assignments: this runs for every package of every record. */
function readAffected(entry: Fields, head: Head): Draft | undefined {
  const named = fields(entry['package'])
  const ecosystem = text(named['ecosystem'])
  const name = text(named['name'])
  if (ecosystem === undefined || name === undefined) return undefined
  if (ecosystem.length > MAX_NAME || name.length > MAX_NAME) return undefined
  const notes = fields(entry['database_specific'])
  const own = readSeverity(entry['severity'], notes['severity'])
  const claim: Draft = {
    record: head.record,
    source: head.source,
    digest: head.digest,
    ecosystem,
    name,
    aliases: head.aliases,
    isMalicious: head.isMalicious,
    ranges: readRanges(entry['ranges']),
    versions: texts(entry['versions']),
    severity: own.length > 0 ? own : head.severity,
  }
  setText(claim, 'summary', head.summary)
  setText(claim, 'published', head.published)
  setText(claim, 'modified', head.modified)
  setText(claim, 'withdrawn', head.withdrawn)
  setText(claim, 'informational', text(notes['informational']) ?? head.informational)
  setPatched([claim], shortTexts(notes['patched']))
  return claim
}

/** What a record says of fixed versions is about its package: with several, nobody can tell which; an entry's own word wins. */
function setPatched(claims: readonly Draft[], patched: readonly string[]): void {
  const [first] = claims
  if (first === undefined || patched.length === 0) return
  if (!claims.every(({ ecosystem, name }) => ecosystem === first.ecosystem && name === first.name)) return
  for (const claim of claims) claim.patched ??= patched
}

type OptionalText = 'summary' | 'published' | 'modified' | 'withdrawn' | 'informational'

/** Absent stays absent: no property is ever `undefined`. */
function setText(target: Pick<Draft, OptionalText>, key: OptionalText, value: string | undefined): void {
  if (value !== undefined) target[key] = value
}

/** Ranges of commits (GIT) cannot be judged without the repository, so they are no claims about versions. */
function readRanges(value: unknown): readonly AffectedRange[] {
  const ranges: AffectedRange[] = []
  for (const item of list(value)) {
    const range = fields(item)
    const type = range['type']
    if (type !== 'SEMVER' && type !== 'ECOSYSTEM') continue
    const events: RangeEvent[] = []
    for (const event of list(range['events'])) addEvents(events, fields(event))
    ranges.push({ type, events })
  }
  return ranges
}

function addEvents(events: RangeEvent[], event: Fields): void {
  const introduced = text(event['introduced'])
  const fixed = text(event['fixed'])
  const lastAffected = text(event['last_affected'])
  const limit = text(event['limit'])
  if (introduced !== undefined) events.push({ introduced })
  if (fixed !== undefined) events.push({ fixed })
  if (lastAffected !== undefined) events.push({ lastAffected })
  if (limit !== undefined) events.push({ limit })
}

/** Vectors where there are any; else the database's word, marked as such. */
function readSeverity(vectors: unknown, word: unknown): readonly SeverityVector[] {
  const found: SeverityVector[] = []
  for (const item of list(vectors)) {
    const type = text(fields(item)['type'])
    const score = text(fields(item)['score'])
    if (type !== undefined && score !== undefined) found.push({ type, score })
  }
  const said = found.length === 0 ? text(word) : undefined
  return said === undefined ? found : [{ type: 'QUALITATIVE', score: said }]
}

/** The summary, else the first line of the details; never more than 300 characters. */
function readSummary(record: Fields): string | undefined {
  const own = text(record['summary'])
  const details =
    own === undefined
      ? text(record['details'])
          ?.trimStart()
          .slice(0, 4 * MAX_SUMMARY)
      : undefined
  const line = (own ?? details?.split('\n', 1)[0] ?? '').trim()
  if (line === '') return undefined
  return line.length <= MAX_SUMMARY
    ? line
    : `${line.slice(0, MAX_SUMMARY - 1).replace(/\p{Surrogate}$/u, '')}…`
}

/** Years before 1990 are placeholders (`0001-01-01` in all Go records); the future is a typing error. */
const EARLIEST = Date.UTC(1990, 0, 1)

function newestCredible(dates: readonly (string | undefined)[], now: number): number | undefined {
  let newest: number | undefined
  for (const date of dates) {
    const at = date === undefined ? Number.NaN : Date.parse(date)
    if (at >= EARLIEST && at <= now && (newest === undefined || at > newest)) newest = at
  }
  return newest
}

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fields(value: unknown): Fields {
  return isObject(value) ? value : none
}

const none: Fields = {}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Text, or a number as text; empty text says nothing. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function shortTexts(value: unknown): readonly string[] {
  return texts(value)
    .filter((item) => item.length <= MAX_VERSION)
    .slice(0, MAX_PATCHED)
}

/** The list itself when it holds nothing but texts: version lists are long. */
function texts(value: unknown): readonly string[] {
  const items = list(value)
  return items.every(isFullText) ? items : items.flatMap((item) => text(item) ?? [])
}

function isFullText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
