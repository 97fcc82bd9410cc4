/** One feed on its way into the store: opened, handed to the threads in chunks, written as a layer. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type DropReason, type Layer, sourceFacts } from '../../advisories/index.ts'
import { compareCodeUnits, type Issue } from '../../base/index.ts'
import { FeddbError } from './errors.ts'
import { names, openFile } from './files.ts'
import type { FeedInput } from './inputs.ts'
import type { Container, ReadRecords } from './layer-input.ts'
import { type WrittenLayer, writeLayer } from './layer-writer.ts'
import type { Chunk, ChunkResult } from './parse-chunk.ts'
import type { ChunkPool } from './pool.ts'
import { createRowStore, type RowStore } from './row-store.ts'
import { keyEndAt, ROW_HEAD, rowEndAt } from './rows.ts'
import { dropSpool } from './spool.ts'
import { type EntryTable, readZipDirectory } from './zip.ts'

export interface FeedReport {
  readonly layer: string
  readonly source: string
  readonly ecosystem?: string
  /** Records found; always `kept` and all of `dropped` together. */
  readonly records: number
  readonly kept: number
  /** Kept records that their source has withdrawn. */
  readonly withdrawn: number
  /** Claims about packages, one per `affected` entry. */
  readonly claims: number
  readonly packages: number
  /** Kept records that name no package: found by id only. */
  readonly unkeyed: number
  /** `affected` entries of kept records that name no package. */
  readonly unnamedEntries: number
  /** Sorted by reason. */
  readonly dropped: readonly {
    readonly reason: DropReason
    readonly count: number
    readonly examples: readonly string[]
  }[]
  readonly asOf: string
  readonly newestRecord?: string
}

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
  readonly paths: readonly string[]
  readonly issues: readonly Issue[]
  readonly records: ReadRecords
  readonly packages: RowStore
  readonly ids: RowStore
  readonly signals: RowStore
  readonly tally: Tally
  readonly close: () => void
}

interface Tally {
  readonly dropped: Map<DropReason, number[]>
  readonly families: Set<string>
  withdrawn: number
  unkeyed: number
  unnamedEntries: number
  newest: number
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
  const packages = createRowStore(`${temporary}-package-rows`)
  const ids = createRowStore(`${temporary}-id-rows`)
  const signals = createRowStore(`${temporary}-signal-rows`)
  return {
    input,
    name: `${input.source}/${input.ecosystem ?? '*'}`,
    containers: toContainers(opened),
    paths: opened.map(({ path }) => path),
    issues,
    records: { ordinal: [], data: [], id: [], digest: [] },
    packages,
    ids,
    signals,
    tally: {
      dropped: new Map(),
      families: new Set(),
      withdrawn: 0,
      unkeyed: 0,
      unnamedEntries: 0,
      newest: 0,
    },
    close: () => {
      packages.drop()
      ids.drop()
      signals.drop()
      for (const { close } of opened) close()
    },
  }
}

function toContainers(opened: readonly Omit<Container, 'first'>[]): readonly Container[] {
  let first = 0
  return opened.map(({ file, table }) => {
    const container = { file, table, first }
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
  for (const [index, { table, first }] of feed.containers.entries()) {
    let from = 0
    while (from < table.count) {
      let to = from
      let bytes = 0
      while (to < table.count && to - from < CHUNK_ENTRIES && (bytes < CHUNK_BYTES || to === from)) {
        bytes += table.packed[to++] ?? 0
      }
      yield {
        path: feed.paths[index] ?? '',
        source: feed.input.source,
        format: feed.input.format,
        names: feed.input.format === 'osv' ? [] : namesOf(table, from, to),
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

function acceptResult(feed: Feed, result: ChunkResult): void {
  const { records, tally } = feed
  const digests = Buffer.from(result.digest.buffer)
  for (const [at, ordinal] of result.ordinal.entries()) {
    records.ordinal.push(ordinal)
    records.data.push(result.data[at] ?? 0)
    records.digest.push(digests.toString('hex', 32 * at, 32 * at + 32))
  }
  for (const id of readIds(result.ids)) records.id.push(id)
  for (const { ordinal, reason } of result.dropped) addDrop(tally, reason, ordinal)
  for (const family of result.families) tally.families.add(family)
  tally.withdrawn += result.withdrawn
  tally.unkeyed += result.unkeyed
  tally.unnamedEntries += result.unnamedEntries
  tally.newest = Math.max(tally.newest, result.newest)
  feed.packages.add(result.packages)
  feed.ids.add(result.ids)
  feed.signals.add(result.signals)
}

/** Ids of the records of a chunk, in its order: a record's own row has no text. */
function* readIds(bytes: Uint8Array<ArrayBuffer>): Generator<string> {
  const rows = Buffer.from(bytes.buffer)
  let next = 0
  for (let at = 0; at < rows.length; at = next) {
    const keyEnd = keyEndAt(rows, at)
    next = rowEndAt(rows, at)
    if (keyEnd === next) yield rows.toString('utf8', at + ROW_HEAD, keyEnd)
  }
}

function addDrop(tally: Tally, reason: DropReason, ordinal: number): void {
  const known = tally.dropped.get(reason)
  if (known === undefined) tally.dropped.set(reason, [ordinal])
  else known.push(ordinal)
}

async function finishFeed(
  feed: Feed,
  context: FeedContext,
  chunks: readonly Promise<void>[],
): Promise<FeedOutcome> {
  try {
    const marks = feed.paths.map(markOf)
    await Promise.all(chunks)
    const label = String(context.number)
    const written = await writeLayer({
      dir: context.dir,
      label,
      containers: feed.containers,
      records: feed.records,
      packages: feed.packages,
      ids: feed.ids,
    })
    for (const [at, path] of feed.paths.entries()) {
      if (markOf(path) !== marks[at])
        throw new FeddbError('INPUT_CHANGED', `${path}: changed while it was read; import again`)
    }
    const layer = toLayer(feed, context, written)
    return { layer, report: toReport(feed, layer, written), issues: feed.issues }
  } finally {
    feed.close()
  }
}

function markOf(path: string): string {
  const { size, mtimeMs, ino } = statSync(path)
  return `${size} ${mtimeMs} ${ino}`
}

function toLayer(feed: Feed, context: FeedContext, written: WrittenLayer): Layer {
  const { source, ecosystem, changed } = feed.input
  const facts = sourceFacts(source, ecosystem, feed.input.format)
  const now = context.clock()
  return {
    name: feed.name,
    source,
    ...(ecosystem === undefined ? {} : { ecosystem }),
    ecosystems: [...feed.tally.families].sort(compareCodeUnits),
    covers: context.isPartial === true ? [] : facts.covers,
    ...(facts.license === undefined ? {} : { license: facts.license }),
    records: written.records,
    claims: written.claims,
    packages: written.packages,
    types: written.types,
    segments: written.segments,
    asOf: context.asOf ?? toTime(Math.min(changed, now)),
    ...(feed.tally.newest === 0 ? {} : { newestRecord: toTime(feed.tally.newest) }),
    fetchedAt: toTime(now),
  }
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

const EXAMPLES = 5

function toReport(feed: Feed, layer: Layer, written: WrittenLayer): FeedReport {
  const dropped = [...feed.tally.dropped].map(([reason, ordinals]) => ({
    reason,
    count: ordinals.length,
    examples: ordinals
      .sort((a, b) => a - b)
      .slice(0, EXAMPLES)
      .map((ordinal) => nameOf(feed, ordinal)),
  }))
  if (written.duplicates > 0)
    dropped.push({ reason: 'DUPLICATE_ID', count: written.duplicates, examples: [] })
  return {
    layer: layer.name,
    source: layer.source,
    ...(layer.ecosystem === undefined ? {} : { ecosystem: layer.ecosystem }),
    records: feed.containers.reduce((sum, { table }) => sum + table.count, 0),
    kept: written.records,
    withdrawn: feed.tally.withdrawn,
    claims: written.claims,
    packages: written.packages,
    unkeyed: feed.tally.unkeyed,
    unnamedEntries: feed.tally.unnamedEntries,
    dropped: dropped.sort((a, b) => compareCodeUnits(a.reason, b.reason)),
    asOf: layer.asOf,
    ...(layer.newestRecord === undefined ? {} : { newestRecord: layer.newestRecord }),
  }
}

function nameOf(feed: Feed, ordinal: number): string {
  const container = feed.containers.findLast(({ first }) => first <= ordinal)
  return container?.table.nameOf(ordinal - container.first) ?? ''
}
