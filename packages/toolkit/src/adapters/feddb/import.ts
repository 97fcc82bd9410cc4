/** Imports feeds into the store: read by threads, written as segments, published in one step. */
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createManifest, type Layer, layerKey } from '../../advisories/index.ts'
import type { Issue } from '../../base/index.ts'
import { createBuffers } from './buffers.ts'
import { type FeedOutcome, startFeed } from './feed.ts'
import type { FeedReport } from './feed-report.ts'
import { guard, names } from './files.ts'
import { type FeedInput, findInputs } from './inputs.ts'
import { acquireLock } from './lock.ts'
import { createPool } from './pool.ts'
import { cleanTemporary, publishManifest, readSnapshot, removeUnused } from './snapshot.ts'

export interface ImportOptions {
  /** Folder of the store; made when it is not there. */
  readonly dir: string
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** RFC 3339; instead of the files' own time of change. */
  readonly asOf?: string
  /** Instead of the name that follows from the path. */
  readonly source?: string
  /** Id of a source format, for files that none recognises. */
  readonly format?: string
  /** Declares that the absence of a record means nothing. */
  readonly isPartial?: boolean
  /** Reads every record again and writes every layer whole: mends segments that were damaged on the disk. */
  readonly rebuild?: boolean
  /** Entry of the parsing threads (import-worker); without one all work is done on the calling thread. */
  readonly workerUrl?: URL
  /** Called with bytes read so far and in all, and the layer at work. */
  readonly onProgress?: (done: number, total: number, label: string) => void
}

export interface ImportReport {
  readonly root: string
  /** Records in the store. */
  readonly size: number
  readonly previousRoot: string | undefined
  /** One per layer that was read, sorted by name. */
  readonly feeds: readonly FeedReport[]
  /** Inputs that could not be read; their layers stay as they were. */
  readonly issues: readonly Issue[]
}

/** Fewer bytes than this are not worth a thread. */
const MIN_THREAD_BYTES = 1 << 20

/**
 * Durable when it resolves; nothing of it is visible before. Layers of other feeds stay. Rejects with FeddbError
 * when the disk fails or another import is at work; bad inputs are issues in the report.
 * Trusted: whoever wrote an archive decides what its source claims, and nothing else.
 */
export async function importSources(paths: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const { dir } = options
  guard(dir, () => mkdirSync(join(dir, names.temporary), { recursive: true }))
  const lock = acquireLock(dir)
  try {
    cleanTemporary(dir)
    const previous = readSnapshot(dir)
    const found = await findInputs(paths, {
      ...(options.source === undefined ? {} : { source: options.source }),
      ...(options.format === undefined ? {} : { format: options.format }),
      temporary: (name) => join(dir, names.temporary, `${process.pid}-${name}`),
    })
    const outcome = await importFeeds(found.feeds, options, previous?.manifest.layers ?? [])
    const issues = [...found.issues, ...outcome.flatMap((feed) => feed.issues)]
    const layers = outcome.flatMap((feed) => feed.layer ?? [])
    const manifest = createManifest(mergeLayers(previous?.manifest.layers ?? [], layers), previous?.name)
    const feeds = outcome.flatMap((feed) => feed.report ?? [])
    lock.assertHeld()
    if (layers.length > 0) {
      publishManifest(dir, manifest, previous?.manifest)
      removeUnused(dir, manifest, previous?.manifest)
    }
    return { root: manifest.root, size: manifest.size, previousRoot: previous?.manifest.root, feeds, issues }
  } finally {
    lock.release()
  }
}

async function importFeeds(
  feeds: readonly FeedInput[],
  options: ImportOptions,
  layers: readonly Layer[],
): Promise<readonly FeedOutcome[]> {
  const total = feeds.reduce((sum, feed) => sum + feed.bytes, 0)
  const threads = Math.min(4, availableParallelism())
  const buffers = createBuffers()
  const workerUrl = total < MIN_THREAD_BYTES ? undefined : options.workerUrl
  const pool = createPool({ workerUrl, threads, buffers })
  let done = 0
  const onRead = (bytes: number, label: string): void => {
    done = Math.min(total, done + bytes)
    options.onProgress?.(done, total, label)
  }
  try {
    const running: Promise<FeedOutcome>[] = []
    // The next feed is handed out while the one before is still being read and written; more would fill the memory.
    for (const [number, feed] of feeds.entries()) {
      await Promise.allSettled(running.slice(0, -1))
      running.push((await startFeed(feed, { ...options, layers, number, pool, buffers, onRead })).outcome)
    }
    return await Promise.all(running)
  } finally {
    await pool.close()
  }
}

function mergeLayers(before: readonly Layer[], imported: readonly Layer[]): readonly Layer[] {
  const replaced = new Set(imported.map(layerKey))
  return [...before.filter((layer) => !replaced.has(layerKey(layer))), ...imported]
}
