/** The rows of one key as they are stored: taken apart by record without being understood, and put together again. */
import { compareCodeUnits } from '../../base/index.ts'

export interface StoredRow {
  /** Id of the record that it is from. */
  readonly record: string
  readonly row: Buffer
}

const BETWEEN = ',\n'

/** A claim's row begins with its record (claim-row.ts). Throws on what we did not write. */
export function cutClaimRows(value: Uint8Array): readonly StoredRow[] {
  return cutLines(value).map((line) => {
    const [start] = /^\["(?:[^"\\]|\\.)*"/.exec(line) ?? []
    if (start === undefined) throw new Error('a claim without its record')
    return { record: textOf(JSON.parse(start.slice(1))), row: Buffer.from(line, 'latin1') }
  })
}

/** A signal's row is an object with its record as a member (signal-row.ts). */
export function cutSignalRows(value: Uint8Array): readonly StoredRow[] {
  return cutLines(value).map((line) => {
    const row: unknown = JSON.parse(line)
    if (typeof row !== 'object' || row === null || !('record' in row))
      throw new Error('a signal without its record')
    return { record: textOf(row.record), row: Buffer.from(line, 'latin1') }
  })
}

/** Rows are ASCII, and a line break within a row would be an escape. */
function cutLines(value: Uint8Array): readonly string[] {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    .toString('latin1')
    .slice(1, -1)
    .split(BETWEEN)
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a record without an id')
  return value
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

const open = Buffer.from('[')
const between = Buffer.from(BETWEEN)
const close = Buffer.from(']')

/** Value: JSON array of the rows, one a line. Empty for none. */
export function joinRows(rows: readonly { readonly row: Buffer }[]): readonly Buffer[] {
  if (rows.length === 0) return []
  const pieces = rows.flatMap(({ row }, at) => (at === 0 ? [open, row] : [between, row]))
  return [...pieces, close]
}
