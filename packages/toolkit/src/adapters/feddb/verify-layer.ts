/** Recomputes what the manifest says about one layer from what its segments hold. */
import { crc32, inflateRawSync } from 'node:zlib'
import {
  BUCKETS,
  contentOfFrames,
  countsOf,
  digestOfBucket,
  findFormat,
  findValue,
  type KeyedSegment,
  type Layer,
  type LayerCounts,
  mergeBucket,
  parseFrames,
  placeOfId,
  placeOfPackage,
  type PackageKey,
  type RecordFrame,
  rootOfBuckets,
  READER_REVISION,
  SEGMENT_KINDS,
  type SegmentKind,
  toBlock,
} from '../../advisories/index.ts'
import { FeddbError, reasonOf } from './errors.ts'
import { hashBytes, hashText } from './hash-text.ts'
import { readBucketDigests } from './kind-writer.ts'
import { purlTypeOf } from './layer-writer.ts'
import { openParts } from './open-parts.ts'
import { createCountSum, createTallyFormatter, sortCounts } from './record-tally.ts'

/** One line for each thing that is not as the manifest says; the segments' files must have their digests. */
export function checkLayer(dir: string, layer: Layer): readonly string[] {
  const problems = createProblems()
  const parts = openParts(dir, layer)
  try {
    const census = createCensus(layer)
    for (const kind of SEGMENT_KINDS) {
      const segments = parts.segmentsOf(kind)
      for (const part of segments.keys()) checkPart(kind, segments.slice(0, part + 1), problems.of(kind))
      const root = Buffer.from(rootOfBuckets(readBucketDigests(segments), hashBytes)).toString('hex')
      if (root !== layer.roots[kind]) problems.of(kind)(`its content has the root ${root}`)
      for (const block of liveBlocks(kind, segments)) problems.maybe(kind, census.add(kind, block))
    }
    for (const line of census.problems()) problems.of('counts')(line)
  } catch (cause) {
    problems.of('segments')(cause instanceof FeddbError ? cause.message : reasonOf(cause))
  } finally {
    parts.close()
  }
  return problems.lines(layer.name)
}

/** Problems of one kind that are told one by one. */
const TOLD = 5

interface Problems {
  readonly of: (what: string) => (problem: string) => void
  readonly maybe: (what: string, problem: string | undefined) => void
  readonly lines: (layer: string) => readonly string[]
}

function createProblems(): Problems {
  const found = new Map<string, string[]>()
  const tell = (what: string, problem: string): void => {
    const known = found.get(what)
    if (known === undefined) found.set(what, [problem])
    else known.push(problem)
  }
  return {
    of: (what) => (problem) => tell(what, problem),
    maybe: (what, problem) => {
      if (problem !== undefined) tell(what, problem)
    },
    lines: (layer) =>
      [...found].flatMap(([what, problems]) => {
        const more = problems.length - TOLD
        const told = more > 0 ? [...problems.slice(0, TOLD), `and ${more} more`] : problems
        return told.map((problem) => `${what} of ${layer}: ${problem}`)
      }),
  }
}

interface Block {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** The last of the segments, laid over those before it. */
function checkPart(
  kind: SegmentKind,
  segments: readonly KeyedSegment[],
  tell: (problem: string) => void,
): void {
  const segment = segments.at(-1)
  if (segment === undefined) return
  const stated = segment.bucketDigests()
  for (const [number, bucket] of segment.buckets.entries()) {
    const entries = segment.entriesOf(bucket)
    let before: { readonly fingerprint: number; readonly key: Uint8Array } | undefined
    for (let at = 0; at < entries.count; at++) {
      const block = segment.blockAt(bucket, at)
      const fingerprint = entries.fingerprint(at)
      const stored = { segments, bucket, fingerprint, digest: entries.digest(at) }
      const problem = checkBlock(kind, block, stored)
      if (problem !== undefined) tell(problem)
      const order =
        before === undefined ? -1 : before.fingerprint - fingerprint || Buffer.compare(before.key, block.key)
      if (order >= 0) tell(`${nameOf(block.key)} is out of order`)
      before = { fingerprint, key: block.key }
    }
    const digest = digestOfBucket(mergeBucket(segments.map((part) => part.entriesOf(bucket))), hashBytes)
    if (Buffer.compare(digest, stated[number] ?? new Uint8Array()) !== 0)
      tell(`bucket ${bucket} has another digest than part ${segments.length} states`)
  }
}

function checkBlock(
  kind: SegmentKind,
  { key, value }: Block,
  stated: {
    readonly segments: readonly KeyedSegment[]
    readonly bucket: number
    readonly fingerprint: number
    readonly digest: Uint8Array
  },
): string | undefined {
  const text = nameOf(key)
  // `as`: whatever a key says, it has one place.
  const place = kind === 'packages' ? placeOfPackage(text as PackageKey, hashText) : placeOfId(text)
  if (place.bucket !== stated.bucket || place.fingerprint !== stated.fingerprint)
    return `${text} lies in bucket ${stated.bucket}, its place is ${place.bucket}`
  const frames = kind === 'records' ? parseFrames(value) : []
  if (frames === undefined) return `${text}: its frames do not fill the block`
  const content =
    kind === 'records' ? contentOfFrames(frames) : findValue(stated.segments, { kind, place, key })
  const digest = value.length === 0 ? new Uint8Array(32) : hashBytes(toBlock(key, content ?? value))
  return Buffer.compare(digest, stated.digest) === 0 ? undefined : `${text} has another digest than stated`
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('utf8')
}

/** What counts of all parts, in the order of a segment. */
function* liveBlocks(kind: SegmentKind, segments: readonly KeyedSegment[]): Generator<Block> {
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    for (const { part, at, fingerprint } of mergeBucket(
      segments.map((segment) => segment.entriesOf(bucket)),
    )) {
      const block = segments[part]?.blockAt(bucket, at)
      const value = block && findValue(segments, { kind, place: { bucket, fingerprint }, key: block.key })
      if (block !== undefined && value !== undefined) yield { key: block.key, value }
    }
  }
}

interface Census {
  /** What is wrong with the block, if anything. */
  readonly add: (kind: SegmentKind, block: Block) => string | undefined
  /** What the manifest says otherwise. */
  readonly problems: () => readonly string[]
}

/** Counts everything again, the records by reading them as the import did. */
function createCensus(layer: Layer): Census {
  const types = new Map<string, number>()
  const totals = { packages: 0, signals: 0, claims: 0, records: 0 }
  const records = createRecordCensus(layer)
  const addRows = (kind: 'packages' | 'signals', { key, value }: Block): void => {
    const rows = (JSON.parse(nameOf(value)) as readonly unknown[]).length
    if (kind === 'signals') {
      totals.signals += rows
      return
    }
    const type = purlTypeOf(Buffer.from(key))
    types.set(type, (types.get(type) ?? 0) + 1)
    totals.packages++
    totals.claims += rows
  }
  return {
    add: (kind, block) => {
      try {
        if (kind === 'packages' || kind === 'signals') addRows(kind, block)
        if (kind !== 'records') return undefined
        const frames = parseFrames(block.value) ?? []
        totals.records += frames.length
        return frames.map((frame) => records.add(nameOf(block.key), frame)).find((line) => line !== undefined)
      } catch (cause) {
        return `${nameOf(block.key)}: ${reasonOf(cause)}`
      }
    },
    problems: () => [
      ...compareCounts(layer, records.counts()),
      ...compareCounts(layer, { ...totals, types: sortCounts(types) }),
    ],
  }
}

/** Records of a reader that is not ours are not counted again, but their bytes are looked at. */
function createRecordCensus(layer: Layer): {
  readonly add: (id: string, frame: RecordFrame) => string | undefined
  readonly counts: () => Partial<LayerCounts>
} {
  const format = layer.reader === READER_REVISION ? findFormat(layer.format) : undefined
  const formatTally = createTallyFormatter()
  const sum = createCountSum()
  return {
    add: (id, { digest, size, crc, path, packed }) => {
      const text = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
      const isWhole = text.length === size && crc32(text) === crc
      if (!isWhole || Buffer.compare(hashBytes(text), digest) !== 0)
        return `${id} is not what its digest says`
      if (format === undefined) return undefined
      const context = { source: layer.source, digest: Buffer.from(digest).toString('hex'), now: 0 }
      const record = format.read({ path, text: text.toString('utf8') }, context)
      if (!record.ok || record.value.id !== id) return `${id} reads as something else`
      sum.add(formatTally(record.value), 1)
      return undefined
    },
    counts: () => (format === undefined ? {} : sum.total()),
  }
}

function compareCounts(layer: Layer, found: Partial<LayerCounts>): readonly string[] {
  const stated = new Map(Object.entries(countsOf(layer)))
  return Object.entries(found).flatMap(([name, count]) => {
    const [said, is] = [JSON.stringify(stated.get(name)), JSON.stringify(count)]
    return said === is ? [] : [`${name}: the manifest says ${said}, found ${is}`]
  })
}
