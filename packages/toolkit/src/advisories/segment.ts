/**
 * A keyed segment: blocks of `key, value`, ordered by bucket, fingerprint and bytes of the key, then a directory that finds a key in two reads.
 *
 *     magic | blocks: key length u16, key, value | directory: 16 bytes per block | 1,025 bucket bounds u32 | footer
 *
 * Little-endian. A client with range requests needs the tail, one bucket of the directory and one block.
 */
import { BUCKETS, type Place } from './bucket.ts'

/** Reads exactly `length` bytes at `offset`, or throws an error of its own. */
export type ReadAt = (offset: number, length: number) => Uint8Array

export interface KeyedSegment {
  /** Number of keys. */
  readonly count: number
  /** UTF-8 text of the key's value; undefined when the key is absent. */
  readonly find: (place: Place, key: string) => string | undefined
}

export interface SegmentWriter {
  /** Keys (UTF-8) must come in ascending order of (bucket, fingerprint, key), each once. Pieces of the value follow each other. */
  readonly add: (place: Place, key: Uint8Array, value: readonly Uint8Array[]) => void
  /** Emits directory, bounds and footer; nothing may be added afterwards. */
  readonly finish: () => { readonly count: number }
}

const MAGIC = 'OCTSEG01'
const ENTRY_BYTES = 16
const FOOTER_BYTES = 32
const TAIL_BYTES = 4 * (BUCKETS + 1) + FOOTER_BYTES
/** Longest stretch of the directory that is scanned; a bucket that somebody filled with more is searched by halves. */
const SCAN_ENTRIES = 4096
const CACHED_ENTRIES = 262_144
/** Neighbouring buckets whose directory is read at once: a read costs more than the few kilobytes that it brings. */
const GROUP = 8

export function createSegmentWriter(emit: (bytes: Uint8Array) => void): SegmentWriter {
  const bounds = new Uint32Array(BUCKETS + 1)
  let directory = new Uint32Array(4096)
  let count = 0
  let offset = 0
  const put = (bytes: Uint8Array): void => {
    offset += bytes.length
    emit(bytes)
  }
  put(encoder.encode(MAGIC))
  return {
    add: (place, key, value) => {
      const start = offset
      put(Uint8Array.of(key.length & 255, key.length >> 8))
      put(key)
      for (const piece of value) put(piece)
      if (4 * count === directory.length) directory = grow(directory)
      directory[4 * count] = place.fingerprint
      directory[4 * count + 1] = offset - start
      directory[4 * count + 2] = start >>> 0
      directory[4 * count + 3] = Math.floor(start / 2 ** 32)
      count++
      bounds[place.bucket + 1] = count
    },
    finish: () => {
      const start = offset
      for (let bucket = 1; bucket <= BUCKETS; bucket++) {
        bounds[bucket] = Math.max(bounds[bucket] ?? 0, bounds[bucket - 1] ?? 0)
      }
      put(toBytes(directory.subarray(0, 4 * count)))
      put(toBytes(bounds))
      put(toBytes(Uint32Array.of(start >>> 0, Math.floor(start / 2 ** 32), count, BUCKETS, 0, 0)))
      put(encoder.encode(MAGIC))
      return { count }
    },
  }
}

/** `size` in bytes. Undefined when the tail is not that of a segment. */
export function openSegment(size: number, readAt: ReadAt): KeyedSegment | undefined {
  if (size < MAGIC.length + TAIL_BYTES) return undefined
  const tail = readAt(size - TAIL_BYTES, TAIL_BYTES)
  const bounds = toWords(tail.subarray(0, 4 * (BUCKETS + 1)))
  const footer = toWords(tail.subarray(4 * (BUCKETS + 1)))
  const start = (footer[0] ?? 0) + 2 ** 32 * (footer[1] ?? 0)
  const count = footer[2] ?? 0
  const isWhole =
    start + ENTRY_BYTES * count + TAIL_BYTES === size && footer[3] === BUCKETS && bounds[BUCKETS] === count
  if (!isWhole || new TextDecoder().decode(tail.subarray(-8)) !== MAGIC) return undefined
  const { readEntries, pageOf } = createDirectory(readAt, start, bounds)
  const find = (place: Place, key: string): string | undefined => {
    const from = bounds[place.bucket] ?? 0
    const entries = (bounds[place.bucket + 1] ?? 0) - from
    if (entries === 0) return undefined
    if (entries > SCAN_ENTRIES)
      return searchBlocks(readAt, (at) => readEntries(from + at, 1), {
        entries,
        fingerprint: place.fingerprint,
        key,
      })
    return scanPage(readAt, pageOf(place.bucket, from, entries), { fingerprint: place.fingerprint, key })
  }
  return { count, find }
}

interface Directory {
  readonly readEntries: (from: number, entries: number) => Uint32Array
  readonly pageOf: (bucket: number, from: number, entries: number) => Uint32Array
}

/** Pages that were read stay, up to a bound. */
function createDirectory(readAt: ReadAt, start: number, bounds: Uint32Array): Directory {
  const pages = new Map<number, Uint32Array>()
  let cached = 0
  const readEntries = (from: number, entries: number): Uint32Array =>
    toWords(readAt(start + ENTRY_BYTES * from, ENTRY_BYTES * entries))
  const readGroup = (group: number, first: number, entries: number): Uint32Array => {
    const known = pages.get(group)
    if (known !== undefined) return known
    if (cached + entries > CACHED_ENTRIES) pages.clear()
    cached = pages.size === 0 ? entries : cached + entries
    const page = readEntries(first, entries)
    pages.set(group, page)
    return page
  }
  return {
    readEntries,
    pageOf: (bucket, from, entries) => {
      const group = bucket - (bucket % GROUP)
      const first = bounds[group] ?? 0
      const all = (bounds[group + GROUP] ?? 0) - first
      // A group that somebody flooded is not worth reading for one bucket.
      if (all > GROUP * SCAN_ENTRIES) return readEntries(from, entries)
      return readGroup(group, first, all).subarray(4 * (from - first), 4 * (from - first + entries))
    },
  }
}

interface Block {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

function scanPage(
  readAt: ReadAt,
  page: Uint32Array,
  wanted: { fingerprint: number; key: string },
): string | undefined {
  const key = encoder.encode(wanted.key)
  for (let at = 0; at < page.length; at += 4) {
    if (page[at] !== wanted.fingerprint) continue
    const block = readBlock(readAt, page, at)
    if (compareBytes(block.key, key) === 0) return decoder.decode(block.value)
  }
  return undefined
}

function searchBlocks(
  readAt: ReadAt,
  entryAt: (at: number) => Uint32Array,
  wanted: { readonly entries: number; readonly fingerprint: number; readonly key: string },
): string | undefined {
  let low = 0
  let high = wanted.entries - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const entry = entryAt(middle)
    const block = entry[0] === wanted.fingerprint ? readBlock(readAt, entry, 0) : undefined
    const order =
      block === undefined
        ? (entry[0] ?? 0) - wanted.fingerprint
        : compareBytes(block.key, encoder.encode(wanted.key))
    if (block !== undefined && order === 0) return decoder.decode(block.value)
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

function readBlock(readAt: ReadAt, entries: Uint32Array, at: number): Block {
  const length = entries[at + 1] ?? 0
  const bytes = readAt((entries[at + 2] ?? 0) + 2 ** 32 * (entries[at + 3] ?? 0), length)
  const keyEnd = 2 + (bytes[0] ?? 0) + 256 * (bytes[1] ?? 0)
  return { key: bytes.subarray(2, keyEnd), value: bytes.subarray(keyEnd) }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const order = (a[at] ?? 0) - (b[at] ?? 0)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function grow(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * words.length)
  larger.set(words)
  return larger
}

function toBytes(words: Uint32Array): Uint8Array {
  if (isLittleEndian) return new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
  const bytes = new Uint8Array(4 * words.length)
  const view = new DataView(bytes.buffer)
  for (const [at, word] of words.entries()) view.setUint32(4 * at, word, true)
  return bytes
}

function toWords(bytes: Uint8Array): Uint32Array {
  const isAligned = bytes.byteOffset % 4 === 0
  if (isLittleEndian && isAligned)
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2)
  if (isLittleEndian) return new Uint32Array(new Uint8Array(bytes).buffer)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = new Uint32Array(bytes.byteLength >>> 2)
  for (let at = 0; at < words.length; at++) words[at] = view.getUint32(4 * at, true)
  return words
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1
