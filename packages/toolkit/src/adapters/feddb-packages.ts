/** The packages of a FedDB on disk one after another, for answers that list them all and may stop, or pause, at any of them. */
import { BUCKETS, mergeBucket, type PackageKey, placeOfPackage, selectClaims } from '../advisories/index.ts'
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'
import { hashText } from './feddb/hash-text.ts'
import { type OpenLayer, openLayer } from './feddb/open-layer.ts'
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
  const layers = (readSnapshot(dir)?.manifest.layers ?? []).map(
    (layer): Opened => ({ layer: openLayer(dir, layer), parts: openParts(dir, layer) }),
  )
  try {
    for (let bucket = 0; bucket < BUCKETS; bucket++) yield* packagesOf(layers, bucket)
  } finally {
    for (const { layer, parts } of layers) {
      layer.close()
      parts.close()
    }
  }
}

interface Opened {
  readonly layer: OpenLayer
  readonly parts: OpenParts
}

function* packagesOf(layers: readonly Opened[], bucket: number): Generator<PackageClaims, void, undefined> {
  // Most packages lie in one or two of dozens of layers: only those are asked.
  const holders = new Map<PackageKey, OpenLayer[]>()
  for (const { layer, parts } of layers) {
    for (const key of liveKeys(parts, bucket)) {
      const known = holders.get(key)
      if (known === undefined) holders.set(key, [layer])
      else known.push(layer)
    }
  }
  for (const [key, own] of [...holders].sort(([a], [b]) => compareCodeUnits(a, b))) {
    const place = placeOfPackage(key, hashText)
    const claims = own.map((layer) => layer.claimsOf(key, place))
    yield { key, claims: selectClaims(claims, () => true) }
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
