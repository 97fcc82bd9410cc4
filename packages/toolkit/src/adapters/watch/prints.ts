/** What a FedDB says of packages, as digests: known to be unchanged without reading a claim. */
import {
  type BucketEntries,
  layerKey,
  type PackageKey,
  type Place,
  placeOfPackage,
} from '../../advisories/index.ts'
import { hashText } from '../feddb/hash-text.ts'
import { type OpenParts, openParts } from '../feddb/open-parts.ts'
import { readSnapshot } from '../feddb/snapshot.ts'

/** A layer as it was: nothing in it changed while its roots stay. */
export interface LayerMark {
  /** Name and node (`layerKey`). */
  readonly key: string
  /** Root over the claims by package, and over the signals; lowercase hex. */
  readonly packages: string
  readonly signals: string
}

export interface Prints {
  /** Root of the snapshot. */
  readonly root: string
  readonly layers: readonly LayerMark[]
  /** Digest of what the layer says of the package, from the directory of its segment; undefined where it says nothing. */
  readonly printOf: (layer: string, key: PackageKey) => string | undefined
  readonly close: () => void
}

/** Of the snapshot that is current now; empty where nothing was imported. Throws FeddbError. */
export function openPrints(dir: string): Prints {
  const manifest = readSnapshot(dir)?.manifest
  const parts = new Map(
    (manifest?.layers ?? []).map((layer): [string, Opened] => [
      layerKey(layer),
      { parts: openParts(dir, layer), types: new Set(layer.types.map(([type]) => type)) },
    ]),
  )
  const placeOf = rememberPlaces()
  return {
    root: manifest?.root ?? '',
    layers: (manifest?.layers ?? []).map((layer) => ({
      key: layerKey(layer),
      packages: layer.roots.packages,
      signals: layer.roots.signals,
    })),
    printOf: (layer, key) => {
      const own = parts.get(layer)
      // Most layers are about other ecosystems: their files stay closed.
      const isAsked = own?.types.has(key.slice(4, key.indexOf('/'))) === true
      return isAsked ? findPrint(own.parts, key, placeOf(key)) : undefined
    },
    close: () => {
      for (const own of parts.values()) own.parts.close()
    },
  }
}

/** A key is asked of several layers. */
function rememberPlaces(): (key: PackageKey) => Place {
  const places = new Map<PackageKey, Place>()
  return (key) => {
    const place = places.get(key) ?? placeOfPackage(key, hashText)
    places.set(key, place)
    return place
  }
}

interface Opened {
  readonly parts: OpenParts
  /** Purl types that it has packages of. */
  readonly types: ReadonlySet<string>
}

/** The newest part that says something about the key counts; a digest of zeros takes it back. */
function findPrint(parts: OpenParts, key: PackageKey, { bucket, fingerprint }: Place): string | undefined {
  const segments = parts.segmentsOf('packages')
  return parts.read('packages', () => {
    for (const segment of segments.toReversed()) {
      // Most layers do not have the package: the directory alone, which stays in memory, says so.
      if (!hasFingerprint(segment.directoryOf(bucket), fingerprint)) continue
      const digest = findDigest(segment.entriesOf(bucket), fingerprint, Buffer.from(key))
      if (digest !== undefined) return digest.every((byte) => byte === 0) ? undefined : toHex(digest)
    }
    return undefined
  })
}

/** Four words for each entry, the fingerprint first. */
function hasFingerprint(directory: Uint32Array, fingerprint: number): boolean {
  for (let at = 0; at < directory.length; at += 4) if (directory[at] === fingerprint) return true
  return false
}

function findDigest(entries: BucketEntries, fingerprint: number, key: Buffer): Uint8Array | undefined {
  for (let at = 0; at < entries.count; at++)
    if (entries.fingerprint(at) === fingerprint && key.equals(entries.key(at))) return entries.digest(at)
  return undefined
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
