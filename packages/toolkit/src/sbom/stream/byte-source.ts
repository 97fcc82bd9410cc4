/** The port through which a document is read that may be larger than memory, and one in memory. */

/**
 * Bytes that can be read again, from any place on. A piece is valid only until the next one is asked for. Untrusted:
 * every byte, and that they are the same at the second reading; what reads them must end and must not throw in any case.
 * `read` throws the adapter's own error where the disk fails.
 */
export interface ByteSource {
  readonly size: number
  /** Pieces of any length, in order, of the bytes from `start` to before `end`; fewer where the source has shrunk. */
  read(start: number, end: number): Iterable<Uint8Array>
}

/** Bytes that are there already, in pieces of `pieceBytes`. */
export function toByteSource(bytes: Uint8Array, pieceBytes = 1 << 20): ByteSource {
  return {
    size: bytes.length,
    *read(start, end) {
      for (let at = start; at < end; at += pieceBytes)
        yield bytes.subarray(at, Math.min(at + pieceBytes, end))
    },
  }
}
