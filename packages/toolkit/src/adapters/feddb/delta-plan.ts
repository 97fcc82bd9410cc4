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
    const stored = block === undefined ? [] : framesOf(block)
    const kept = new Set<number>()
    for (const frame of stored.keys())
      if (block !== undefined && marks.isMarked(block.part, block.block, frame)) kept.add(frame)
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
  for (const [part, segment] of parts.segmentsOf('records').entries()) {
    for (const bucket of segment.buckets) {
      const first = segment.firstOf(bucket)
      const end = segment.firstOf(bucket + 1)
      for (let block = first; block < end; block++) {
        if (marks.isWhole(part, block)) continue
        const { key, value } = segment.blockAt(bucket, block - first)
        const id = Buffer.from(key).toString('utf8')
        const place = placeOfId(id)
        const live = parts.locate('records', place, key)
        // Replaced by a later part, or taken back.
        if (value.length === 0 || live?.part !== part) continue
        const kept = new Set<number>()
        for (const frame of framesOf(live).keys()) if (marks.isMarked(part, block, frame)) kept.add(frame)
        yield { id, place, key, kept, fresh: [] }
      }
    }
  }
}

export function framesOf(block: LocatedBlock): readonly RecordFrame[] {
  const frames = parseFrames(block.value)
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
