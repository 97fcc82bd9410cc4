/** What a feed changes in a layer that is there: the ids whose versions differ, found without reading the others. */
import { type Place, parseFrames, placeOfId, type RecordFrame } from '../../advisories/index.ts'
import { FeddbError } from './errors.ts'
import { groupRows, type KeyedRow } from './keyed-rows.ts'
import type { KnownMarks } from './known-marks.ts'
import type { FeedRows } from './layer-input.ts'
import type { LocatedBlock, OpenParts } from './open-parts.ts'
import { distinctVersions, readRecordRow, sortVersions } from './record-row.ts'

export interface TouchedRecord {
  readonly id: string
  readonly place: Place
  readonly key: Uint8Array
  /** Stored versions that the feed still has, by position in the stored value. */
  readonly kept: ReadonlySet<number>
  /** Versions that are new. */
  readonly fresh: readonly KeyedRow[]
}

export interface DeltaPlan {
  /** In the order of a segment. */
  readonly touched: readonly TouchedRecord[]
}

/**
 * `marks` knows what was found by its bytes; records that were read all the same are looked up here. Undefined when
 * more than `most` records are touched.
 */
export function planDelta(
  rows: FeedRows,
  parts: OpenParts,
  { marks, most }: { readonly marks: KnownMarks; readonly most: number },
): DeltaPlan | undefined {
  const touched: TouchedRecord[] = []
  for (const plan of [planRead(rows, parts, marks), planGone(parts, marks)]) {
    for (const record of plan) {
      if (touched.length >= most) return undefined
      touched.push(record)
    }
  }
  return {
    touched: touched.sort(
      (a, b) =>
        a.place.bucket - b.place.bucket ||
        a.place.fingerprint - b.place.fingerprint ||
        Buffer.compare(a.key, b.key),
    ),
  }
}

/** Ids of records that were read. Afterwards the marks know of each of their blocks. */
function* planRead(rows: FeedRows, parts: OpenParts, marks: KnownMarks): Generator<TouchedRecord> {
  for (const group of groupRows(rows.records, { sort: sortVersions })) {
    const { place } = group
    const block = parts.locate('records', place, group.key)
    const stored = framesOf(block)
    const kept = block === undefined ? new Set<number>() : keptIn(block, marks, block.block)
    const fresh = distinctVersions(group.rows).filter((version) => {
      const frame = stored.findIndex((known) => isSame(version, known))
      if (frame >= 0) kept.add(frame)
      return frame < 0
    })
    if (block !== undefined) marks.close(block.part, block.block)
    if (fresh.length === 0 && kept.size === stored.length) continue
    const key = Buffer.from(group.key)
    yield { id: key.toString('utf8'), place, key, kept, fresh: fresh.map(copyRow) }
  }
}

/** Rows are overwritten when the next are read. */
function copyRow({ ordinal, row }: KeyedRow): KeyedRow {
  return { ordinal, row: Buffer.from(row) }
}

/** Blocks that are not wholly marked: some of their versions are gone. */
function* planGone(parts: OpenParts, marks: KnownMarks): Generator<TouchedRecord> {
  for (const { part, block, key } of unmarkedBlocks(parts, marks)) {
    const id = Buffer.from(key).toString('utf8')
    const place = placeOfId(id)
    const live = parts.locate('records', place, key)
    // Else it was replaced by a later part, or taken back.
    if (live?.part === part) yield { id, place, key, kept: keptIn(live, marks, block), fresh: [] }
  }
}

function* unmarkedBlocks(
  parts: OpenParts,
  marks: KnownMarks,
): Generator<{ readonly part: number; readonly block: number; readonly key: Uint8Array }> {
  for (const [part, segment] of parts.segmentsOf('records').entries()) {
    for (const bucket of segment.buckets) {
      const first = segment.firstOf(bucket)
      const own = marks.unmarked(part, { from: first, to: segment.firstOf(bucket + 1) })
      for (const block of own) yield { part, block, key: segment.blockAt(bucket, block - first).key }
    }
  }
}

function keptIn(located: LocatedBlock, marks: KnownMarks, block: number): Set<number> {
  const frames = [...framesOf(located).keys()]
  return new Set(frames.filter((frame) => marks.isMarked(located.part, block, frame)))
}

/** None for a key that is not there. Throws FeddbError when they do not fill the block. */
export function framesOf(block: LocatedBlock | undefined): readonly RecordFrame[] {
  const frames = block === undefined ? [] : parseFrames(block.value)
  if (frames === undefined) throw new FeddbError('CORRUPT', 'the frames of a record do not fill its block')
  return frames
}

/** Both paths are empty where the format needs none. */
function isSame({ row }: KeyedRow, frame: RecordFrame): boolean {
  const { digest, path } = readRecordRow(row)
  return Buffer.compare(digest, frame.digest) === 0 && path === frame.path
}
