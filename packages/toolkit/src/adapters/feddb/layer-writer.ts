/** Writes a layer as one base: all that its feed holds, whatever was there before. */
import {
  BUCKETS,
  contentOfFrames,
  formatFrame,
  type LayerCounts,
  type LayerPart,
  type SegmentKind,
  type SegmentRef,
} from '../../advisories/index.ts'
import { groupRows, type RowGroup, type RowSelection } from './keyed-rows.ts'
import { createKindWriter, type KindWriter, type WrittenKind } from './kind-writer.ts'
import { compareVersions, type LayerInput, nameOf } from './layer-input.ts'
import { createFrameReader } from './record-frames.ts'
import { createCountSum, sortCounts } from './record-tally.ts'
import { sortBucket } from './sort-places.ts'

export interface WrittenLayer {
  readonly parts: readonly LayerPart[]
  readonly roots: Readonly<Record<SegmentKind, string>>
  readonly counts: LayerCounts
  /** Records that came more than once with the same content. */
  readonly duplicates: number
}

/** Resolves when the segments are on the disk. */
export async function writeBase(input: LayerInput): Promise<WrittenLayer> {
  const { order, duplicates } = orderRecords(input)
  const positionOf = toPositions(input, order)
  const selection = { positionOf, order: (a: number, b: number) => compareVersions(input.records, a, b) }
  const writer = (kind: SegmentKind): KindWriter =>
    createKindWriter({ dir: input.dir, label: input.label, kind })
  const sum = createCountSum()
  for (const position of order) {
    const tally = input.records.tally[position]
    if (tally !== undefined) sum.add(tally, 1)
  }
  const records = writeRecords(writer('records'), input, order)
  const ids = writeIds(writer('ids'), input, selection)
  const types = new Map<string, number>()
  const packages = writeRows(writer('packages'), groupRows(input.rows.packages, selection), (key) => {
    const type = purlTypeOf(key)
    types.set(type, (types.get(type) ?? 0) + 1)
  })
  const signals = writeRows(writer('signals'), groupRows(input.rows.signals, selection))
  const kinds = [ids, packages.written, records, signals.written]
  await Promise.all(kinds.map(({ settled }) => settled))
  return {
    parts: toParts(kinds),
    roots: toRoots(kinds),
    counts: {
      ...sum.total(),
      packages: packages.written.count,
      types: sortCounts(types),
      signals: signals.rows,
    },
    duplicates,
  }
}

/** None when there was nothing to write. */
export function toParts(kinds: readonly WrittenKind[]): readonly LayerPart[] {
  const part: Partial<Record<SegmentKind, SegmentRef>> = {}
  for (const { kind, ref } of kinds) if (ref !== undefined) part[kind] = ref
  return Object.keys(part).length === 0 ? [] : [part]
}

export function toRoots(kinds: readonly WrittenKind[]): Record<SegmentKind, string> {
  const rootOf = (wanted: SegmentKind): string => kinds.find(({ kind }) => kind === wanted)?.root ?? ''
  return {
    ids: rootOf('ids'),
    packages: rootOf('packages'),
    records: rootOf('records'),
    signals: rootOf('signals'),
  }
}

/**
 * Positions of the records to keep, in the order of a segment: by place, id and digest. The same bytes count once;
 * every version of a record stays.
 */
function orderRecords(input: LayerInput): { readonly order: readonly number[]; readonly duplicates: number } {
  const { records } = input
  const buckets: number[][] = Array.from({ length: BUCKETS }, () => [])
  for (const [position, bucket] of records.bucket.entries()) buckets[bucket]?.push(position)
  const compare = (a: number, b: number): number => compareRecords(input, a, b)
  const sorted = buckets.flatMap((numbers) => sortBucket(numbers, records.fingerprint, compare))
  const order = sorted.filter((position, at) => {
    const before = sorted[at - 1]
    return before === undefined || !isSameVersion(input, before, position)
  })
  return { order, duplicates: sorted.length - order.length }
}

/** Of the same bytes under two paths the first path stays. */
function compareRecords({ records, containers, needsPaths }: LayerInput, a: number, b: number): number {
  const byKey = Buffer.compare(Buffer.from(records.id[a] ?? ''), Buffer.from(records.id[b] ?? ''))
  const order = byKey || compareVersions(records, a, b)
  if (order !== 0 || !needsPaths) return order
  const pathOf = (position: number): string => nameOf(containers, records.ordinal[position] ?? 0)
  return pathOf(a) < pathOf(b) ? -1 : 1
}

function isSameVersion({ records }: LayerInput, a: number, b: number): boolean {
  return records.fingerprint[a] === records.fingerprint[b] && compareVersions(records, a, b) === 0
}

/** By ordinal: position of the record; -1 for what is not kept. */
function toPositions(input: LayerInput, order: readonly number[]): Int32Array {
  const entries = input.containers.reduce((sum, { table }) => sum + table.count, 0)
  const positions = new Int32Array(entries).fill(-1)
  for (const position of order) positions[input.records.ordinal[position] ?? 0] = position
  return positions
}

function writeRecords(writer: KindWriter, input: LayerInput, order: readonly number[]): WrittenKind {
  const { records } = input
  const readFrame = createFrameReader(input, false)
  let versions: number[] = []
  for (const [at, position] of order.entries()) {
    versions.push(position)
    const next = order[at + 1]
    if (next !== undefined && records.id[next] === records.id[position]) continue
    const digests = versions.map((version) => ({ digest: records.digest[version] ?? noBytes }))
    writer.add({
      place: { bucket: records.bucket[position] ?? 0, fingerprint: records.fingerprint[position] ?? 0 },
      key: Buffer.from(records.id[position] ?? ''),
      value: versions.flatMap((version) =>
        formatFrame(
          readFrame({
            ordinal: records.ordinal[version] ?? 0,
            data: records.data[version] ?? 0,
            digest: records.digest[version] ?? noBytes,
          }),
        ),
      ),
      content: contentOfFrames(digests),
    })
    versions = []
  }
  return writer.finish()
}

const noBytes = new Uint8Array()

/** Value: JSON array of the records that the key is an alias of. */
function writeIds(writer: KindWriter, input: LayerInput, selection: RowSelection): WrittenKind {
  for (const { place, key, rows } of groupRows(input.rows.ids, { ...selection, isTextOnly: true })) {
    const ids = new Set(rows.map(({ position }) => input.records.id[position] ?? ''))
    writer.add({ place, key, value: [Buffer.from(JSON.stringify([...ids]))] })
  }
  return writer.finish()
}

/** Value: JSON array of the key's rows, one a line, so that they can be told apart without being read. */
function writeRows(
  writer: KindWriter,
  groups: ReturnType<typeof groupRows>,
  onKey: (key: Buffer) => void = () => undefined,
): { readonly written: WrittenKind; readonly rows: number } {
  let count = 0
  for (const { place, key, rows } of groups) {
    writer.add({ place, key, value: joinRows(rows) })
    count += rows.length
    onKey(key)
  }
  return { written: writer.finish(), rows: count }
}

const open = Buffer.from('[')
const between = Buffer.from(',\n')
const close = Buffer.from(']')

function joinRows(rows: RowGroup['rows']): readonly Buffer[] {
  const pieces = rows.flatMap(({ row }, at) => (at === 0 ? [open, row] : [between, row]))
  return [...pieces, close]
}

const SLASH = 0x2f

/** `npm` of `pkg:npm/x`. */
export function purlTypeOf(key: Buffer): string {
  return key.toString('latin1', 4, key.indexOf(SLASH))
}
