/** Writes a layer as one base: all that its feed holds, whatever was there before. */
import {
  contentOfFrames,
  formatFrame,
  type LayerCounts,
  type LayerPart,
  type SegmentKind,
  type SegmentRef,
} from '../../advisories/index.ts'
import { groupRows, type KeyedRow, type RowSelection } from './keyed-rows.ts'
import { createKindWriter, type KindWriter, type WrittenKind } from './kind-writer.ts'
import { countEntries, type LayerInput, sortById, sortByOrigin } from './layer-input.ts'
import { createFrameReader } from './record-frames.ts'
import { distinctVersions, sortVersions, tallyOf } from './record-row.ts'
import { createCountSum, type RecordCounts, sortCounts } from './record-tally.ts'

export interface WrittenLayer {
  readonly parts: readonly LayerPart[]
  readonly roots: Readonly<Record<SegmentKind, string>>
  readonly counts: LayerCounts
}

/** Resolves when the segments are on the disk. */
export async function writeBase(input: LayerInput): Promise<WrittenLayer> {
  const writer = (kind: SegmentKind): KindWriter => createKindWriter({ ...input, kind })
  const { written: records, counts, isWanted } = writeRecords(writer('records'), input)
  const ids = writeIds(writer('ids'), input, isWanted)
  const types = new Map<string, number>()
  const selection = { isWanted, sort: sortByOrigin }
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
    counts: { ...counts, packages: packages.written.count, types: sortCounts(types), signals: signals.rows },
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

interface WrittenRecords {
  readonly written: WrittenKind
  readonly counts: RecordCounts
  /** By ordinal: false for the same bytes again. */
  readonly isWanted: (ordinal: number) => boolean
}

/** The same bytes count once; every version of a record stays. */
function writeRecords(writer: KindWriter, input: LayerInput): WrittenRecords {
  const reader = createFrameReader(input.containers, { buffers: input.buffers, isSparse: false })
  const sum = createCountSum()
  const isTwin = new Uint8Array(countEntries(input.containers))
  for (const { place, key, rows } of groupRows(input.rows.records, { sort: sortVersions })) {
    const versions = distinctVersions(rows)
    if (versions.length < rows.length) markTwins(isTwin, rows, versions)
    for (const { row } of versions) sum.add(tallyOf(row), 1)
    const frames = reader.read(versions)
    writer.add({ place, key, value: frames.flatMap(formatFrame), content: contentOfFrames(frames) })
  }
  reader.drop()
  return { written: writer.finish(), counts: sum.total(), isWanted: (ordinal) => isTwin[ordinal] !== 1 }
}

function markTwins(isTwin: Uint8Array, all: readonly KeyedRow[], kept: readonly KeyedRow[]): void {
  for (const { ordinal } of all) isTwin[ordinal] = 1
  for (const { ordinal } of kept) isTwin[ordinal] = 0
}

/** Value: JSON array of the records that the key is an alias of. */
function writeIds(
  writer: KindWriter,
  { rows: stores }: LayerInput,
  isWanted: WrittenRecords['isWanted'],
): WrittenKind {
  const selection: RowSelection = { isWanted, sort: sortById }
  for (const { place, key, rows } of groupRows(stores.ids, selection)) {
    const ids = new Set(rows.map(({ row }) => row.toString('utf8')))
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

function joinRows(rows: readonly KeyedRow[]): readonly Buffer[] {
  const pieces = rows.flatMap(({ row }, at) => (at === 0 ? [open, row] : [between, row]))
  return [...pieces, close]
}

const SLASH = 0x2f

/** `npm` of `pkg:npm/x`. */
export function purlTypeOf(key: Buffer): string {
  return key.toString('latin1', 4, key.indexOf(SLASH))
}
