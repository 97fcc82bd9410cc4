/** Reads a sequence of bytes in the portions that tar asks for: from a file by places, or from a stream. */
import { type ByteFile, readRange } from './byte-file.ts'
import type { Pieces } from './unpack.ts'

export interface ByteReader {
  /** Bytes read or passed over so far. */
  readonly at: () => number
  /** Exactly so many bytes, fewer only at the end; valid until the next call. */
  readonly take: (length: number) => Promise<Uint8Array>
  /** The number of bytes passed over: fewer only at the end. */
  readonly skip: (length: number) => Promise<number>
  /** So many bytes in pieces of any size. */
  readonly pieces: (length: number) => Pieces
}

const WINDOW = 64 * 1024

/** What is skipped is not read at all. */
export function fileReader(file: ByteFile, from: number, to: number): ByteReader {
  let at = from
  let window: Buffer = Buffer.alloc(0)
  let start = from
  return {
    at: () => at - from,
    take: async (wanted) => {
      const length = Math.min(wanted, to - at)
      if (at < start || at + length > start + window.length) {
        start = at
        window = file.readAt(at, Math.min(Math.max(WINDOW, length), to - at))
      }
      const taken = window.subarray(at - start, at - start + length)
      at += taken.length
      return await Promise.resolve(taken)
    },
    skip: async (wanted) => {
      const length = Math.min(wanted, to - at)
      at += length
      return await Promise.resolve(length)
    },
    pieces: async function* (wanted) {
      const end = Math.min(at + wanted, to)
      for await (const piece of readRange(file, at, end)) {
        at += piece.length
        yield piece
      }
    },
  }
}

export function streamReader(pieces: Pieces): ByteReader {
  const source = createSource(pieces)
  return {
    at: source.at,
    take: async (length) => {
      const first = await source.next(length)
      if (first.length === length || first.length === 0) return first
      return await takeMore(source, first, length)
    },
    skip: async (length) => {
      let passed = 0
      while (passed < length) {
        const piece = await source.next(length - passed)
        if (piece.length === 0) break
        passed += piece.length
      }
      return passed
    },
    pieces: async function* (length) {
      for (let left = length; left > 0; ) {
        const piece = await source.next(left)
        if (piece.length === 0) return
        left -= piece.length
        yield piece
      }
    },
  }
}

interface Source {
  readonly at: () => number
  /** Up to so many bytes of what is there, more being fetched where there is nothing; empty at the end. */
  readonly next: (most: number) => Promise<Uint8Array>
}

function createSource(pieces: Pieces): Source {
  const iterator = pieces[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array(0)
  let at = 0
  return {
    at: () => at,
    next: async (most) => {
      while (rest.length === 0) {
        const step = await iterator.next()
        if (step.done === true) return rest
        rest = step.value
      }
      const taken = rest.subarray(0, most)
      rest = rest.subarray(taken.length)
      at += taken.length
      return taken
    },
  }
}

async function takeMore({ next }: Source, first: Uint8Array, length: number): Promise<Uint8Array> {
  const whole = new Uint8Array(length)
  whole.set(first)
  let have = first.length
  while (have < length) {
    const piece = await next(length - have)
    if (piece.length === 0) break
    whole.set(piece, have)
    have += piece.length
  }
  return whole.subarray(0, have)
}
