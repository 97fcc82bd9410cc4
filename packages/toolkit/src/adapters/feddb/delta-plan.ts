/** What a feed changes in a layer that is there: the ids whose versions differ, found without reading the others. */
import { type Place, parseFrames, placeOfId, type RecordFrame } from '../../advisories/index.ts'
import { FeddbError } from './errors.ts'
import type { KnownMarks } from './known-marks.ts'
import { type LayerInput, nameOf } from './layer-input.ts'
import type { LocatedBlock, OpenParts } from './open-parts.ts'

export interface TouchedRecord {
  readonly id: string
  readonly place: Place
  readonly key: Uint8Array
  /** Stored versions that the feed still has, by position in the stored value. */
  readonly kept: ReadonlySet<number>
  /** Positions of versions that are new. */
  readonly fresh: readonly number[]
}

export interface DeltaPlan {
  /** In the order of a segment. */
  readonly touched: readonly TouchedRecord[]
}

/** `marks` knows what was found by its bytes; records that were read all the same are looked up here. */
export function planDelta(input: LayerInput, parts: OpenParts, marks: KnownMarks): DeltaPlan {
  const touched = [...planRead(input, parts, marks), ...planGone(parts, marks)]
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
function* planRead(input: LayerInput, parts: OpenParts, marks: KnownMarks): Generator<TouchedRecord> {
  for (const [id, positions] of groupById(input)) {
    const place = placeOfId(id)
    const key = Buffer.from(id)
    const block = parts.locate('records', place, key)
    const stored = framesOf(block)
    const kept = block === undefined ? new Set<number>() : keptIn(block, marks, block.block)
    const fresh = positions.filter((position) => {
      const frame = stored.findIndex((version) => isSame(input, position, version))
      if (frame >= 0) kept.add(frame)
      return frame < 0
    })
    if (block !== undefined) marks.close(block.part, block.block)
    if (fresh.length > 0 || kept.size < stored.length) yield { id, place, key, kept, fresh }
  }
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
      const blocks = Array.from({ length: segment.firstOf(bucket + 1) - first }, (_, at) => first + at)
      for (const block of blocks.filter((own) => !marks.isWhole(part, own)))
        yield { part, block, key: segment.blockAt(bucket, block - first).key }
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

function isSame(
  { records, containers, needsPaths }: LayerInput,
  position: number,
  frame: RecordFrame,
): boolean {
  const digest = records.digest[position]
  return (
    digest !== undefined &&
    Buffer.compare(digest, frame.digest) === 0 &&
    (!needsPaths || nameOf(containers, records.ordinal[position] ?? 0) === frame.path)
  )
}

/** Positions of the records of each id; of the same bytes under two paths the first path. */
function groupById({ records, containers, needsPaths }: LayerInput): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  const pathOf = (position: number): string =>
    needsPaths ? nameOf(containers, records.ordinal[position] ?? 0) : ''
  for (const [position, id] of records.id.entries()) {
    const group = groups.get(id) ?? []
    if (group.length === 0) groups.set(id, group)
    const digest = records.digest[position] ?? noBytes
    const twin = group.findIndex((other) => Buffer.compare(records.digest[other] ?? noBytes, digest) === 0)
    if (twin < 0) group.push(position)
    else if (pathOf(position) < pathOf(group[twin] ?? 0)) group[twin] = position
  }
  return groups
}

const noBytes = new Uint8Array()
