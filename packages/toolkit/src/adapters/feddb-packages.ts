/** The packages of a FedDB on disk one after another, for answers that list them all and may stop, or pause, at any of them. */
import { BUCKETS, mergeBucket, type PackageKey, placeOfPackage, selectClaims } from '../advisories/index.ts'
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'
import { hashText } from './feddb/hash-text.ts'
import { openLayer } from './feddb/open-layer.ts'
import { type OpenParts, openParts } from './feddb/open-parts.ts'
import { readSnapshot } from './feddb/snapshot.ts'

export interface PackageClaims {
  readonly key: PackageKey
  /** Of all sources that count (selectClaims), withdrawn ones included. */
  readonly claims: readonly AdvisoryClaim[]
}

/**
 * Each package of the snapshot that is current when the first is taken, once, in an order that depends on the content
 * only. Holds the keys of one bucket; closes its files when the iteration ends or is ended. Throws FeddbError.
 */
export function* listPackageClaims(dir: string): Generator<PackageClaims, void, undefined> {
  const layers = (readSnapshot(dir)?.manifest.layers ?? []).map((layer) => ({
    layer: openLayer(dir, layer),
    parts: openParts(dir, layer),
  }))
  try {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const keys = new Set(layers.flatMap(({ parts }) => liveKeys(parts, bucket)))
      for (const key of [...keys].sort(compareCodeUnits)) {
        const place = placeOfPackage(key, hashText)
        const found = layers.map(({ layer }) => layer.claimsOf(key, place)).filter(({ length }) => length > 0)
        yield { key, claims: selectClaims(found, () => true) }
      }
    }
  } finally {
    for (const { layer, parts } of layers) {
      layer.close()
      parts.close()
    }
  }
}

/** Without those that a later part takes back. */
function liveKeys(parts: OpenParts, bucket: number): readonly PackageKey[] {
  const segments = parts.segmentsOf('packages')
  return parts.read('packages', () => {
    const entries = segments.map((segment) => segment.entriesOf(bucket))
    return mergeBucket(entries).map(({ part, at }) => decoder.decode(entries[part]?.key(at)))
  })
}

const decoder = new TextDecoder()
