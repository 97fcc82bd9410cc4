/** The manifest of a snapshot: its layers, the parts that they are stored in, and the root hash that stands for all content. */
import {
  compareCodeUnits,
  err,
  formatCanonicalJson,
  type Json,
  ok,
  type Result,
  sha256,
  sha256Hex,
} from '../base/index.ts'
import { hashLeaf, rootOf as merkleRoot } from '../translog/index.ts'
import { countsOf, type Layer, layerKey, SEGMENT_KINDS } from './layer.ts'
import { areLayers, field } from './layer-shape.ts'
import { toHex } from './segment-bytes.ts'

export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT
  readonly root: string
  /** Sum of the layers' records. */
  readonly size: number
  /** File name of the manifest before this one; its segments are kept for readers that still use it. */
  readonly previous?: string
  /** Sorted by name and node, each once. */
  readonly layers: readonly Layer[]
}

/** Model, revision: a reader refuses another model. */
export const MANIFEST_FORMAT = 'occtet-feddb/2'

export interface ManifestError {
  readonly code: 'FORMAT_UNKNOWN' | 'SHAPE_UNEXPECTED' | 'ROOT_MISMATCH'
  readonly message: string
}

export function createManifest(layers: readonly Layer[], previous: string | undefined): Manifest {
  const sorted = [...layers].sort((a, b) => compareCodeUnits(layerKey(a), layerKey(b)))
  return {
    format: MANIFEST_FORMAT,
    root: rootOf(sorted),
    size: sorted.reduce((sum, layer) => sum + layer.records, 0),
    ...(previous === undefined ? {} : { previous }),
    layers: sorted,
  }
}

export function formatManifest(manifest: Manifest): string {
  // Layers and references are plain JSON; their interfaces only lack the index signature.
  return `${formatCanonicalJson(manifest as unknown as Json)}\n`
}

/** File name: root and the text's own digest, so that each can be checked against the name. */
export function manifestName(manifest: Manifest): string {
  return `${manifest.root}-${sha256Hex(formatManifest(manifest)).slice(0, 16)}.json`
}

/** RFC 6962 root over `rootLeaves`: content only, no times. */
function rootOf(layers: readonly Layer[]): string {
  const hashes = rootLeaves(layers).map((leaf) => hashLeaf(sha256, encoder.encode(leaf)))
  return toHex(merkleRoot(sha256, hashes))
}

const encoder = new TextEncoder()

/** The leaves of the snapshot's tree, sorted: one per layer and kind, and one per layer's profile. */
export function rootLeaves(layers: readonly Layer[]): readonly string[] {
  const leaves = layers.flatMap((layer) => [
    ...SEGMENT_KINDS.map((kind) => rootLeaf(layer.name, kind, layer.roots[kind])),
    rootLeaf(layer.name, 'profile', sha256Hex(formatCanonicalJson(profileOf(layer)))),
  ])
  return leaves.sort(compareCodeUnits)
}

/** Canonical JSON of layer, kind and the root of the kind. */
export function rootLeaf(layer: string, kind: string, digest: string): string {
  return formatCanonicalJson([layer, kind, digest])
}

function profileOf(layer: Layer): Json {
  const { source, ecosystem, format, covers, license } = layer
  const { families, types, ...counts } = countsOf(layer)
  // Pairs are lists of JSON values too; their type only says how many.
  const lists = { families: families.map(([...pair]) => pair), types: types.map(([...pair]) => pair) }
  return {
    source,
    ecosystem: ecosystem ?? null,
    format,
    covers,
    license: license ?? null,
    ...counts,
    ...lists,
  }
}

/** `name` is the file's, undefined where the text has none. Trusted for nothing but what the name and root prove. */
export function parseManifest(text: string, name?: string): Result<Manifest, ManifestError> {
  const value = parseText(text)
  const format = field(value, 'format')
  if (format !== MANIFEST_FORMAT) {
    const found = `expected a manifest of format ${MANIFEST_FORMAT}, found ${String(format)}`
    return fault('FORMAT_UNKNOWN', `${found}; import into a fresh folder`)
  }
  if (!isManifest(value)) {
    return fault(
      'SHAPE_UNEXPECTED',
      'expected a sorted list of layers, each with its counts, roots and parts',
    )
  }
  if (rootOf(value.layers) !== value.root) {
    return fault('ROOT_MISMATCH', `the layers do not hash to the root ${value.root}`)
  }
  if (name !== undefined && manifestName(value) !== name) {
    return fault('ROOT_MISMATCH', `the manifest ${name} was changed after it was written`)
  }
  return ok(value)
}

function isManifest(value: unknown): value is Manifest {
  const layers = field(value, 'layers')
  return (
    areLayers(layers) &&
    typeof field(value, 'root') === 'string' &&
    field(value, 'size') === layers.reduce((sum, { records }) => sum + records, 0) &&
    ['string', 'undefined'].includes(typeof field(value, 'previous'))
  )
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fault(code: ManifestError['code'], message: string): Result<never, ManifestError> {
  return err({ code, message })
}
