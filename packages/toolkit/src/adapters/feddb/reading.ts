/** What the threads have found in a feed so far. */
import type { DropReason } from '../../advisories/index.ts'
import type { Buffers } from './buffers.ts'
import { addDrop, type Dropped, type Drops } from './feed-report.ts'
import { createKnownMarks, type KnownMarks } from './known-marks.ts'
import type { EarlierLayer } from './earlier-layer.ts'
import { addRows, type FeedRows } from './layer-input.ts'
import type { ChunkResult } from './chunk.ts'
import { createRowStore, type RowStore } from './row-store.ts'

export interface Reading {
  readonly rows: FeedRows
  readonly drops: Drops
  readonly marks: KnownMarks
  /** Takes in a result. */
  readonly accept: (result: ChunkResult) => void
  /** Takes notice of a result that will be accepted. */
  readonly expect: (accepted: Promise<void>) => void
  /** Resolves when everything expected has come; rejects when a thread failed. */
  readonly done: () => Promise<void>
  /** Entries that are records of the form, whether they were read or known. */
  readonly accepted: () => number
  /** Milliseconds of the newest credible date in what was read; 0 for none. */
  readonly newest: () => number
  readonly drop: () => void
}

/** `temporary`: how the names of its temporary files begin. */
export function createReading(
  temporary: string,
  { buffers, earlier }: { readonly buffers: Buffers; readonly earlier: EarlierLayer | undefined },
): Reading {
  const rows = createFeedRows(temporary, buffers)
  const drops = new Map<DropReason, Dropped>()
  const marks = createKnownMarks(earlier?.parts.segmentsOf('records') ?? [])
  const running: Promise<void>[] = []
  let accepted = 0
  let newest = 0
  const accept = (result: ChunkResult): void => {
    addRows(rows, result.rows)
    for (const { ordinal, reason } of result.dropped) addDrop(drops, reason, ordinal)
    newest = Math.max(newest, result.newest)
    markAll(marks, result.unchanged)
    accepted += result.count + result.unchanged.length / 4
  }
  return {
    rows,
    drops,
    marks,
    accept,
    expect: (accepted) => {
      // Awaited in `done`; without this an early failure would count as unhandled.
      accepted.catch(() => undefined)
      running.push(accepted)
    },
    done: async () => {
      await Promise.all(running)
    },
    accepted: () => accepted,
    newest: () => newest,
    drop: () => {
      for (const store of [rows.records, rows.packages, rows.ids, rows.signals]) store.drop()
    },
  }
}

function markAll(marks: KnownMarks, unchanged: Uint32Array): void {
  for (let at = 0; at < unchanged.length; at += 4) {
    marks.mark({
      part: unchanged[at] ?? 0,
      block: unchanged[at + 1] ?? 0,
      frame: unchanged[at + 2] ?? 0,
      frames: unchanged[at + 3] ?? 0,
    })
  }
}

function createFeedRows(temporary: string, buffers: Buffers): FeedRows {
  const store = (name: string): RowStore => createRowStore(`${temporary}-${name}-rows`, buffers)
  return {
    records: store('record'),
    packages: store('package'),
    ids: store('id'),
    signals: store('signal'),
  }
}
