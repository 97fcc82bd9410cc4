/** What a FedDB says of packages, as digests: known to be unchanged without reading a claim. */
import { layerKey, type PackageKey, placeOfPackage } from '../../advisories/index.ts'
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
      return isAsked ? findPrint(own.parts, key) : undefined
    },
    close: () => {
      for (const own of parts.values()) own.parts.close()
    },
  }
}

interface Opened {
  readonly parts: OpenParts
  /** Purl types that it has packages of. */
  readonly types: ReadonlySet<string>
}

/** The newest part that says something about the key counts; a digest of zeros takes it back. */
function findPrint(parts: OpenParts, key: PackageKey): string | undefined {
  const bytes = Buffer.from(key)
  const { bucket, fingerprint } = placeOfPackage(key, hashText)
  const segments = parts.segmentsOf('packages')
  return parts.read('packages', () => {
    for (const segment of segments.toReversed()) {
      const entries = segment.entriesOf(bucket)
      for (let at = 0; at < entries.count; at++) {
        if (entries.fingerprint(at) !== fingerprint || !bytes.equals(entries.key(at))) continue
        const digest = entries.digest(at)
        return digest.every((byte) => byte === 0) ? undefined : Buffer.from(digest).toString('hex')
      }
    }
    return undefined
  })
}
