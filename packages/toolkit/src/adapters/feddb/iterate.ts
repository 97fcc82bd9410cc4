/** Everything that a FedDB on disk holds, bucket by bucket: what an export reads. Memory: the keys of one bucket. */
import {
  BUCKETS,
  type ExportSource,
  placeOfPackage,
  type SegmentKind,
  type StoredRecord,
  selectClaims,
  sourceLabel,
} from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { hashText } from './hash-text.ts'
import { type OpenLayer, openLayer } from './open-layer.ts'
import { type OpenParts, openParts } from './open-parts.ts'
import { readSnapshot } from './snapshot.ts'

export interface OpenExportSource extends ExportSource {
  /** Names, sorted. */
  readonly sources: readonly string[]
  readonly close: () => void
}

interface Layered {
  readonly source: string
  readonly layer: OpenLayer
  readonly parts: OpenParts
}

/** Empty where nothing was imported yet. Throws FeddbError, also while it is read. */
export function openExportSource(dir: string): OpenExportSource {
  const layers = (readSnapshot(dir)?.manifest.layers ?? []).map(
    (layer): Layered => ({
      source: sourceLabel(layer),
      layer: openLayer(dir, layer),
      parts: openParts(dir, layer),
    }),
  )
  const sources = [...new Set(layers.map(({ source }) => source))].sort(compareCodeUnits)
  return {
    sources,
    forEachPackage: (visit) => {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        for (const key of keysOf(layers, 'packages', bucket)) {
          const place = placeOfPackage(key, hashText)
          const byLayer = layers.map(({ layer }) => layer.claimsOf(key, place))
          const found = byLayer.filter((claims) => claims.length > 0)
          if (found.length > 0)
            visit(
              key,
              selectClaims(found, () => true),
            )
        }
      }
    },
    forEachRecord: (visit) => visitRecords(layers, sources, visit),
    close: () => {
      for (const { layer, parts } of layers) {
        layer.close()
        parts.close()
      }
    },
  }
}

function visitRecords(
  layers: readonly Layered[],
  sources: readonly string[],
  visit: (versions: readonly StoredRecord[]) => void,
): void {
  const bySource = sources.map((source) => layers.filter((one) => one.source === source))
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    for (const own of bySource) {
      const records = keysOf(own, 'records', bucket).map((id) => versionsOf(own, id))
      for (const versions of records.filter(({ length }) => length > 0)) visit(versions)
    }
  }
}

/** Of all parts, those that a later part takes back included; sorted, each once. */
function keysOf(layers: readonly Layered[], kind: SegmentKind, bucket: number): readonly string[] {
  const keys = new Set<string>()
  for (const { parts } of layers) {
    for (const segment of parts.segmentsOf(kind)) {
      const entries = segment.entriesOf(bucket)
      for (let at = 0; at < entries.count; at++) keys.add(decoder.decode(entries.key(at)))
    }
  }
  return [...keys].sort(compareCodeUnits)
}

const decoder = new TextDecoder()

/** A record that OSV files under several ecosystems lies in several layers. */
function versionsOf(layers: readonly Layered[], id: string): readonly StoredRecord[] {
  const found = layers.flatMap(({ layer }) => layer.recordsOf(id).filter((record) => record.id === id))
  return [...new Map(found.map((record) => [record.digest, record])).values()]
}
