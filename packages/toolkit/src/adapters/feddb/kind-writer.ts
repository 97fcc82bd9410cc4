/** One kind of one part of a layer on its way to the disk. */
import {
  createSegmentWriter,
  type KeyedSegment,
  rootOfBuckets,
  type SegmentKind,
  type SegmentRef,
  type SegmentWriter,
} from '../../advisories/index.ts'
import { createAside } from './aside.ts'
import type { Buffers } from './buffers.ts'
import { createSegmentFile, type SegmentFile, temporaryPath } from './files.ts'
import { hashBytes } from './hash-text.ts'

export interface KindWriter {
  readonly add: SegmentWriter['add']
  /** Without a key no file stays. */
  readonly finish: () => WrittenKind
}

export interface WrittenKind {
  readonly kind: SegmentKind
  /** Undefined when there was nothing to write. */
  readonly ref?: SegmentRef
  /** Keys written, those taken back included. */
  readonly count: number
  /** Root of the kind in the whole layer, lowercase hex. */
  readonly root: string
  /** Resolves when the file is on the disk. */
  readonly settled: Promise<void>
}

export interface KindTarget {
  readonly dir: string
  /** Tells temporary files apart. */
  readonly label: string
  readonly kind: SegmentKind
  readonly buffers: Buffers
  /** Parts of the layer that this one is laid over, oldest first. */
  readonly earlier?: readonly KeyedSegment[]
}

/** The file is made with the first key: many layers have no signals, and some no aliases. */
export function createKindWriter({ dir, label, kind, buffers, earlier = [] }: KindTarget): KindWriter {
  let open: { readonly file: SegmentFile; readonly writer: SegmentWriter } | undefined
  const start = (): { readonly file: SegmentFile; readonly writer: SegmentWriter } => {
    const file = createSegmentFile(dir, `${label}-${kind}`, buffers)
    let asides = 0
    const output = {
      emit: file.write,
      hash: hashBytes,
      earlier,
      createAside: () => createAside(temporaryPath(dir, `${label}-${kind}-table-${asides++}`)),
    }
    return { file, writer: createSegmentWriter(output) }
  }
  return {
    add: (block) => {
      open ??= start()
      open.writer.add(block)
    },
    finish: () => {
      const digests = readBucketDigests(earlier)
      const written = open?.writer.finish()
      for (const { bucket, digest } of written?.buckets ?? []) digests.set(bucket, digest)
      const root = Buffer.from(rootOfBuckets(digests, hashBytes)).toString('hex')
      const count = written?.count ?? 0
      return { kind, count, root, ...(open?.file.publish() ?? { settled: Promise.resolve() }) }
    },
  }
}

/** Content digests of all buckets that have keys, from the parts that last touched them. */
export function readBucketDigests(parts: readonly KeyedSegment[]): Map<number, Uint8Array> {
  const digests = new Map<number, Uint8Array>()
  for (const part of parts) {
    const own = part.bucketDigests()
    for (const [at, bucket] of part.buckets.entries()) {
      const digest = own[at]
      if (digest !== undefined) digests.set(bucket, digest)
    }
  }
  return digests
}
