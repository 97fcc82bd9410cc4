/** One feed on its way into the store: opened, handed to the threads in chunks, written as a layer. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { findFormat, type Layer, layerKey, READER_REVISION, sourceFacts } from '../../advisories/index.ts'
import type { Issue } from '../../base/index.ts'
import type { Buffers } from './buffers.ts'
import { cutChunks } from './cut-chunks.ts'
import { type EarlierLayer, openEarlier } from './earlier-layer.ts'
import { FeddbError } from './errors.ts'
import { type FeedReport, toReport } from './feed-report.ts'
import { names, openFile } from './files.ts'
import type { FeedInput } from './inputs.ts'
import { layOver, type Written } from './lay-over.ts'
import type { Container, LayerInput } from './layer-input.ts'
import { writeBase } from './layer-writer.ts'
import type { ChunkPool } from './pool.ts'
import { createReading, type Reading } from './reading.ts'
import { dropSpool } from './spool.ts'
import type { EntryTable } from './entry-table.ts'
import { readZipDirectory } from './zip.ts'

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
  /** What the store holds so far. */
  readonly layers: readonly Layer[]
  /** Writes every layer whole, whatever the store holds. */
  readonly rebuild?: boolean
  /** Tells temporary files of one import apart. */
  readonly number: number
  readonly pool: ChunkPool
  readonly buffers: Buffers
  readonly onRead: (bytes: number, label: string) => void
}

/** Resolves when all chunks are handed out; `outcome` when the layer is written. Wrapped, or awaiting would unwrap it. */
export async function startFeed(
  input: FeedInput,
  context: FeedContext,
): Promise<{ readonly outcome: Promise<FeedOutcome> }> {
  const feed = openFeed(input)
  // Of an incomplete feed nothing is written: what is missing would look as if its source had taken it back.
  if (feed.containers.length === 0 || feed.issues.length > 0) {
    feed.close()
    return { outcome: Promise.resolve({ issues: feed.issues }) }
  }
  const earlier = findEarlier(feed, context)
  const reading = await startReading(feed, context, earlier)
  return { outcome: finishFeed(feed, context, { earlier, reading }) }
}

interface Feed {
  readonly input: FeedInput
  readonly name: string
  readonly containers: readonly Container[]
  readonly issues: readonly Issue[]
  readonly close: () => void
}

function openFeed(input: FeedInput): Feed {
  const issues: Issue[] = []
  const opened: { path: string; file: Container['file']; table: EntryTable; close: () => void }[] = []
  for (const path of input.archives) {
    const archive = openArchive(path)
    if ('code' in archive) issues.push(archive)
    else opened.push({ path, ...archive, close: archive.file.close })
  }
  for (const spool of input.spools) opened.push({ ...spool, close: () => dropSpool(spool) })
  return {
    input,
    name: `${input.source}/${input.ecosystem ?? '*'}`,
    containers: toContainers(opened),
    issues,
    close: () => {
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

/** The layer as it is, if the feed can be laid over it. */
function findEarlier(feed: Feed, { dir, layers, rebuild }: FeedContext): EarlierLayer | undefined {
  const layer = layers.find((known) => layerKey(known) === layerKey({ name: feed.name }))
  const isAlike = layer?.format === feed.input.format && layer.reader === READER_REVISION
  return layer !== undefined && isAlike && rebuild !== true ? openEarlier(dir, layer) : undefined
}

/** Hands out all entries. */
async function startReading(feed: Feed, context: FeedContext, earlier?: EarlierLayer): Promise<Reading> {
  const { source, format } = feed.input
  const reading = createReading(temporaryOf(context), { buffers: context.buffers, earlier })
  const known = earlier === undefined || needsPaths(feed.input) ? {} : { known: earlier.paths }
  const from = { source, format, needsPaths: needsPaths(feed.input), now: context.clock(), ...known }
  for (const chunk of cutChunks(feed.containers, from)) {
    await context.pool.hasRoom()
    const bytes = chunk.packed.reduce((sum, size) => sum + size, 0)
    const accepted = context.pool.run(chunk, reading.accept)
    reading.expect(accepted.finally(() => context.onRead(bytes, feed.name)))
  }
  return reading
}

function temporaryOf({ dir, number }: FeedContext): string {
  return join(dir, names.temporary, `${process.pid}-${number}`)
}

/** OSV records say all by themselves; other forms leave some of it to the name of the file. */
function needsPaths({ format }: FeedInput): boolean {
  return format !== 'osv'
}

interface Started {
  readonly earlier: EarlierLayer | undefined
  readonly reading: Reading
}

async function finishFeed(feed: Feed, context: FeedContext, started: Started): Promise<FeedOutcome> {
  const marks = feed.containers.map(({ path }) => markOf(path))
  let { reading } = started
  try {
    await reading.done()
    let written = await writeChanges(feed, context, started)
    if (written === undefined) {
      if (started.earlier !== undefined) {
        reading.drop()
        reading = await startReading(feed, context)
        await reading.done()
      }
      written = await writeAll(feed, context, reading)
    }
    for (const [at, { path }] of feed.containers.entries()) {
      if (markOf(path) !== marks[at])
        throw new FeddbError('INPUT_CHANGED', `${path}: changed while it was read; import again`)
    }
    const layer = toLayer(feed, context, written)
    const { drops, accepted } = reading
    const report = toReport(layer, {
      containers: feed.containers,
      drops,
      duplicates: accepted() - layer.records,
    })
    return { layer, report, issues: feed.issues }
  } finally {
    started.earlier?.close()
    reading.drop()
    feed.close()
  }
}

/** Undefined when the layer has to be written whole. */
async function writeChanges(
  feed: Feed,
  context: FeedContext,
  { earlier, reading }: Started,
): Promise<Written | undefined> {
  if (earlier === undefined) return undefined
  const { source, format } = feed.input
  const from = { source, format, needsPaths: needsPaths(feed.input), now: context.clock() }
  return layOver(toInput(feed, context, reading), earlier, {
    reading,
    temporary: `${temporaryOf(context)}-stored`,
    readStored: (container, accept) =>
      [...cutChunks([container], from)].map((chunk) => context.pool.run(chunk, accept)),
  })
}

async function writeAll(feed: Feed, context: FeedContext, reading: Reading): Promise<Written> {
  const written = await writeBase(toInput(feed, context, reading))
  return { ...written, newest: reading.newest() }
}

function toInput({ containers }: Feed, context: FeedContext, { rows }: Reading): LayerInput {
  return {
    dir: context.dir,
    label: String(context.number),
    containers,
    rows,
    buffers: context.buffers,
  }
}

function markOf(path: string): string {
  const { size, mtimeMs, ino } = statSync(path)
  return `${size} ${mtimeMs} ${ino}`
}

function toLayer(feed: Feed, context: FeedContext, written: Written): Layer {
  const { source, ecosystem, format, changed } = feed.input
  const facts = sourceFacts(source, ecosystem, format)
  const now = context.clock()
  return {
    name: feed.name,
    source,
    ...(ecosystem === undefined ? {} : { ecosystem }),
    format,
    reader: READER_REVISION,
    covers: context.isPartial === true || feed.input.isPartial === true ? [] : facts.covers,
    ...(facts.license === undefined ? {} : { license: facts.license }),
    ...written.counts,
    roots: written.roots,
    parts: written.parts,
    asOf: context.asOf ?? toTime(Math.min(changed, now, entryBound(format, written.newest))),
    ...(written.newest === 0 ? {} : { newestRecord: toTime(written.newest) }),
    fetchedAt: toTime(now),
  }
}

/**
 * Silence of a catalogue is a statement, so a copy of an old one must not pass as new: it is no newer than its newest
 * entry. The lists that are read so grow every few days. Infinity for feeds that are no catalogue or tell no day.
 */
function entryBound(format: string, newest: number): number {
  return findFormat(format)?.catalogue === undefined || newest === 0 ? Infinity : newest
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
