/** A file as bytes that can be read from any place on: for documents that are larger than memory. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { err, ok, type Result } from '../base/index.ts'
import type { ByteSource } from '../sbom/index.ts'
import type { TextFileError } from './text-file.ts'

const PIECE_BYTES = 1 << 20

export interface OpenBytes {
  readonly source: ByteSource
  readonly close: () => void
}

/** Opened without blocking; what is no plain file, or larger than `limit` bytes, is refused. Reading throws what the disk throws. */
export function openByteSource(path: string, limit: number): Result<OpenBytes, TextFileError> {
  let handle: number | undefined
  try {
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = fstatSync(handle)
    const refusal = !stat.isFile()
      ? ({ code: 'FILE_UNREADABLE', message: `${path} is not a file` } as const)
      : stat.size > limit
        ? ({
            code: 'FILE_TOO_LARGE',
            message: `${path} has ${stat.size} bytes; the limit is ${limit}`,
          } as const)
        : undefined
    if (refusal === undefined) return ok(openBytes(handle, stat.size))
    closeSync(handle)
    return err(refusal)
  } catch (cause) {
    if (handle !== undefined) closeSync(handle)
    const reason = cause instanceof Error ? cause.message : String(cause)
    return err({ code: 'FILE_UNREADABLE', message: `${path} cannot be read: ${reason}` })
  }
}

function openBytes(handle: number, size: number): OpenBytes {
  return {
    source: {
      size,
      *read(start, end) {
        const piece = new Uint8Array(PIECE_BYTES)
        for (let at = start; at < end; ) {
          const count = readSync(handle, piece, 0, Math.min(piece.length, end - at), at)
          if (count === 0) return
          yield piece.subarray(0, count)
          at += count
        }
      },
    },
    close: () => closeSync(handle),
  }
}
