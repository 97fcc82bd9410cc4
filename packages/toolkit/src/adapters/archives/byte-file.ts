/** A file that is read by places: opened without blocking, measured by its handle. Trusted: the operating system. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { ArchiveFailure } from './failure.ts'

export interface ByteFile {
  readonly size: number
  /** Fewer bytes only where the file ends. */
  readonly readAt: (offset: number, length: number) => Buffer
  readonly close: () => void
}

/** Bytes that are in memory anyway. */
export function bytesFile(bytes: Uint8Array): ByteFile {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    size: whole.length,
    readAt: (offset, length) => whole.subarray(offset, offset + length),
    close: () => undefined,
  }
}

/** Throws the system's error where it cannot be opened, and an ArchiveFailure where it is no plain file. */
export function openByteFile(path: string): ByteFile {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const stat = fstatSync(handle)
  if (!stat.isFile()) {
    closeSync(handle)
    throw new ArchiveFailure('FILE_UNREADABLE', 'it is not a plain file')
  }
  return {
    size: stat.size,
    readAt: (offset, length) => {
      const bytes = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, stat.size - offset)))
      let have = 0
      while (have < bytes.length) {
        const count = readSync(handle, bytes, have, bytes.length - have, offset + have)
        if (count === 0) break
        have += count
      }
      return bytes.subarray(0, have)
    },
    close: () => closeSync(handle),
  }
}

const PIECE = 256 * 1024

/** The bytes of a range, piece by piece. */
export async function* readRange(file: ByteFile, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const piece = file.readAt(at, Math.min(PIECE, to - at))
    if (piece.length === 0) return
    at += piece.length
    yield await Promise.resolve(piece)
  }
}
