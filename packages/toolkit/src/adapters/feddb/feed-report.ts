/** What an import says about one feed: what came in, what stayed, and what was dropped for which reason. */
import type { DropReason, Layer } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { type Container, nameOf } from './layer-input.ts'

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

/** Numbers of the entries that were dropped, by reason. */
export type Drops = ReadonlyMap<DropReason, readonly number[]>

export function addDrop(drops: Map<DropReason, number[]>, reason: DropReason, ordinal: number): void {
  const known = drops.get(reason)
  if (known === undefined) drops.set(reason, [ordinal])
  else known.push(ordinal)
}

export interface ReadEntries {
  readonly containers: readonly Container[]
  readonly drops: Drops
  /** Records that came more than once with the same content. */
  readonly duplicates: number
}

const EXAMPLES = 5

export function toReport(layer: Layer, { containers, drops, duplicates }: ReadEntries): FeedReport {
  const dropped = [...drops].map(([reason, ordinals]) => ({
    reason,
    count: ordinals.length,
    examples: [...ordinals]
      .sort((a, b) => a - b)
      .slice(0, EXAMPLES)
      .map((ordinal) => nameOf(containers, ordinal)),
  }))
  if (duplicates > 0) dropped.push({ reason: 'DUPLICATE_ID', count: duplicates, examples: [] })
  const { records: kept, withdrawn, claims, packages, unkeyed, unnamedEntries } = layer
  return {
    layer: layer.name,
    source: layer.source,
    ...(layer.ecosystem === undefined ? {} : { ecosystem: layer.ecosystem }),
    records: containers.reduce((sum, { table }) => sum + table.count, 0),
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
