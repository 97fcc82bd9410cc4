/** Runs of rows in a temporary file, each sorted by bucket, so that the rows of a few buckets are read without the others. */
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { BUCKETS } from '../../advisories/index.ts'
import type { Buffers } from './buffers.ts'
import { guard, writeAll } from './files.ts'
import { bucketAt, rowEndAt } from './rows.ts'

/** Rows of the buckets in [from, to); those of one bucket in the order in which they came. */
export interface RowPass {
  readonly from: number
  readonly to: number
  readonly rows: Buffer
}

/** Where each bucket begins among rows that are sorted, and where the last one ends. */
export type Bounds = Float64Array

export interface RunFile {
  readonly count: () => number
  readonly add: (sorted: Buffer, bounds: Bounds) => void
  readonly passes: (buffers: Buffers) => Generator<RowPass>
  readonly drop: () => void
}

interface Run {
  readonly offset: number
  readonly bounds: Bounds
}

/** The file is made with the first run. */
export function createRunFile(path: string): RunFile {
  const runs: Run[] = []
  let size = 0
  let fd: number | undefined
  return {
    count: () => runs.length,
    add: (sorted, bounds) => {
      guard(path, () => {
        fd ??= openSync(path, 'w+', 0o600)
        writeAll(fd, sorted)
      })
      runs.push({ offset: size, bounds })
      size += sorted.length
    },
    *passes(buffers) {
      for (const { from, to, bytes } of cutPasses(runs)) {
        const buffer = buffers.take(bytes)
        const rows = buffer.subarray(0, bytes)
        readRuns(path, { fd: fd ?? -1, runs, from, to }, rows)
        yield { from, to, rows }
        buffers.give(buffer)
      }
    },
    drop: () => {
      runs.length = 0
      if (fd !== undefined) closeSync(fd)
      fd = undefined
      rmSync(path, { force: true })
    },
  }
}

export function measureBuckets(rows: Buffer): Bounds {
  const bounds = new Float64Array(BUCKETS + 1)
  let next = 0
  for (let at = 0; at < rows.length; at = next) {
    next = rowEndAt(rows, at)
    const after = bucketAt(rows, at) + 1
    bounds[after] = (bounds[after] ?? 0) + next - at
  }
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    bounds[bucket + 1] = (bounds[bucket + 1] ?? 0) + (bounds[bucket] ?? 0)
  return bounds
}

/** Rows of one bucket stay in their order. */
export function sortByBucket(rows: Buffer, bounds: Bounds, sorted: Buffer): void {
  const ends = Float64Array.from(bounds)
  let next = 0
  for (let at = 0; at < rows.length; at = next) {
    next = rowEndAt(rows, at)
    const bucket = bucketAt(rows, at)
    const to = ends[bucket] ?? 0
    rows.copy(sorted, to, at, next)
    ends[bucket] = to + next - at
  }
}

/** Bytes of one pass; more only where a single bucket has more. */
const PASS_BYTES = 2 * 1024 * 1024

function* cutPasses(
  runs: readonly Run[],
): Generator<{ readonly from: number; readonly to: number; readonly bytes: number }> {
  let from = 0
  let bytes = 0
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const own = runs.reduce((sum, { bounds }) => sum + lengthOf(bounds, bucket, bucket + 1), 0)
    if (bytes > 0 && bytes + own > PASS_BYTES) {
      yield { from, to: bucket, bytes }
      from = bucket
      bytes = 0
    }
    bytes += own
  }
  yield { from, to: BUCKETS, bytes }
}

function lengthOf(bounds: Bounds, from: number, to: number): number {
  return (bounds[to] ?? 0) - (bounds[from] ?? 0)
}

interface RunSelection {
  readonly fd: number
  readonly runs: readonly Run[]
  readonly from: number
  readonly to: number
}

function readRuns(path: string, { fd, runs, from, to }: RunSelection, into: Buffer): void {
  let used = 0
  for (const { offset, bounds } of runs) {
    const end = used + lengthOf(bounds, from, to)
    const start = offset + (bounds[from] ?? 0) - used
    while (used < end) {
      const count = guard(path, () => readSync(fd, into, used, end - used, start + used))
      if (count === 0) throw new Error(`${path}: the temporary file was cut short`)
      used += count
    }
  }
}
