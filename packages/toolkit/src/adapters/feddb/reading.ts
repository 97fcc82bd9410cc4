/** What the threads have found in a feed so far. */
import type { DropReason } from '../../advisories/index.ts'
import { addDrop, type Drops } from './feed-report.ts'
import { createKnownMarks, type KnownMarks } from './known-marks.ts'
import type { EarlierLayer } from './earlier-layer.ts'
import { addResult, createReadRecords, type FeedRows, type ReadRecords } from './layer-input.ts'
import type { ChunkResult } from './parse-chunk.ts'
import { createRowStore } from './row-store.ts'

export interface Reading {
  readonly records: ReadRecords
  readonly rows: FeedRows
  readonly drops: Drops
  readonly marks: KnownMarks
  /** Takes in the result when it comes. */
  readonly take: (result: Promise<ChunkResult>) => void
  /** Resolves when everything taken has come; rejects when a thread failed. */
  readonly done: () => Promise<void>
  /** Entries that are records of the form, whether they were read or known. */
  readonly accepted: () => number
  /** Milliseconds of the newest credible date in what was read; 0 for none. */
  readonly newest: () => number
  readonly drop: () => void
}

/** `temporary`: how the names of its temporary files begin. */
export function createReading(temporary: string, earlier: EarlierLayer | undefined): Reading {
  const rows = createFeedRows(temporary)
  const records = createReadRecords()
  const drops = new Map<DropReason, number[]>()
  const marks = createKnownMarks(earlier?.parts.segmentsOf('records') ?? [])
  const running: Promise<void>[] = []
  let accepted = 0
  let newest = 0
  const accept = (result: ChunkResult): void => {
    addResult(records, rows, result)
    for (const { ordinal, reason } of result.dropped) addDrop(drops, reason, ordinal)
    newest = Math.max(newest, result.newest)
    for (let at = 0; at < result.unchanged.length; at += 4) {
      const [part = 0, block = 0, frame = 0, frames = 0] = result.unchanged.subarray(at, at + 4)
      marks.mark({ part, block, frame, frames })
    }
    accepted += result.ordinal.length + result.unchanged.length / 4
  }
  return {
    records,
    rows,
    drops,
    marks,
    take: (result) => {
      const run = result.then(accept)
      // Awaited in `done`; without this an early failure would count as unhandled.
      run.catch(() => undefined)
      running.push(run)
    },
    done: async () => {
      await Promise.all(running)
    },
    accepted: () => accepted,
    newest: () => newest,
    drop: () => {
      for (const store of [rows.packages, rows.ids, rows.signals]) store.drop()
    },
  }
}

function createFeedRows(temporary: string): FeedRows {
  return {
    packages: createRowStore(`${temporary}-package-rows`),
    ids: createRowStore(`${temporary}-id-rows`),
    signals: createRowStore(`${temporary}-signal-rows`),
  }
}
