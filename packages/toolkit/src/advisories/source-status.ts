/** The state of each source, from what is recorded of its layers and the time that it is asked. */
import { compareCodeUnits } from '../base/index.ts'
import type { SignalCatalogue, SourceStatus } from '../model/index.ts'
import type { Clock } from './store.ts'

export interface LayerFacts {
  readonly source: string
  /** Families that the layer has claims about. */
  readonly ecosystems: readonly string[]
  readonly covers: readonly string[]
  readonly records: number
  readonly asOf: string
  readonly newestRecord?: string
  readonly license?: string
  /** The catalogue that the layer is the whole of, if it is one. */
  readonly catalogue?: SignalCatalogue
}

/** `asOf` of a source is that of its oldest layer: the careful reading. */
export function toSourceStatuses(
  layers: readonly LayerFacts[],
  clock: Clock,
  maxAgeDays: number,
): readonly SourceStatus[] {
  const bySource = new Map<string, LayerFacts[]>()
  for (const layer of layers) bySource.set(layer.source, [...(bySource.get(layer.source) ?? []), layer])
  return [...bySource]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([name, own]) => toStatus(name, own, clock() - maxAgeDays * 86_400_000))
}

/** The newest `asOf`; the epoch when there is no source. */
export function newestAsOf(sources: readonly { readonly asOf: string }[]): string {
  return sources.map((source) => source.asOf).reduce((a, b) => (b > a ? b : a), '1970-01-01T00:00:00Z')
}

function toStatus(name: string, layers: readonly LayerFacts[], oldest: number): SourceStatus {
  const asOf = layers.map((layer) => layer.asOf).reduce((a, b) => (b < a ? b : a))
  const newest = layers
    .flatMap((layer) => layer.newestRecord ?? [])
    .sort(compareCodeUnits)
    .at(-1)
  const catalogues = union(layers.map(({ catalogue }) => (catalogue === undefined ? [] : [catalogue])))
  const license = layers.find((layer) => layer.license !== undefined)?.license
  return {
    name,
    ecosystems: union(layers.map((layer) => layer.ecosystems)),
    covers: union(layers.map((layer) => layer.covers)),
    records: layers.reduce((sum, layer) => sum + layer.records, 0),
    asOf,
    ...(newest === undefined ? {} : { newestRecord: newest }),
    // A time that cannot be read proves no freshness.
    isStale: !(Date.parse(asOf) >= oldest),
    ...(license === undefined ? {} : { license }),
    ...(catalogues.length === 0 ? {} : { catalogues }),
  }
}

function union<T extends string>(lists: readonly (readonly T[])[]): readonly T[] {
  return [...new Set(lists.flat())].sort(compareCodeUnits)
}
