/** Rows of one feed until its index is written: the last few in memory, the others on disk, by bucket. */
import { BUCKETS } from '../../advisories/index.ts'
import type { Buffers } from './buffers.ts'
import { createRunFile, measureBuckets, type RowPass, sortByBucket } from './row-runs.ts'

export interface RowStore {
  /** Of one chunk; the bytes are the caller's again when it returns. */
  readonly add: (rows: Uint8Array) => void
  /**
   * All rows, so many buckets at once as a bearable number of bytes holds. May be asked for again, also after more rows
   * have come. The piece of a pass is overwritten by the next.
   */
  readonly passes: () => Generator<RowPass>
  readonly drop: () => void
}

/** Bytes that stay in memory. */
const MAX_IN_MEMORY = 2 * 1024 * 1024

/** `path` is a temporary file, made only when needed. */
export function createRowStore(path: string, buffers: Buffers): RowStore {
  const runs = createRunFile(path)
  const held = createRegion(buffers)
  const spill = (): void => {
    const rows = held.bytes()
    const sorted = buffers.take(rows.length)
    const bounds = measureBuckets(rows)
    sortByBucket(rows, bounds, sorted)
    runs.add(sorted.subarray(0, rows.length), bounds)
    buffers.give(sorted)
    held.clear()
  }
  return {
    add: (rows) => {
      const before = held.bytes().length
      if (before > 0 && before + rows.length > MAX_IN_MEMORY) spill()
      held.add(rows)
    },
    *passes() {
      if (runs.count() === 0) {
        yield { from: 0, to: BUCKETS, rows: held.bytes() }
        return
      }
      if (held.bytes().length > 0) spill()
      yield* runs.passes(buffers)
    },
    drop: () => {
      held.clear()
      runs.drop()
    },
  }
}

interface Region {
  readonly bytes: () => Buffer
  readonly add: (bytes: Uint8Array) => void
  readonly clear: () => void
}

/** Bytes in one buffer that grows. */
function createRegion(buffers: Buffers): Region {
  let held: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(0)
  let used = 0
  const replace = (next: Buffer<ArrayBuffer>): void => {
    if (held.length > 0) buffers.give(held)
    held = next
  }
  return {
    bytes: () => held.subarray(0, used),
    add: (bytes) => {
      if (used + bytes.length > held.length) {
        const larger = buffers.take(used + bytes.length)
        held.copy(larger, 0, 0, used)
        replace(larger)
      }
      held.set(bytes, used)
      used += bytes.length
    },
    clear: () => {
      replace(Buffer.allocUnsafeSlow(0))
      used = 0
    },
  }
}
