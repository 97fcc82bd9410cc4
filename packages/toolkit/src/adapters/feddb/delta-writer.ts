/** Writes what changed of a layer as a part of its own, laid over the parts that are there. */
import {
  contentOfFrames,
  cutRows,
  formatFrame,
  formatPatch,
  joinRows,
  type Layer,
  mergeRows,
  type RecordFrame,
  type SegmentKind,
  type StoredRow,
} from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { framesOf, type TouchedRecord } from './delta-plan.ts'
import { groupRows, type RowGroup, type RowSelection } from './keyed-rows.ts'
import { createKindWriter, type KindWriter, type WrittenKind } from './kind-writer.ts'
import { compareVersions, type LayerInput } from './layer-input.ts'
import { purlTypeOf, toParts, toRoots, type WrittenLayer } from './layer-writer.ts'
import type { OpenParts } from './open-parts.ts'
import { createFrameReader } from './record-frames.ts'
import { createCountSum, sortCounts } from './record-tally.ts'
import type { StoredVersions } from './stored-versions.ts'

export interface Delta {
  readonly input: LayerInput
  readonly layer: Layer
  readonly parts: OpenParts
  readonly touched: readonly TouchedRecord[]
  readonly stored: StoredVersions
}

/** Resolves when the segments are on the disk. All stored versions must have been read into the input. */
export async function writeDelta(delta: Delta): Promise<Omit<WrittenLayer, 'duplicates'>> {
  const { input, layer, parts } = delta
  const roles = assignRoles(delta)
  const sum = createCountSum(layer)
  for (const position of roles.old) sum.add(tallyAt(input, position), -1)
  for (const position of roles.current) sum.add(tallyAt(input, position), 1)
  const writer = (kind: SegmentKind): KindWriter =>
    createKindWriter({ dir: input.dir, label: input.label, kind, earlier: parts.segmentsOf(kind) })
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
    counts: { ...sum.total(), packages, types: sortCounts(types), signals },
  }
}

interface Roles {
  /** Positions of stored versions of touched records, and of the versions that they have now. */
  readonly old: ReadonlySet<number>
  readonly current: ReadonlySet<number>
  readonly selection: RowSelection
}

interface Change extends Delta, Roles {
  /** Of touched records. */
  readonly ids: ReadonlySet<string>
}

function assignRoles({ input, touched, stored }: Delta): Roles {
  const { records } = input
  const { first, table } = stored.container
  const old = new Set<number>()
  const current = new Set(touched.flatMap(({ fresh }) => fresh))
  const positionOf = new Int32Array(first + table.count).fill(-1)
  for (const [position, ordinal] of records.ordinal.entries()) {
    const version = stored.versions[ordinal - first]
    if (version === undefined) continue
    old.add(position)
    if (version.touched.kept.has(version.frame)) current.add(position)
  }
  for (const position of [...old, ...current]) positionOf[records.ordinal[position] ?? 0] = position
  const order = (a: number, b: number): number => compareVersions(records, a, b)
  return { old, current, selection: { positionOf, order } }
}

function tallyAt({ records }: LayerInput, position: number): LayerInput['records']['tally'][number] {
  const tally = records.tally[position]
  if (tally === undefined) throw new Error(`no record was read at ${position}`)
  return tally
}

interface RowKind {
  readonly kind: 'packages' | 'signals'
  /** 1 for a key that came, -1 for one that went. */
  readonly onKey?: (key: Buffer, more: 1 | -1) => void
  readonly onRows?: (more: number) => void
}

function changeRows(writer: KindWriter, change: Change, { kind, onKey, onRows }: RowKind): WrittenKind {
  const { input, parts, ids } = change
  for (const { place, key, rows } of groupRows(input.rows[kind], change.selection)) {
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

function currentRows({ input, current }: Change, rows: RowGroup['rows']): readonly StoredRow[] {
  return rows
    .filter(({ position }) => current.has(position))
    .map(({ position, row }) => ({ record: input.records.id[position] ?? '', row: row.toString('latin1') }))
}

function changeIds(writer: KindWriter, change: Change): WrittenKind {
  const { input, parts, ids } = change
  for (const { place, key, rows } of groupRows(input.rows.ids, { ...change.selection, isTextOnly: true })) {
    const stored = parts.find('ids', place, key)
    // `as`: written by us, vouched for by the segment's digest.
    const before =
      stored === undefined
        ? []
        : parts.read('ids', () => JSON.parse(Buffer.from(stored).toString()) as string[])
    const after = new Set(before.filter((id) => !ids.has(id)))
    for (const { position } of rows)
      if (change.current.has(position)) after.add(input.records.id[position] ?? '')
    const sorted = [...after].sort(compareCodeUnits)
    const value = Buffer.from(sorted.length === 0 ? '' : JSON.stringify(sorted))
    // The same alias of a record with a new summary, or a key that never was.
    if (Buffer.compare(value, stored ?? noBytes) !== 0) writer.add({ place, key, value: [value] })
  }
  return writer.finish()
}

const noBytes = new Uint8Array()

function changeRecords(writer: KindWriter, { input, parts, touched }: Change): WrittenKind {
  const readFrame = createFrameReader(input, true)
  const { records } = input
  for (const { place, key, kept, fresh } of touched) {
    const block = parts.locate('records', place, key)
    const stored = framesOf(block).filter((_, frame) => kept.has(frame))
    const read = fresh.map(
      (position): RecordFrame =>
        readFrame({
          ordinal: records.ordinal[position] ?? 0,
          data: records.data[position] ?? 0,
          digest: records.digest[position] ?? new Uint8Array(),
        }),
    )
    const frames = [...stored, ...read].sort((a, b) => Buffer.compare(a.digest, b.digest))
    const content = frames.length === 0 ? {} : { content: contentOfFrames(frames) }
    writer.add({ place, key, value: frames.flatMap(formatFrame), ...content })
  }
  return writer.finish()
}
