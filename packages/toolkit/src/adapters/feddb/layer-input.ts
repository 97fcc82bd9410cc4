/** What is known of one feed when its layer is written. */
import { compareCodeUnits } from '../../base/index.ts'
import type { OpenFile } from './files.ts'
import type { ChunkResult } from './parse-chunk.ts'
import type { RecordTally } from './record-tally.ts'
import type { RowStore } from './row-store.ts'
import { bucketAt, fingerprintAt, keyEndAt, ROW_HEAD, rowEndAt } from './rows.ts'
import type { EntryTable } from './zip.ts'

/** A file with records, and the number of its first entry within the feed. */
export interface Container {
  readonly file: OpenFile
  readonly path: string
  readonly table: EntryTable
  readonly first: number
}

/** Records that were read, by position; one feed may hold an id more than once. */
export interface ReadRecords {
  readonly ordinal: number[]
  readonly data: number[]
  readonly id: string[]
  readonly bucket: number[]
  readonly fingerprint: number[]
  readonly tally: RecordTally[]
  /** SHA-256 of each, 32 bytes. */
  readonly digest: Uint8Array[]
}

export interface LayerInput {
  readonly dir: string
  /** Tells this layer's temporary files from those of the others. */
  readonly label: string
  readonly containers: readonly Container[]
  /** Whether a record's text can only be read together with the path of its file. */
  readonly needsPaths: boolean
  readonly records: ReadRecords
  readonly rows: FeedRows
}

export interface FeedRows {
  /** One row per claim, by package. */
  readonly packages: RowStore
  /** One row per record by its id, without text, and one per alias, with some. */
  readonly ids: RowStore
  /** One row per signal, by vulnerability. */
  readonly signals: RowStore
}

export function createReadRecords(): ReadRecords {
  return { ordinal: [], data: [], id: [], bucket: [], fingerprint: [], tally: [], digest: [] }
}

/** Takes in what a thread has read. */
export function addResult(records: ReadRecords, rows: FeedRows, result: ChunkResult): void {
  for (const [at, ordinal] of result.ordinal.entries()) {
    const tally = result.tallies[result.tally[at] ?? 0]
    if (tally === undefined) throw new Error('a record was read and not counted')
    records.ordinal.push(ordinal)
    records.data.push(result.data[at] ?? 0)
    records.digest.push(result.digest.subarray(32 * at, 32 * at + 32))
    records.tally.push(tally)
  }
  addIds(records, Buffer.from(result.ids.buffer))
  rows.packages.add(result.packages)
  rows.ids.add(result.ids)
  rows.signals.add(result.signals)
}

/** Ids of the records of a chunk, in its order: a record's own row has no text. */
function addIds(records: ReadRecords, rows: Buffer): void {
  let next = 0
  for (let at = 0; at < rows.length; at = next) {
    const keyEnd = keyEndAt(rows, at)
    next = rowEndAt(rows, at)
    if (keyEnd !== next) continue
    records.id.push(rows.toString('utf8', at + ROW_HEAD, keyEnd))
    records.bucket.push(bucketAt(rows, at))
    records.fingerprint.push(fingerprintAt(rows, at))
  }
}

export function nameOf(containers: readonly Container[], ordinal: number): string {
  const container = containers.findLast(({ first }) => first <= ordinal)
  return container?.table.nameOf(ordinal - container.first) ?? ''
}

/** The order of a package's rows: record, version, and then the record's own order. */
export function compareVersions(records: ReadRecords, a: number, b: number): number {
  return (
    compareCodeUnits(records.id[a] ?? '', records.id[b] ?? '') ||
    Buffer.compare(records.digest[a] ?? noBytes, records.digest[b] ?? noBytes)
  )
}

const noBytes = new Uint8Array()
