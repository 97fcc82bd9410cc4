/** Streams of packed bytes, unpacked piece by piece; what unpacks to too much is stopped. */
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Decompress } from 'fzstd'
import { limits } from '../../base/index.ts'
import { createZstdFrames } from '../../inventory/index.ts'
import { ArchiveFailure, toFailure } from './failure.ts'

export type Pieces = AsyncIterable<Uint8Array>

export type Packing = 'gzip' | 'zstd' | 'plain' | 'foreign'

/** What the first bytes say. `foreign`: packed in a way that is not read. */
export function packingOf(start: Uint8Array): Packing {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip'
  const word = Buffer.from(start.subarray(0, 6)).toString('latin1')
  if (word.startsWith('\u0028\u00b5\u002f\u00fd') || isSkippable(start)) return 'zstd'
  return foreign.some((mark) => word.startsWith(mark)) ? 'foreign' : 'plain'
}

/** A frame for other readers may come first (RFC 8878, section 3.1.2). */
function isSkippable(start: Uint8Array): boolean {
  return (start[0] ?? 0) >> 4 === 5 && start[1] === 0x2a && start[2] === 0x4d && start[3] === 0x18
}

/** xz, bzip2, lzma of lzip, 7z, RAR. */
const foreign = ['\u00fd7zXZ', 'BZh', 'LZIP', '7z\u00bc\u00af\u0027\u001c', 'Rar!']

/** Small archives of many like files pack better than any limit per byte allows for. */
const HEADROOM = 16 * 1024 * 1024

/** Throws an ArchiveFailure where the bytes are damaged, cut off, or unpack to more than `limits.expansion` allows. */
export function unpack(packed: Pieces, packing: Packing): Pieces {
  switch (packing) {
    case 'plain':
      return packed
    case 'gzip':
      return gunzip(packed)
    case 'zstd':
      return unzstd(packed)
    case 'foreign':
      throw new ArchiveFailure(
        'FORMAT_UNSUPPORTED',
        'it is packed in a way that is not read: expected gzip or zstd',
      )
    default:
      return packing satisfies never
  }
}

interface Tally {
  packed: number
  unpacked: number
}

function count(tally: Tally, bytes: number): void {
  tally.unpacked += bytes
  if (tally.unpacked > limits.expansion * tally.packed + HEADROOM) {
    const message = `it unpacks to more than ${limits.expansion} times its size`
    throw new ArchiveFailure('FILE_TOO_LARGE', message)
  }
}

async function* counted(packed: Pieces, tally: Tally): Pieces {
  for await (const piece of packed) {
    tally.packed += piece.length
    yield piece
  }
}

async function* gunzip(packed: Pieces): Pieces {
  const tally = { packed: 0, unpacked: 0 }
  const source = Readable.from(counted(packed, tally), { objectMode: false, highWaterMark: 1 })
  const unpacked = createGunzip({ chunkSize: 256 * 1024 })
  source.on('error', (cause) => unpacked.destroy(cause))
  source.pipe(unpacked)
  try {
    for await (const piece of unpacked) {
      const bytes = piece as Buffer
      count(tally, bytes.length)
      yield bytes
    }
  } catch (cause) {
    throw toFailure(cause, 'it begins like gzip and is damaged or cut off')
  } finally {
    source.destroy()
    unpacked.destroy()
  }
}

/** Of packed bytes at a time: what they unpack to waits in memory. */
const SLICE = 16 * 1024

async function* unzstd(packed: Pieces): Pieces {
  const tally = { packed: 0, unpacked: 0 }
  const frames = createZstdFrames()
  const ready: Uint8Array[] = []
  const decoder = new Decompress((bytes) => {
    count(tally, bytes.length)
    if (bytes.length > 0) ready.push(bytes)
  })
  for await (const piece of packed) {
    for (let at = 0; at < piece.length; at += SLICE) {
      const slice = piece.subarray(at, at + SLICE)
      tally.packed += slice.length
      const wrong = frames.push(slice)
      if (wrong !== undefined) throw new ArchiveFailure('SYNTAX_INVALID', wrong)
      decode(decoder, slice)
      yield* ready.splice(0)
    }
  }
  if (!frames.isBetweenFrames())
    throw new ArchiveFailure('SYNTAX_INVALID', 'it begins like zstd and is cut off')
}

function decode(decoder: Decompress, slice: Uint8Array): void {
  try {
    decoder.push(slice)
  } catch (cause) {
    throw toFailure(cause, 'it begins like zstd and is damaged')
  }
}
