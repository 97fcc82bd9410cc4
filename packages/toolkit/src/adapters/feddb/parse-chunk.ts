/** The work of one thread: a run of entries of one file in, rows for the index and facts about each record out. */
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { type DropReason, findFormat, type SourceFormat, type SourceRecord } from '../../advisories/index.ts'
import type { Chunk, ChunkResult } from './chunk.ts'
import { takeRowBuilder } from './chunk-rows.ts'
import { type OpenFile, openFile } from './files.ts'
import { type KnownRecords, openKnown } from './known-records.ts'
import { type ReadFile, unpackEntry } from './zip-entry.ts'

/** Throws FeddbError when the file cannot be read; a bad entry is counted, never thrown. */
export function parseChunk(chunk: Chunk): ChunkResult {
  const format = findFormat(chunk.format)
  if (format === undefined) throw new Error(`no source format is called ${chunk.format}`)
  const file = openFile(chunk.path)
  const known = chunk.known === undefined ? undefined : openKnown(chunk.known)
  try {
    return parseEntries(chunk, { format, known, read: createWindow(file, Math.min(chunk.end, file.size)) })
  } finally {
    file.close()
  }
}

interface Reading {
  readonly format: SourceFormat
  readonly known: KnownRecords | undefined
  readonly read: ReadFile
}

function parseEntries(chunk: Chunk, { format, known, read }: Reading): ChunkResult {
  const rows = takeRowBuilder(chunk)
  const dropped: { ordinal: number; reason: DropReason }[] = []
  const unchanged: number[] = []
  for (let at = 0; at < chunk.offset.length; at++) {
    const same = known?.find(chunk, at, read)
    if (same !== undefined) {
      unchanged.push(same.part, same.block, same.frame, same.frames)
      continue
    }
    const ordinal = chunk.first + at
    const entry = unpackEntry(chunk, at, read)
    const parsed = typeof entry === 'string' ? entry : parseEntry(chunk, format, { at, bytes: entry.bytes })
    if (typeof entry === 'string' || typeof parsed === 'string') {
      dropped.push({ ordinal, reason: typeof parsed === 'string' ? parsed : 'BAD_DATA' })
      continue
    }
    if (!rows.add({ ...parsed, at, data: entry.data })) dropped.push({ ordinal, reason: 'TOO_LARGE' })
  }
  return { ...rows.take(), dropped, unchanged: Uint32Array.from(unchanged) }
}

function parseEntry(
  chunk: Chunk,
  format: SourceFormat,
  { at, bytes }: { readonly at: number; readonly bytes: Buffer },
): { readonly record: SourceRecord; readonly digest: string } | DropReason {
  if (!isUtf8(bytes)) return 'NOT_UTF8'
  const digest = hash('sha256', bytes, 'hex')
  const file = { path: chunk.names[at] ?? '', text: bytes.toString('utf8') }
  const record = format.read(file, { source: chunk.source, digest, now: chunk.now })
  if (!record.ok) return record.error
  // Half a pair of surrogates, written as an escape: no key could be told from others like it.
  return HALF_PAIR.test(record.value.id) ? 'NOT_UTF8' : { record: record.value, digest }
}

const HALF_PAIR = /\p{Surrogate}/u

const WINDOW = 512 * 1024
/** One for the thread: chunks are read one after the other. */
let ahead: Buffer | undefined

/** Reads ahead up to `end`, because entries follow each other; what it returns is valid until the next call. */
function createWindow(file: OpenFile, end: number): ReadFile {
  let start = 0
  let bytes: Buffer = Buffer.alloc(0)
  return (offset, length) => {
    if (offset < start || offset + length > start + bytes.length) {
      start = offset
      bytes = length > WINDOW ? Buffer.allocUnsafeSlow(length) : (ahead ??= Buffer.allocUnsafeSlow(WINDOW))
      bytes = bytes.subarray(0, Math.max(length, Math.min(WINDOW, end - offset)))
      file.readInto(bytes, offset)
    }
    return bytes.subarray(offset - start, offset - start + length)
  }
}
