/** Blocks of one segment, looked up by keys that lie in a buffer: for each entry of an archive, so nothing is copied or made. */
import { type KeyedSegment, openSegment, type Place } from '../../advisories/index.ts'
import { createBuffers } from './buffers.ts'
import { FeddbError } from './errors.ts'
import { type OpenFile, openFile } from './files.ts'

/** Bytes from `start` to `end`, until the next are asked for. */
export interface Span {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

export interface FoundBlock extends Span {
  /** Number in the segment. */
  readonly block: number
}

export interface KnownBlocks {
  /** The value of the key, which is `key`'s bytes. Undefined also in a bucket so crowded that the entry is read sooner. */
  readonly find: (place: Place, key: Span) => FoundBlock | undefined
  readonly close: () => void
}

/** Segments up to this size are read at once: the order of the entries is not that of the keys. */
const WHOLE = 32 * 1024 * 1024
/** Entries of a bucket that are looked through. */
const CROWDED = 4096

/** Of this thread. */
const buffers = createBuffers()

/** Throws FeddbError when the file cannot be read or is no segment. */
export function openKnownBlocks(path: string): KnownBlocks {
  const file = openFile(path)
  const segment = openSegment(file.size, file.readAt)
  if (segment === undefined) {
    file.close()
    throw new FeddbError('CORRUPT', `${path}: is no keyed segment`)
  }
  const { read, drop } = createSpans(file)
  return {
    find: (place, key) => findBlock(segment, read, { place, key }),
    close: () => {
      drop()
      file.close()
    },
  }
}

type ReadSpan = (offset: number, length: number) => Span

function createSpans(file: OpenFile): { readonly read: ReadSpan; readonly drop: () => void } {
  const isWhole = file.size <= WHOLE
  let held = buffers.take(0)
  const need = (length: number): void => {
    if (held.length >= length) return
    buffers.give(held)
    held = buffers.take(length)
  }
  let isRead = false
  return {
    read: (start, length) => {
      if (isWhole) {
        need(file.size)
        if (!isRead) file.readInto(held.subarray(0, file.size), 0)
        isRead = true
        return { bytes: held, start, end: Math.min(start + length, file.size) }
      }
      need(length)
      file.readInto(held.subarray(0, length), start)
      return { bytes: held, start: 0, end: length }
    },
    drop: () => buffers.give(held),
  }
}

/** Bytes of the length before a key. */
const KEY_HEAD = 2

function findBlock(
  segment: KeyedSegment,
  read: ReadSpan,
  { place, key }: { readonly place: Place; readonly key: Span },
): FoundBlock | undefined {
  const first = segment.firstOf(place.bucket)
  if (segment.firstOf(place.bucket + 1) - first > CROWDED) return undefined
  const page = segment.directoryOf(place.bucket)
  for (let at = lowerBound(page, place.fingerprint); page[4 * at] === place.fingerprint; at++) {
    const offset = (page[4 * at + 2] ?? 0) + 2 ** 32 * (page[4 * at + 3] ?? 0)
    const { bytes, start, end } = read(offset, page[4 * at + 1] ?? 0)
    if (end - start < KEY_HEAD) continue
    const keyStart = start + KEY_HEAD
    const keyEnd = keyStart + bytes.readUInt16LE(start)
    const isSame = keyEnd <= end && isEqual(bytes, keyStart, key) && keyEnd - keyStart === key.end - key.start
    if (isSame) return { block: first + at, bytes, start: keyEnd, end }
  }
  return undefined
}

function lowerBound(page: Uint32Array, fingerprint: number): number {
  let low = 0
  let high = page.length / 4
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((page[4 * middle] ?? 0) < fingerprint) low = middle + 1
    else high = middle
  }
  return low
}

function isEqual(bytes: Buffer, start: number, { bytes: other, start: from, end }: Span): boolean {
  for (let at = from; at < end; at++) if (bytes[start + at - from] !== other[at]) return false
  return true
}
