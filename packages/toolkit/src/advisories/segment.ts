/** Reads a keyed segment without reading it whole; its form is told in segment-format.ts. */
import { BUCKETS, type Place } from './bucket.ts'
import { compareBytes, toWords } from './segment-bytes.ts'
import {
  type Block,
  BUCKET_BYTES,
  type BucketEntries,
  DIGEST_BYTES,
  ENTRY_BYTES,
  FOOTER_BYTES,
  KEY_HEAD,
  type KeyedSegment,
  MAGIC,
} from './segment-format.ts'

/** Reads exactly `length` bytes at `offset`, or throws an error of its own. */
export type ReadAt = (offset: number, length: number) => Uint8Array

/** Longest stretch of the directory that is scanned; a bucket that somebody filled with more is searched by halves. */
const SCAN_ENTRIES = 4096
const CACHED_ENTRIES = 524_288
/** Keys from which a bucket is a page of its own: neighbours would crowd each other out. */
const LARGE = 131_072
/** Neighbouring buckets whose directory is read at once: a read costs more than the few kilobytes that it brings. */
const GROUP = 8

/** `size` in bytes. Undefined when the tail is not that of a segment. */
export function openSegment(size: number, readAt: ReadAt): KeyedSegment | undefined {
  const tail = readTail(size, readAt)
  if (tail === undefined) return undefined
  const directory = createDirectory(readAt, tail)
  const { bounds } = tail
  const locate = (place: Place, key: Uint8Array): (Block & { at: number }) | undefined => {
    const from = bounds[place.bucket] ?? 0
    const entries = (bounds[place.bucket + 1] ?? 0) - from
    if (entries === 0) return undefined
    const wanted = { fingerprint: place.fingerprint, key }
    if (entries > SCAN_ENTRIES)
      return searchBlocks(readAt, (at) => directory.read(from + at, 1), { entries, ...wanted })
    return scanPage(readAt, directory.pageOf(place.bucket, from, entries), wanted)
  }
  return {
    count: tail.count,
    buckets: tail.buckets,
    find: (place, key) => locate(place, encoder.encode(key))?.value,
    locate,
    firstOf: (bucket) => bounds[bucket] ?? 0,
    entriesOf: (bucket) => toEntries(readAt, { ...tail, read: directory.read }, bucket),
    bucketDigests: () => {
      const bytes = readAt(tail.bucketDigests, DIGEST_BYTES * tail.buckets.length)
      return tail.buckets.map((_, at) => bytes.subarray(DIGEST_BYTES * at, DIGEST_BYTES * (at + 1)))
    },
    directoryOf: (bucket) => {
      const from = bounds[bucket] ?? 0
      return directory.pageOf(bucket, from, (bounds[bucket + 1] ?? 0) - from)
    },
    blockAt: (bucket, at) => readBlock(readAt, directory.read((bounds[bucket] ?? 0) + at, 1), 0),
  }
}

interface Tail {
  readonly count: number
  readonly buckets: readonly number[]
  /** Number of blocks before each bucket. */
  readonly bounds: Uint32Array
  /** Offsets of the tables. */
  readonly directory: number
  readonly digests: number
  readonly bucketDigests: number
}

/** One read: the longest list of buckets has 8 KiB. */
function readTail(size: number, readAt: ReadAt): Tail | undefined {
  if (size < MAGIC.length + FOOTER_BYTES) return undefined
  const length = Math.min(size, BUCKET_BYTES * BUCKETS + FOOTER_BYTES)
  const bytes = readAt(size - length, length)
  const footer = toWords(bytes.slice(length - FOOTER_BYTES))
  const directory = (footer[0] ?? 0) + 2 ** 32 * (footer[1] ?? 0)
  const count = footer[2] ?? 0
  const listed = footer[3] ?? 0
  const digests = directory + ENTRY_BYTES * count
  const bucketDigests = digests + DIGEST_BYTES * count
  const list = bucketDigests + DIGEST_BYTES * listed
  const isWhole = listed <= BUCKETS && list + BUCKET_BYTES * listed + FOOTER_BYTES === size
  if (!isWhole || decoder.decode(bytes.subarray(-8)) !== MAGIC) return undefined
  const bounds = new Uint32Array(BUCKETS + 1)
  const buckets = readBuckets(toWords(bytes.slice(list - size + length, length - FOOTER_BYTES)), bounds)
  if (buckets === undefined || bounds[BUCKETS] !== count) return undefined
  return { count, buckets, bounds, directory, digests, bucketDigests }
}

/** Fills in the bounds. Undefined when the list does not ascend. */
function readBuckets(list: Uint32Array, bounds: Uint32Array): readonly number[] | undefined {
  const buckets: number[] = []
  let next = 0
  let before = 0
  for (let at = 0; at < list.length; at += 2) {
    const bucket = list[at] ?? 0
    const end = list[at + 1] ?? 0
    if (bucket < next || bucket >= BUCKETS || end <= before) return undefined
    bounds.fill(before, next, bucket + 1)
    buckets.push(bucket)
    next = bucket + 1
    before = end
  }
  bounds.fill(before, next)
  return buckets
}

interface Directory {
  readonly read: (from: number, entries: number) => Uint32Array
  readonly pageOf: (bucket: number, from: number, entries: number) => Uint32Array
}

/** Pages that were read stay, up to a bound. */
function createDirectory(readAt: ReadAt, { directory, bounds }: Tail): Directory {
  const pages = new Map<number, Uint32Array>()
  const neighbours = (bounds[BUCKETS] ?? 0) > LARGE ? 1 : GROUP
  let cached = 0
  const read = (from: number, entries: number): Uint32Array =>
    toWords(readAt(directory + ENTRY_BYTES * from, ENTRY_BYTES * entries))
  const readGroup = (group: number, first: number, entries: number): Uint32Array => {
    const known = pages.get(group)
    if (known !== undefined) return known
    if (cached + entries > CACHED_ENTRIES) pages.clear()
    cached = pages.size === 0 ? entries : cached + entries
    const page = read(first, entries)
    pages.set(group, page)
    return page
  }
  return {
    read,
    pageOf: (bucket, from, entries) => {
      const group = bucket - (bucket % neighbours)
      const first = bounds[group] ?? 0
      const all = (bounds[group + neighbours] ?? 0) - first
      // A group that somebody flooded is not worth reading for one bucket.
      if (all > neighbours * SCAN_ENTRIES) return read(from, entries)
      return readGroup(group, first, all).subarray(4 * (from - first), 4 * (from - first + entries))
    },
  }
}

function toEntries(readAt: ReadAt, tail: Tail & Pick<Directory, 'read'>, bucket: number): BucketEntries {
  const from = tail.bounds[bucket] ?? 0
  const count = (tail.bounds[bucket + 1] ?? 0) - from
  const page = count === 0 ? new Uint32Array() : tail.read(from, count)
  const digests =
    count === 0 ? new Uint8Array() : readAt(tail.digests + DIGEST_BYTES * from, DIGEST_BYTES * count)
  return {
    count,
    fingerprint: (at) => page[4 * at] ?? 0,
    digest: (at) => digests.subarray(DIGEST_BYTES * at, DIGEST_BYTES * (at + 1)),
    key: (at) => readBlock(readAt, page, 4 * at).key,
  }
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

interface Wanted {
  readonly fingerprint: number
  readonly key: Uint8Array
}

type Found = Block & { readonly at: number }

/** The fingerprints of a page ascend; those that are equal are told apart by their keys. */
function scanPage(readAt: ReadAt, page: Uint32Array, wanted: Wanted): Found | undefined {
  let low = 0
  let high = page.length / 4
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((page[4 * middle] ?? 0) < wanted.fingerprint) low = middle + 1
    else high = middle
  }
  for (let at = low; page[4 * at] === wanted.fingerprint; at++) {
    const block = readBlock(readAt, page, 4 * at)
    if (compareBytes(block.key, wanted.key) === 0) return { ...block, at }
  }
  return undefined
}

function searchBlocks(
  readAt: ReadAt,
  entryAt: (at: number) => Uint32Array,
  wanted: Wanted & { readonly entries: number },
): Found | undefined {
  let low = 0
  let high = wanted.entries - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const entry = entryAt(middle)
    const block = entry[0] === wanted.fingerprint ? readBlock(readAt, entry, 0) : undefined
    const order =
      block === undefined ? (entry[0] ?? 0) - wanted.fingerprint : compareBytes(block.key, wanted.key)
    if (block !== undefined && order === 0) return { ...block, at: middle }
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

function readBlock(readAt: ReadAt, entries: Uint32Array, at: number): Block {
  const length = entries[at + 1] ?? 0
  const start = (entries[at + 2] ?? 0) + 2 ** 32 * (entries[at + 3] ?? 0)
  const bytes = readAt(start, length)
  const keyEnd = KEY_HEAD + (bytes[0] ?? 0) + 256 * (bytes[1] ?? 0)
  return { key: bytes.subarray(KEY_HEAD, keyEnd), value: bytes.subarray(keyEnd), offset: start + keyEnd }
}
