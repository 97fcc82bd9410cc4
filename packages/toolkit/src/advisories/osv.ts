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

/** Untrusted: anybody may have written the record. Never throws. */
export function readOsvRecord(value: unknown, context: OsvContext): Result<OsvRecord, DropReason> {
  if (!isObject(value)) return err('NOT_A_RECORD')
  const id = value['id']
  if (typeof id !== 'string' || id === '' || id.length > MAX_NAME) return err('NO_ID')
  const head = readHead(value, id, context)
  const claims: AdvisoryClaim[] = []
  let unnamedEntries = 0
  for (const entry of list(value['affected'])) {
    const claim = isObject(entry) ? readAffected(entry, head) : undefined
    if (claim === undefined) unnamedEntries++
    else claims.push(claim)
  }
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

type Head = Omit<AdvisoryClaim, 'ecosystem' | 'name' | 'ranges' | 'versions'>

function readHead(record: Fields, id: string, context: OsvContext): Head {
  const aliases = texts(record['aliases']).filter((alias) => alias !== id && alias.length <= MAX_NAME)
  const notes = fields(record['database_specific'])
  const summary = readSummary(record)
  const informational = text(notes['informational'])
  return {
    record: id,
    source: context.source,
    digest: context.digest,
    aliases: [...new Set(aliases)],
    ...optional('summary', summary),
    ...optional('published', text(record['published'])),
    ...optional('modified', text(record['modified'])),
    ...optional('withdrawn', text(record['withdrawn'])),
    ...optional('informational', informational),
    isMalicious: id.startsWith('MAL-') || list(notes['cwe_ids']).includes('CWE-506'),
    severity: readSeverity(record['severity'], notes['severity']),
  }
}

function readAffected(entry: Fields, head: Head): AdvisoryClaim | undefined {
  const named = fields(entry['package'])
  const ecosystem = text(named['ecosystem'])
  const name = text(named['name'])
  if (ecosystem === undefined || name === undefined) return undefined
  if (ecosystem.length > MAX_NAME || name.length > MAX_NAME) return undefined
  const notes = fields(entry['database_specific'])
  const own = readSeverity(entry['severity'], notes['severity'])
  return {
    ...head,
    ecosystem,
    name,
    ...optional('informational', text(notes['informational']) ?? head.informational),
    severity: own.length > 0 ? own : head.severity,
    ranges: list(entry['ranges']).flatMap((range) => readRange(range)),
    versions: texts(entry['versions']),
  }
}

/** Ranges of commits (GIT) cannot be judged without the repository, so they are no claims about versions. */
function readRange(value: unknown): readonly AffectedRange[] {
  const range = fields(value)
  const type = range['type']
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM') return []
  return [{ type, events: list(range['events']).flatMap((event) => readEvents(fields(event))) }]
}

function readEvents(event: Fields): readonly RangeEvent[] {
  const events: RangeEvent[] = []
  const introduced = text(event['introduced'])
  const fixed = text(event['fixed'])
  const lastAffected = text(event['last_affected'])
  const limit = text(event['limit'])
  if (introduced !== undefined) events.push({ introduced })
  if (fixed !== undefined) events.push({ fixed })
  if (lastAffected !== undefined) events.push({ lastAffected })
  if (limit !== undefined) events.push({ limit })
  return events
}

/** Vectors where there are any; else the database's word, marked as such. */
function readSeverity(vectors: unknown, word: unknown): readonly SeverityVector[] {
  const found = list(vectors).flatMap((item) => {
    const type = text(fields(item)['type'])
    const score = text(fields(item)['score'])
    return type === undefined || score === undefined ? [] : [{ type, score }]
  })
  const said = text(word)
  return found.length > 0 || said === undefined ? found : [{ type: 'QUALITATIVE', score: said }]
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

const none: Fields = Object.freeze(Object.create(null) as Fields)

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Text, or a number as text; empty text says nothing. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function texts(value: unknown): readonly string[] {
  return list(value).flatMap((item) => text(item) ?? [])
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string })
}
