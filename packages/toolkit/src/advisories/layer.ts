/** One layer of a snapshot: a feed of one source, what is counted of it, and the parts that it is stored in. */
import type { LayerFacts } from './source-status.ts'
import { findFormat } from './sources/registry.ts'

/**
 * `records`: the records as they came, by id; `packages`: claims by package; `ids`: ids of records by alias;
 * `signals`: EPSS, KEV and SSVC by vulnerability.
 */
export type SegmentKind = 'ids' | 'packages' | 'records' | 'signals'

/** Sorted. */
export const SEGMENT_KINDS: readonly SegmentKind[] = ['ids', 'packages', 'records', 'signals']

export interface SegmentRef {
  /** SHA-256 of the file, lowercase hex: its name as well. */
  readonly digest: string
  /** Bytes. */
  readonly size: number
}

/** What one import wrote of a layer; a kind of which it wrote no key is absent. */
export type LayerPart = Readonly<Partial<Record<SegmentKind, SegmentRef>>>

/** A name and how often it occurs; lists of them are sorted by name. */
export type Count = readonly [name: string, count: number]

/** What can be counted of a layer's content: the same whether it came whole or change by change. */
export interface LayerCounts {
  /** Versions of records: an id may be there with several contents. */
  readonly records: number
  readonly claims: number
  readonly packages: number
  readonly signals: number
  /** Records without claims. */
  readonly unkeyed: number
  /** Records that their source has taken back. */
  readonly withdrawn: number
  /** `affected` entries that name no package. */
  readonly unnamedEntries: number
  /** Claims by family of ecosystems. */
  readonly families: readonly Count[]
  /** Packages by purl type. */
  readonly types: readonly Count[]
}

/** One feed of one source, as last imported. */
export interface Layer extends LayerCounts, Omit<LayerFacts, 'catalogue' | 'ecosystems' | 'records'> {
  /** `source/ecosystem`, the ecosystem being the folder of the archive; `source/*` where there is none. */
  readonly name: string
  /** Origin of the node that it was fetched from and that vouches for it; absent for what was imported here. Beside the root. */
  readonly via?: string
  readonly ecosystem?: string
  /** Id of the source format that reads its records. */
  readonly format: string
  /** Revision of the reader that made the rows: those of two readers are not mixed in one layer. */
  readonly reader: number
  /** Root over the buckets of each kind, lowercase hex: content only, however many parts it is stored in. */
  readonly roots: Readonly<Record<SegmentKind, string>>
  /** A base, then changes, newest last. What a later part says about a key replaces what earlier ones say. */
  readonly parts: readonly LayerPart[]
  /** RFC 3339, when it was imported. Like `asOf`, `newestRecord` and `parts` beside the root, not in it. */
  readonly fetchedAt: string
}

/** To be raised whenever the same text of a record gives other rows or keys than before; layers are then written anew. */
export const READER_REVISION = 3

export function countsOf(layer: LayerCounts): LayerCounts {
  const { records, claims, packages, signals, unkeyed, withdrawn, unnamedEntries, families, types } = layer
  return { records, claims, packages, signals, unkeyed, withdrawn, unnamedEntries, families, types }
}

/** Every segment of the layers, each file once. */
export function segmentsOf(layers: readonly Layer[]): readonly SegmentRef[] {
  const refs = layers.flatMap(({ parts }) => parts.flatMap((part) => Object.values<SegmentRef>(part)))
  return [...new Map(refs.map((ref) => [ref.digest, ref])).values()]
}

/** What the layer says about the state of its source. */
export function toLayerFacts(layer: Layer): LayerFacts {
  // An import that kept no signal holds no catalogue, whatever its form.
  const catalogue = layer.signals > 0 ? findFormat(layer.format)?.catalogue : undefined
  return {
    ...layer,
    source: sourceLabel(layer),
    ecosystems: layer.families.map(([family]) => family),
    ...(catalogue === undefined ? {} : { catalogue }),
  }
}

/** What answers call the source: what another node vouches for is never taken for our own (`rustsec@node.example/feddb`). */
export function sourceLabel({ source, via }: Pick<Layer, 'source' | 'via'>): string {
  return via === undefined ? source : `${source}@${via}`
}

/** Tells layers apart: the same feed may come from several nodes. */
export function layerKey({ name, via = '' }: Pick<Layer, 'name' | 'via'>): string {
  return `${name}\n${via}`
}
