/**
 * The value of a package or of a vulnerability with signals: a JSON array of rows, one a line, so that rows are told
 * apart by record without being understood.
 *
 *     whole   [row,\nrow]
 *     patch   -["ID","ID"]\n[row,\nrow]
 *
 * A patch, in a later part only, takes away the rows of the records that it names and adds rows in their place: a
 * package with a thousand claims costs one row when one record changes. What a layer says about the key is always the
 * whole value, and so are digests. ASCII.
 */
import { compareCodeUnits } from '../base/index.ts'
import type { Place } from './bucket.ts'
import type { SegmentKind } from './layer.ts'
import type { KeyedSegment } from './segment-format.ts'

export interface StoredRow {
  /** Id of the record that it is from. */
  readonly record: string
  readonly row: string
}

/** Both kinds of rows: a claim's begins with its record (claim-row.ts), a signal's is an object with it. Throws on others. */
export function cutRows(value: string): readonly StoredRow[] {
  return value
    .slice(1, -1)
    .split(BETWEEN)
    .map((row) => ({ record: recordOf(row), row }))
}

const BETWEEN = ',\n'

function recordOf(row: string): string {
  const plain = /^\["([^"\\]*)"/.exec(row)?.[1]
  if (plain !== undefined) return plain
  const value: unknown = JSON.parse(row)
  const record: unknown = Array.isArray(value) ? value[0] : Reflect.get(Object(value), 'record')
  if (typeof record !== 'string') throw new Error('a row without its record')
  return record
}

export interface RowOrigin {
  /** Id of the record that the row is from. */
  readonly record: string
  /** Of the record's version, lowercase hex. */
  readonly digest: string
}

/** From the beginning of a claim's row; undefined where that does not tell it. */
export function findOrigin(start: string): RowOrigin | undefined {
  const [, record, digest] = /^\["([^"\\]*)","([0-9a-f]{64})"/.exec(start) ?? []
  return record === undefined || digest === undefined ? undefined : { record, digest }
}

/** Of both kinds of rows. Throws on others. */
export function originOfRow(row: string): RowOrigin {
  const plain = findOrigin(row)
  if (plain !== undefined) return plain
  const value: unknown = JSON.parse(row)
  const [record, digest]: readonly unknown[] = Array.isArray(value)
    ? (value as readonly unknown[])
    : [Reflect.get(Object(value), 'record'), Reflect.get(Object(value), 'digest')]
  if (typeof record !== 'string' || typeof digest !== 'string') throw new Error('a row without its record')
  return { record, digest }
}

/** Empty for no rows: the key is then taken back. */
export function joinRows(rows: readonly StoredRow[]): string {
  return rows.length === 0 ? '' : `[${rows.map(({ row }) => row).join(BETWEEN)}]`
}

/** Both sorted by record, and of different records. */
export function mergeRows(a: readonly StoredRow[], b: readonly StoredRow[]): readonly StoredRow[] {
  const merged: StoredRow[] = []
  let next = 0
  for (const row of a) {
    for (
      let own = b[next];
      own !== undefined && compareCodeUnits(own.record, row.record) < 0;
      own = b[++next]
    )
      merged.push(own)
    merged.push(row)
  }
  return [...merged, ...b.slice(next)]
}

/** `records`: whose rows go; `rows`: what comes, sorted by record. */
export function formatPatch(records: readonly string[], rows: readonly StoredRow[]): string {
  const ids = JSON.stringify(records).replace(/[\u007f-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return `-${ids}\n${joinRows(rows)}`
}

function applyPatch(value: string, patch: string): string {
  const end = patch.indexOf('\n')
  const gone = new Set<unknown>(JSON.parse(patch.slice(1, end)) as readonly unknown[])
  const rows = patch.length === end + 1 ? [] : cutRows(patch.slice(end + 1))
  const kept = value === '' ? [] : cutRows(value).filter(({ record }) => !gone.has(record))
  return joinRows(mergeRows(kept, rows))
}

/**
 * What the parts (oldest first) say about the key. Undefined when none has it, or the last word takes it back. Throws
 * when a patch cannot be read.
 */
export function findValue(
  segments: readonly KeyedSegment[],
  { kind, place, key }: { readonly kind: SegmentKind; readonly place: Place; readonly key: Uint8Array },
): Uint8Array | undefined {
  // The bytes of a record may begin with anything.
  const hasPatches = kind === 'packages' || kind === 'signals'
  const patches: Uint8Array[] = []
  for (let part = segments.length - 1; part >= 0; part--) {
    const value = segments[part]?.locate(place, key)?.value
    if (value === undefined) continue
    if (!hasPatches || value[0] !== PATCH) return patch(value, patches)
    patches.unshift(value)
  }
  return patch(new Uint8Array(), patches)
}

function patch(whole: Uint8Array, patches: readonly Uint8Array[]): Uint8Array | undefined {
  const decoder = new TextDecoder()
  if (patches.length === 0) return whole.length === 0 ? undefined : whole
  const text = patches.reduce((value, one) => applyPatch(value, decoder.decode(one)), decoder.decode(whole))
  return text === '' ? undefined : new TextEncoder().encode(text)
}

/** `-`: no value that is whole begins with it. */
const PATCH = 0x2d
