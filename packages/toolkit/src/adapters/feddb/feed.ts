/** One feed on its way into the store: opened, handed to the threads in chunks, written as a layer. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type DropReason, type Layer, READER_REVISION, sourceFacts } from '../../advisories/index.ts'
import type { Issue } from '../../base/index.ts'
import { FeddbError } from './errors.ts'
import { addDrop, type FeedReport, toReport } from './feed-report.ts'
import { names, openFile } from './files.ts'
import type { FeedInput } from './inputs.ts'
import {
  addResult,
  type Container,
  createReadRecords,
  type FeedRows,
  type ReadRecords,
} from './layer-input.ts'
import { type WrittenLayer, writeBase } from './layer-writer.ts'
import type { Chunk, ChunkResult } from './parse-chunk.ts'
import type { ChunkPool } from './pool.ts'
import { createRowStore } from './row-store.ts'
import { dropSpool } from './spool.ts'
import { type EntryTable, readZipDirectory } from './zip.ts'

export interface FeedOutcome {
  readonly layer?: Layer
  readonly report?: FeedReport
  readonly issues: readonly Issue[]
}

export interface FeedContext {
  readonly dir: string
  readonly clock: () => number
  readonly asOf?: string
  readonly isPartial?: boolean
  /** Tells temporary files of one import apart. */
  readonly number: number
  readonly pool: ChunkPool
  readonly onRead: (bytes: number, label: string) => void
}

/** Resolves when all chunks are handed out; `outcome` when the layer is written. Wrapped, or awaiting would unwrap it. */
export async function startFeed(
  input: FeedInput,
  context: FeedContext,
): Promise<{ readonly outcome: Promise<FeedOutcome> }> {
  const feed = openFeed(input, context)
  if (feed.containers.length === 0) {
    feed.close()
    return { outcome: Promise.resolve({ issues: feed.issues }) }
  }
  const chunks: Promise<void>[] = []
  for (const chunk of cutChunks(feed, context)) {
    await context.pool.hasRoom()
    const bytes = chunk.packed.reduce((sum, size) => sum + size, 0)
    const run = context.pool.run(chunk).then((result) => {
      acceptResult(feed, result)
      context.onRead(bytes, feed.name)
    })
    // Handled again below; without this an early failure would count as unhandled.
    run.catch(() => undefined)
    chunks.push(run)
  }
  return { outcome: finishFeed(feed, context, chunks) }
}

interface Feed {
  readonly input: FeedInput
  readonly name: string
  readonly containers: readonly Container[]
  readonly issues: readonly Issue[]
  readonly records: ReadRecords
  readonly rows: FeedRows
  readonly drops: Map<DropReason, number[]>
  /** Milliseconds of the newest credible date; 0 for none. */
  newest: number
  readonly close: () => void
}

function openFeed(input: FeedInput, context: FeedContext): Feed {
  const issues: Issue[] = []
  const opened: { path: string; file: Container['file']; table: EntryTable; close: () => void }[] = []
  const temporary = join(context.dir, names.temporary, `${process.pid}-${context.number}`)
  for (const path of input.archives) {
    const archive = openArchive(path)
    if ('code' in archive) issues.push(archive)
    else opened.push({ path, ...archive, close: archive.file.close })
  }
  for (const spool of input.spools) opened.push({ ...spool, close: () => dropSpool(spool) })
  const rows = {
    packages: createRowStore(`${temporary}-package-rows`),
    ids: createRowStore(`${temporary}-id-rows`),
    signals: createRowStore(`${temporary}-signal-rows`),
  }
  return {
    input,
    name: `${input.source}/${input.ecosystem ?? '*'}`,
    containers: toContainers(opened),
    issues,
    records: createReadRecords(),
    rows,
    drops: new Map(),
    newest: 0,
    close: () => {
      for (const store of Object.values(rows)) store.drop()
      for (const { close } of opened) close()
    },
  }
}

function toContainers(opened: readonly Omit<Container, 'first'>[]): readonly Container[] {
  let first = 0
  return opened.map(({ path, file, table }) => {
    const container = { path, file, table, first }
    first += table.count
    return container
  })
}

function openArchive(path: string): { file: Container['file']; table: EntryTable } | Issue {
  try {
    const file = openFile(path)
    const table = readZipDirectory(file)
    if (table.ok) return { file, table: table.value }
    file.close()
    const code = table.error.code === 'ZIP_TOO_LARGE' ? 'FILE_TOO_LARGE' : 'FORMAT_UNSUPPORTED'
    const hint = 'fetch the archive again; what is in the store stays as it was'
    return { code, level: 'error', path, message: `${table.error.code}: ${table.error.message}`, hint }
  } catch (cause) {
    if (!(cause instanceof FeddbError)) throw cause
    return {
      code: 'FILE_UNREADABLE',
      level: 'error',
      path,
      message: cause.message,
      hint: 'check the path and its permissions',
    }
  }
}

/** Packed bytes and entries of one chunk: large enough to be worth a message, small enough to balance the threads. */
const CHUNK_BYTES = 2 * 1024 * 1024
const CHUNK_ENTRIES = 4096

function* cutChunks(feed: Feed, context: FeedContext): Generator<Chunk> {
  const now = context.clock()
  for (const { path, table, first } of feed.containers) {
    let from = 0
    while (from < table.count) {
      let to = from
      let bytes = 0
      while (to < table.count && to - from < CHUNK_ENTRIES && (bytes < CHUNK_BYTES || to === from)) {
        bytes += table.packed[to++] ?? 0
      }
      yield {
        path,
        source: feed.input.source,
        format: feed.input.format,
        names: needsPaths(feed.input) ? namesOf(table, from, to) : [],
        now,
        first: first + from,
        offset: Float64Array.from(table.offset.subarray(from, to)),
        packed: Float64Array.from(table.packed.subarray(from, to)),
        size: Float64Array.from(table.size.subarray(from, to)),
        crc: Uint32Array.from(table.crc.subarray(from, to)),
        flags: Uint8Array.from(table.flags.subarray(from, to)),
        end: to < table.count ? (table.offset[to] ?? 0) : table.end,
      }
      from = to
    }
  }
}

function namesOf(table: EntryTable, from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, at) => table.nameOf(from + at))
}

/** OSV records say all by themselves; other forms leave some of it to the name of the file. */
function needsPaths({ format }: FeedInput): boolean {
  return format !== 'osv'
}

function acceptResult(feed: Feed, result: ChunkResult): void {
  addResult(feed.records, feed.rows, result)
  for (const { ordinal, reason } of result.dropped) addDrop(feed.drops, reason, ordinal)
  feed.newest = Math.max(feed.newest, result.newest)
}

async function finishFeed(
  feed: Feed,
  context: FeedContext,
  chunks: readonly Promise<void>[],
): Promise<FeedOutcome> {
  try {
    const marks = feed.containers.map(({ path }) => markOf(path))
    await Promise.all(chunks)
    const { containers, records, rows } = feed
    const written = await writeBase({
      dir: context.dir,
      label: String(context.number),
      containers,
      needsPaths: needsPaths(feed.input),
      records,
      rows,
    })
    for (const [at, { path }] of feed.containers.entries()) {
      if (markOf(path) !== marks[at])
        throw new FeddbError('INPUT_CHANGED', `${path}: changed while it was read; import again`)
    }
    const layer = toLayer(feed, context, written)
    const report = toReport(layer, { containers, drops: feed.drops, duplicates: written.duplicates })
    return { layer, report, issues: feed.issues }
  } finally {
    feed.close()
  }
}

function markOf(path: string): string {
  const { size, mtimeMs, ino } = statSync(path)
  return `${size} ${mtimeMs} ${ino}`
}

function toLayer(feed: Feed, context: FeedContext, written: WrittenLayer): Layer {
  const { source, ecosystem, format, changed } = feed.input
  const facts = sourceFacts(source, ecosystem, format)
  const now = context.clock()
  return {
    name: feed.name,
    source,
    ...(ecosystem === undefined ? {} : { ecosystem }),
    format,
    reader: READER_REVISION,
    covers: context.isPartial === true ? [] : facts.covers,
    ...(facts.license === undefined ? {} : { license: facts.license }),
    ...written.counts,
    roots: written.roots,
    parts: written.parts,
    asOf: context.asOf ?? toTime(Math.min(changed, now)),
    ...(feed.newest === 0 ? {} : { newestRecord: toTime(feed.newest) }),
    fetchedAt: toTime(now),
  }
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
