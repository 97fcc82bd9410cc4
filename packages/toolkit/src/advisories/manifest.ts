/** The manifest of a snapshot: its layers, their segments, and the root hash that stands for all content. */
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
import type { LayerFacts } from './source-status.ts'

/** `records`: the records as they came; `packages`: claims by package; `ids`: records by id and alias. */
export type SegmentKind = 'ids' | 'packages' | 'records'

export interface SegmentRef {
  /** SHA-256 of the file, lowercase hex: its name as well. */
  readonly digest: string
  /** Bytes. */
  readonly size: number
}

/** One feed of one source, as last imported. */
export interface Layer extends LayerFacts {
  /** `source/ecosystem`, the ecosystem being the folder of the archive; `source/*` where there is none. */
  readonly name: string
  readonly ecosystem?: string
  /** Purl types that it has keys of, sorted. */
  readonly types: readonly string[]
  readonly claims: number
  readonly packages: number
  readonly segments: Readonly<Record<SegmentKind, SegmentRef>>
  /** RFC 3339, when it was imported. Like `asOf` and `newestRecord` beside the root, not in it. */
  readonly fetchedAt: string
}

export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT
  readonly root: string
  /** Sum of the layers' records. */
  readonly size: number
  /** File name of the manifest before this one; its segments are kept for readers that still use it. */
  readonly previous?: string
  /** Sorted by name. */
  readonly layers: readonly Layer[]
}

/** Model, revision: a reader refuses another model. */
export const MANIFEST_FORMAT = 'occtet-feddb/1'

export interface ManifestError {
  readonly code: 'FORMAT_UNKNOWN' | 'SHAPE_UNEXPECTED' | 'ROOT_MISMATCH'
  readonly message: string
}

export function createManifest(layers: readonly Layer[], previous: string | undefined): Manifest {
  const sorted = [...layers].sort((a, b) => compareCodeUnits(a.name, b.name))
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

/** RFC 6962 root over one leaf per segment and one per layer's profile, sorted: content only, no times. */
export function rootOf(layers: readonly Layer[]): string {
  const leaves = layers.flatMap((layer) => [
    ...(['ids', 'packages', 'records'] as const).map((kind) =>
      leafOf(layer.name, kind, layer.segments[kind].digest),
    ),
    leafOf(layer.name, 'profile', sha256Hex(formatCanonicalJson(profileOf(layer)))),
  ])
  const encoder = new TextEncoder()
  const hashes = leaves.sort(compareCodeUnits).map((leaf) => hashLeaf(sha256, encoder.encode(leaf)))
  const root = merkleRoot(sha256, hashes)
  return [...root].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function leafOf(layer: string, kind: string, digest: string): string {
  return formatCanonicalJson([layer, kind, digest])
}

function profileOf(layer: Layer): Json {
  const { source, covers, ecosystems, types, records, claims, packages, license } = layer
  return { source, covers, ecosystems, types, records, claims, packages, license }
}

/** `name` is the file's, undefined where the text has none. Trusted for nothing but what the name and root prove. */
export function parseManifest(text: string, name?: string): Result<Manifest, ManifestError> {
  const value = parseText(text)
  const format = field(value, 'format')
  if (format !== MANIFEST_FORMAT) {
    return fault(
      'FORMAT_UNKNOWN',
      `expected a manifest of format ${MANIFEST_FORMAT}, found ${String(format)}; import into another folder`,
    )
  }
  const layers = field(value, 'layers')
  const shape = Array.isArray(layers) && layers.every(isLayer) && typeof field(value, 'size') === 'number'
  if (!shape) return fault('SHAPE_UNEXPECTED', 'expected a list of layers, each with its segments')
  // `as`: every field that is used was looked at above.
  const manifest = value as Manifest
  if (rootOf(manifest.layers) !== manifest.root) {
    return fault('ROOT_MISMATCH', `the layers do not hash to the root ${String(manifest.root)}`)
  }
  if (name !== undefined && manifestName(manifest) !== name) {
    return fault('ROOT_MISMATCH', `the manifest ${name} was changed after it was written`)
  }
  return ok(manifest)
}

function isLayer(value: unknown): boolean {
  const texts = ['name', 'source', 'asOf', 'fetchedAt'].every((key) => typeof field(value, key) === 'string')
  const numbers = ['records', 'claims', 'packages'].every((key) => Number.isSafeInteger(field(value, key)))
  const lists = ['ecosystems', 'covers', 'types'].every((key) => isTexts(field(value, key)))
  const segments = field(value, 'segments')
  return (
    texts &&
    numbers &&
    lists &&
    ['ids', 'packages', 'records'].every((kind) => isSegmentRef(field(segments, kind)))
  )
}

function isSegmentRef(value: unknown): boolean {
  const digest = field(value, 'digest')
  return (
    typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) && Number.isSafeInteger(field(value, 'size'))
  )
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
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
