/** Writes what changed of a layer as a part of its own, laid over the parts that are there. */
import {
  contentOfFrames,
  cutRows,
  formatFrame,
  formatPatch,
  joinRows,
  type Layer,
  mergeRows,
  originOfRow,
  type SegmentKind,
  type StoredRow,
} from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { framesOf, type TouchedRecord } from './delta-plan.ts'
import { groupRows, type KeyedRow } from './keyed-rows.ts'
import { createKindWriter, type KindWriter, type WrittenKind } from './kind-writer.ts'
import { type LayerInput, sortById, sortByOrigin } from './layer-input.ts'
import { purlTypeOf, toParts, toRoots, type WrittenLayer } from './layer-writer.ts'
import type { OpenParts } from './open-parts.ts'
import { createFrameReader } from './record-frames.ts'
import { tallyOf } from './record-row.ts'
import { createCountSum, type RecordCounts, sortCounts } from './record-tally.ts'
import type { StoredVersions } from './stored-versions.ts'

export interface Delta {
  readonly input: LayerInput
  readonly layer: Layer
  readonly parts: OpenParts
  readonly touched: readonly TouchedRecord[]
  readonly stored: StoredVersions
}

/** Resolves when the segments are on the disk. All stored versions must have been read into the input. */
export async function writeDelta(delta: Delta): Promise<WrittenLayer> {
  const { input, layer, parts } = delta
  const roles = assignRoles(delta)
  const writer = (kind: SegmentKind): KindWriter =>
    createKindWriter({ ...input, kind, earlier: parts.segmentsOf(kind) })
  const change = { ...delta, ...roles, ids: new Set(delta.touched.map(({ id }) => id)) }
  const types = new Map(layer.types)
  let packages = layer.packages
  let signals = layer.signals
  const onPackage = (key: Buffer, more: number): void => {
    const type = purlTypeOf(key)
    packages += more
    types.set(type, (types.get(type) ?? 0) + more)
  }
  const kinds = [
    changeIds(writer('ids'), change),
    changeRows(writer('packages'), change, { kind: 'packages', onKey: onPackage }),
    changeRecords(writer('records'), change),
    changeRows(writer('signals'), change, {
      kind: 'signals',
      onRows: (more) => {
        signals += more
      },
    }),
  ]
  await Promise.all(kinds.map(({ settled }) => settled))
  return {
    parts: [...layer.parts, ...toParts(kinds)],
    roots: toRoots(kinds),
    counts: { ...sumCounts(change), packages, types: sortCounts(types), signals },
  }
}

interface Roles {
  /** By ordinal: a stored version of a touched record; a version that it has now. */
  readonly isOld: (ordinal: number) => boolean
  readonly isCurrent: (ordinal: number) => boolean
  readonly isWanted: (ordinal: number) => boolean
}

interface Change extends Delta, Roles {
  /** Of touched records. */
  readonly ids: ReadonlySet<string>
}

const OLD = 1
const CURRENT = 2

function assignRoles({ touched, stored }: Delta): Roles {
  const { first, table } = stored.container
  const roles = new Uint8Array(first + table.count)
  for (const { fresh } of touched) for (const { ordinal } of fresh) roles[ordinal] = CURRENT
  for (const [at, version] of stored.versions.entries())
    roles[first + at] = version.touched.kept.has(version.frame) ? OLD | CURRENT : OLD
  const roleOf = (ordinal: number): number => roles[ordinal] ?? 0
  return {
    isOld: (ordinal) => (roleOf(ordinal) & OLD) !== 0,
    isCurrent: (ordinal) => (roleOf(ordinal) & CURRENT) !== 0,
    isWanted: (ordinal) => roleOf(ordinal) !== 0,
  }
}

function sumCounts({ input, layer, isOld, isCurrent, isWanted }: Change): RecordCounts {
  const sum = createCountSum(layer)
  for (const { rows } of groupRows(input.rows.records, { isWanted, sort: (own) => own })) {
    for (const { ordinal, row } of rows) {
      if (isOld(ordinal)) sum.add(tallyOf(row), -1)
      if (isCurrent(ordinal)) sum.add(tallyOf(row), 1)
    }
  }
  return sum.total()
}

interface RowKind {
  readonly kind: 'packages' | 'signals'
  /** 1 for a key that came, -1 for one that went. */
  readonly onKey?: (key: Buffer, more: 1 | -1) => void
  readonly onRows?: (more: number) => void
}

function changeRows(writer: KindWriter, change: Change, { kind, onKey, onRows }: RowKind): WrittenKind {
  const { input, parts, ids, isWanted } = change
  for (const { place, key, rows } of groupRows(input.rows[kind], { isWanted, sort: sortByOrigin })) {
    const stored = asciiOf(parts.find(kind, place, key))
    const before = stored === '' ? [] : parts.read(kind, () => cutRows(stored))
    const kept = before.filter(({ record }) => !ids.has(record))
    const fresh = currentRows(change, rows)
    const after = mergeRows(kept, fresh)
    const value = joinRows(after)
    if (value === stored) continue
    onRows?.(after.length - before.length)
    if ((before.length === 0) !== (after.length === 0)) onKey?.(key, after.length === 0 ? -1 : 1)
    const gone = new Set(before.flatMap(({ record }) => (ids.has(record) ? [record] : [])))
    writer.add({ place, key, ...toValue(value, formatPatch([...gone], fresh)) })
  }
  return writer.finish()
}

/** Share of a value up to which a patch is worth the reading of two blocks. */
const WORTH_PATCHING = 0.5

/** A key that comes or goes is never patched. */
function toValue(
  value: string,
  patch: string,
): { readonly value: readonly Buffer[]; readonly content?: Buffer } {
  const whole = Buffer.from(value, 'latin1')
  return patch.length > WORTH_PATCHING * value.length
    ? { value: [whole] }
    : { value: [Buffer.from(patch, 'latin1')], content: whole }
}

/** Rows are ASCII. Empty when there are none. */
function asciiOf(value: Uint8Array | undefined): string {
  return value === undefined
    ? ''
    : Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1')
}

function currentRows({ isCurrent }: Change, rows: readonly KeyedRow[]): readonly StoredRow[] {
  return rows
    .filter(({ ordinal }) => isCurrent(ordinal))
    .map((own) => {
      const row = own.row.toString('latin1')
      return { record: originOfRow(row).record, row }
    })
}

function changeIds(writer: KindWriter, change: Change): WrittenKind {
  const { input, parts, ids, isWanted } = change
  for (const { place, key, rows } of groupRows(input.rows.ids, { isWanted, sort: sortById })) {
    const stored = parts.find('ids', place, key)
    // `as`: written by us, vouched for by the segment's digest.
    const before =
      stored === undefined
        ? []
        : parts.read('ids', () => JSON.parse(Buffer.from(stored).toString()) as string[])
    const after = new Set(before.filter((id) => !ids.has(id)))
    for (const { ordinal, row } of rows) if (change.isCurrent(ordinal)) after.add(row.toString('utf8'))
    const sorted = [...after].sort(compareCodeUnits)
    const value = Buffer.from(sorted.length === 0 ? '' : JSON.stringify(sorted))
    // The same alias of a record with a new summary, or a key that never was.
    if (Buffer.compare(value, stored ?? noBytes) !== 0) writer.add({ place, key, value: [value] })
  }
  return writer.finish()
}

const noBytes = new Uint8Array()

function changeRecords(writer: KindWriter, { input, parts, touched }: Change): WrittenKind {
  const reader = createFrameReader(input.containers, { buffers: input.buffers, isSparse: true })
  for (const { place, key, kept, fresh } of touched) {
    const block = parts.locate('records', place, key)
    const stored = framesOf(block).filter((_, frame) => kept.has(frame))
    const frames = [...stored, ...reader.read(fresh)].sort((a, b) => Buffer.compare(a.digest, b.digest))
    const content = frames.length === 0 ? {} : { content: contentOfFrames(frames) }
    writer.add({ place, key, value: frames.flatMap(formatFrame), ...content })
  }
  reader.drop()
  return writer.finish()
}
