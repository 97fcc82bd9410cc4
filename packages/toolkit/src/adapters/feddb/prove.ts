/** Makes the proof of what one layer says about one key, for whoever has only the root. */
import {
  type AnswerProof,
  type AnswerQuestion,
  contentOfFrames,
  findValue,
  type KeyedSegment,
  type Layer,
  layerKey,
  mergeBucket,
  type Place,
  parseFrames,
  placeOfKey,
  proveBucketInclusion,
  rootLeaf,
  rootLeaves,
  type SegmentKind,
} from '../../advisories/index.ts'
import { sha256 } from '../../base/index.ts'
import { createInclusionProof, hashLeaf } from '../../translog/index.ts'
import { FeddbError } from './errors.ts'
import { hashBytes } from './hash-text.ts'
import { readBucketDigests } from './kind-writer.ts'
import { openParts } from './open-parts.ts'
import { readSnapshot } from './snapshot.ts'

/** `via`: the node that the layer was fetched from. Undefined when there is no such layer. Throws FeddbError. */
export function proveBucket(
  dir: string,
  question: AnswerQuestion & { readonly via?: string },
): AnswerProof | undefined {
  const layers = readSnapshot(dir)?.manifest.layers ?? []
  const { layer: name, kind, key, via } = question
  const wanted = layerKey(via === undefined ? { name } : { name, via })
  const layer = layers.find((known) => layerKey(known) === wanted)
  if (layer === undefined) return undefined
  const parts = openParts(dir, layer)
  try {
    const segments = parts.segmentsOf(kind)
    const place = placeOfKey(question)
    const proven = proveContent(segments, kind, place)
    return {
      layer: name,
      kind,
      key,
      ...proven,
      kindRoot: layer.roots[kind],
      leaf: proveLeaf(layers, layer, kind),
    }
  } finally {
    parts.close()
  }
}

function proveContent(
  segments: readonly KeyedSegment[],
  kind: SegmentKind,
  { bucket, fingerprint }: Place,
): Pick<AnswerProof, 'bucket' | 'bucketPath' | 'shown'> {
  const entries = mergeBucket(segments.map((segment) => segment.entriesOf(bucket)))
  const shown = entries
    .filter((entry) => entry.fingerprint === fingerprint)
    .flatMap(({ part, at }) => {
      const block = segments[part]?.blockAt(bucket, at)
      const value = block && findValue(segments, { kind, place: { bucket, fingerprint }, key: block.key })
      return block === undefined || value === undefined
        ? []
        : { key: textOf(block.key), value: textOf(contentOf(kind, value)) }
    })
  return {
    bucket: entries.map((entry) => [entry.fingerprint, hex(entry.digest)] as const),
    shown,
    bucketPath: proveBucketInclusion(readBucketDigests(segments), bucket, hashBytes).map(hex),
  }
}

function contentOf(kind: SegmentKind, value: Uint8Array): Uint8Array {
  if (kind !== 'records') return value
  const frames = parseFrames(value)
  if (frames === undefined) throw new FeddbError('CORRUPT', 'the frames of a record do not fill its block')
  return contentOfFrames(frames)
}

function proveLeaf(layers: readonly Layer[], layer: Layer, kind: SegmentKind): AnswerProof['leaf'] {
  const leaves = rootLeaves(layers)
  const index = leaves.indexOf(rootLeaf(layer.name, kind, layer.roots[kind]))
  const hashes = leaves.map((leaf) => hashLeaf(sha256, new TextEncoder().encode(leaf)))
  const path = createInclusionProof(sha256, hashes, index)
  if (!path.ok) throw new Error(path.error.message)
  return { index, size: leaves.length, path: path.value.map(hex) }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
