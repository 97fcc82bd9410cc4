/** What an import says about one feed: what came in, what stayed, and what was dropped for which reason. */
import type { DropReason, Layer } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { type Container, countEntries, nameOf } from './layer-input.ts'

export interface FeedReport {
  readonly layer: string
  readonly source: string
  readonly ecosystem?: string
  /** Records found; always `kept` and all of `dropped` together. */
  readonly records: number
  readonly kept: number
  /** Kept records that their source has withdrawn. */
  readonly withdrawn: number
  /** Claims about packages, one per `affected` entry. */
  readonly claims: number
  readonly packages: number
  /** Kept records that name no package: found by id only. */
  readonly unkeyed: number
  /** `affected` entries of kept records that name no package. */
  readonly unnamedEntries: number
  /** Sorted by reason. */
  readonly dropped: readonly {
    readonly reason: DropReason
    readonly count: number
    readonly examples: readonly string[]
  }[]
  readonly asOf: string
  readonly newestRecord?: string
}

/** Entries that were dropped for one reason. */
export interface Dropped {
  count: number
  /** Numbers of the first few, ascending. */
  readonly first: number[]
}

export type Drops = ReadonlyMap<DropReason, Readonly<Dropped>>

const EXAMPLES = 5

export function addDrop(drops: Map<DropReason, Dropped>, reason: DropReason, ordinal: number): void {
  const known = drops.get(reason) ?? { count: 0, first: [] }
  drops.set(reason, known)
  known.count++
  known.first.push(ordinal)
  known.first.sort((a, b) => a - b)
  known.first.length = Math.min(EXAMPLES, known.first.length)
}

export interface ReadEntries {
  readonly containers: readonly Container[]
  readonly drops: Drops
  /** Records that came more than once with the same content. */
  readonly duplicates: number
}

export function toReport(layer: Layer, { containers, drops, duplicates }: ReadEntries): FeedReport {
  const dropped = [...drops].map(([reason, { count, first }]) => ({
    reason,
    count,
    examples: first.map((ordinal) => nameOf(containers, ordinal)),
  }))
  if (duplicates > 0) dropped.push({ reason: 'DUPLICATE_ID', count: duplicates, examples: [] })
  const { records: kept, withdrawn, claims, packages, unkeyed, unnamedEntries } = layer
  return {
    layer: layer.name,
    source: layer.source,
    ...(layer.ecosystem === undefined ? {} : { ecosystem: layer.ecosystem }),
    records: countEntries(containers),
    kept,
    withdrawn,
    claims,
    packages,
    unkeyed,
    unnamedEntries,
    dropped: dropped.sort((a, b) => compareCodeUnits(a.reason, b.reason)),
    asOf: layer.asOf,
    ...(layer.newestRecord === undefined ? {} : { newestRecord: layer.newestRecord }),
  }
}
