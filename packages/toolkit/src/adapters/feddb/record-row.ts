/**
 * What is known of a record that was read, as a row of its id (rows.ts): all that its frame is written from.
 *
 *     digest 32 | offset f64 | packed u32 | size u32 | crc32 u32 | flags u32 | path length u32 | path | tally
 *
 * Little-endian. `offset`: of the packed bytes in the record's file; `flags`: those of its entry; `tally`: ASCII.
 */
import type { KeyedRow } from './keyed-rows.ts'

export interface RecordRow {
  /** SHA-256 of the text, 32 bytes. */
  readonly digest: Uint8Array
  readonly offset: number
  /** Bytes in the file. */
  readonly packed: number
  /** Bytes of the text. */
  readonly size: number
  readonly crc: number
  readonly flags: number
  /** Empty where the format does not need it. */
  readonly path: string
  /** See formatTally. */
  readonly tally: string
}

const DIGEST = 32
const HEAD = 60

/** `digest`: lowercase hex. */
export function formatRecordRow(row: Omit<RecordRow, 'digest'> & { readonly digest: string }): Buffer {
  const path = Buffer.from(row.path)
  const bytes = Buffer.allocUnsafe(HEAD + path.length + row.tally.length)
  bytes.write(row.digest, 'hex')
  bytes.writeDoubleLE(row.offset, DIGEST)
  bytes.writeUInt32LE(row.packed, 40)
  bytes.writeUInt32LE(row.size, 44)
  bytes.writeUInt32LE(row.crc, 48)
  bytes.writeUInt32LE(row.flags, 52)
  bytes.writeUInt32LE(path.length, 56)
  bytes.set(path, HEAD)
  bytes.write(row.tally, HEAD + path.length, 'latin1')
  return bytes
}

/** The digest is a view of the row. */
export function readRecordRow(row: Buffer): RecordRow {
  const pathEnd = HEAD + row.readUInt32LE(56)
  return {
    digest: digestOf(row),
    offset: row.readDoubleLE(DIGEST),
    packed: row.readUInt32LE(40),
    size: row.readUInt32LE(44),
    crc: row.readUInt32LE(48),
    flags: row.readUInt32LE(52),
    path: pathEnd === HEAD ? '' : row.toString('utf8', HEAD, pathEnd),
    tally: tallyOf(row),
  }
}

export function digestOf(row: Buffer): Buffer {
  return row.subarray(0, DIGEST)
}

export function tallyOf(row: Buffer): string {
  return row.toString('latin1', HEAD + row.readUInt32LE(56))
}

/** Versions of one record in the order of a segment; of the same bytes the first path, then the first entry, comes first. */
export function sortVersions(rows: readonly KeyedRow[]): readonly KeyedRow[] {
  return [...rows].sort((a, b) => compareDigests(a, b) || comparePaths(a.row, b.row) || a.ordinal - b.ordinal)
}

/** Each version once. */
export function distinctVersions(sorted: readonly KeyedRow[]): readonly KeyedRow[] {
  return sorted.filter((version, at) => {
    const before = sorted[at - 1]
    return before === undefined || compareDigests(before, version) !== 0
  })
}

function compareDigests(a: KeyedRow, b: KeyedRow): number {
  return a.row.compare(b.row, 0, DIGEST, 0, DIGEST)
}

function comparePaths(a: Buffer, b: Buffer): number {
  const [left, right] = [readRecordRow(a).path, readRecordRow(b).path]
  if (left === right) return 0
  return left < right ? -1 : 1
}
