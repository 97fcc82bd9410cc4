/** What the answer does not say, as a list that is always shown with it. */
import type { DocumentResult, Limit, RecordResult } from '../model.ts'
import type { Knowledge } from './knowledge.ts'
import type { VerdictParts } from './verdict.ts'

export interface PackageOrigin {
  /** RFC 3339: when the maker says to have made the package. */
  readonly made: string
  /** The files are the copy in a page. */
  readonly isEmbedded: boolean
  /** No record that everybody may read was left out. */
  readonly hasAllPublic: boolean
}

export function listLimits(
  { log, checks, records, documents }: VerdictParts,
  { asOf }: Knowledge,
  { made, isEmbedded, hasAllPublic }: PackageOrigin,
): readonly Limit[] {
  const { result, anchor } = log
  const signed = result.witnesses.filter(({ time }) => time !== undefined)
  const stamps = checks.filter(({ id, outcome }) => id === 'time-stamp' && outcome === 'open')
  const hidden = records.filter(({ kind, content }) => kind === 'event' && (content?.withheld ?? 0) > 0)
  const closed = records.filter(({ kind }) => kind === 'closed')
  const late = records.filter(({ writtenLate }) => writtenLate !== undefined)
  const gap = widestGap(records)
  // Places, not records: one that is shown twice stands for no other.
  const shown = new Set(records.map(({ index }) => index)).size
  const rows: readonly (readonly [boolean, Limit])[] = [
    [isEmbedded, limit('EMBEDDED_COPY')],
    // One that differs was compared.
    [anchor.logKey !== 'compared' && log.reason !== 'LOG_KEY_DIFFERS', limit('LOG_KEY_NOT_COMPARED')],
    [
      signed.length > 0 && anchor.witnesses !== 'compared',
      limit('WITNESSES_NOT_COMPARED', { names: join(signed.map(({ name }) => name)) }),
    ],
    [signed.length === 0, limit('NO_WITNESS')],
    [asOf === undefined, limit('NO_INDEPENDENT_TIME')],
    [
      stamps.length > 0,
      limit('TIMESTAMP_NOT_COMPARED', { names: join(stamps.map(({ values }) => values['name'] ?? '')) }),
    ],
    [late.length > 0, limit('WRITTEN_LATE', { records: join(late.map(({ index }) => index)) })],
    [gap > 0, limit('TIME_GAP', { days: gap })],
    [closed.length > 0, limit('CLOSED_RECORDS', { records: join(closed.map(({ index }) => index)) })],
    [hidden.length > 0, limit('FIELDS_WITHHELD', { records: hidden.length })],
    ...listDocumentLimits(documents).map((row) => [true, row] as const),
    [
      BigInt(shown) < log.newest.size,
      limit('SELECTION', { shown, size: result.size, keys: hasAllPublic ? 'all' : 'some' }),
    ],
    [true, limit('LATER_UNKNOWN', asOf === undefined ? { made } : { asOf: asOf.time })],
    [true, limit('CONTENT_TRUE')],
  ]
  return rows.filter(([holds]) => holds).map(([, row]) => row)
}

/** Documents that are on record and that nobody compared. */
export function listDocumentLimits(documents: readonly DocumentResult[]): readonly Limit[] {
  const absent = documents.filter(({ state }) => state === 'absent')
  const listed = absent.filter(({ isListed }) => isListed === true)
  const elsewhere = absent.filter(({ isListed }) => isListed !== true)
  const say = (code: Limit['code'], rows: readonly DocumentResult[]): readonly Limit[] =>
    rows.length === 0
      ? []
      : [limit(code, { names: join(rows.map(({ name }) => name)), documents: rows.length })]
  return [...say('DOCUMENT_IN_PACKAGE', listed), ...say('DOCUMENT_ABSENT', elsewhere)]
}

const SHOWN = 8

/** A hostile package may have thousands of names. */
function join(names: readonly string[]): string {
  const rest = names.length > SHOWN ? `, … (${names.length})` : ''
  return names.slice(0, SHOWN).join(', ') + rest
}

function limit(code: Limit['code'], values: Limit['values'] = {}): Limit {
  return { code, values }
}

const DAY = 24 * 60 * 60 * 1000

/** Whole days between the time that a record names and the time at which it was in the log for sure. */
function widestGap(records: readonly RecordResult[]): number {
  return records.reduce((widest, { content, notAfter }) => {
    if (content === undefined || notAfter === undefined) return widest
    return Math.max(widest, Math.floor((Date.parse(notAfter.time) - Date.parse(content.time)) / DAY))
  }, 0)
}
