/** Unpacks data of strangers: bounded by the caller, and a value where it is damaged. */
import { inflateRawSync, inflateSync } from 'node:zlib'
import { err, ok, type Result } from './result.ts'

/** `raw`: DEFLATE alone, as ZIP has it (RFC 1951); `zlib`: with header and checksum (RFC 1950). */
export type InflateFormat = 'raw' | 'zlib'

export interface Packed {
  readonly bytes: Uint8Array
  readonly format: InflateFormat
  /** Unpacked bytes at most; more is an error. */
  readonly most: number
}

/** The whole of it, or why not; never more memory than `most` allows. */
export function inflate({ bytes, format, most }: Packed): Result<Uint8Array, { readonly message: string }> {
  try {
    const run = format === 'raw' ? inflateRawSync : inflateSync
    return ok(run(bytes, { maxOutputLength: Math.max(1, most) }))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const message =
      code === 'ERR_BUFFER_TOO_LARGE' ? `it unpacks to more than ${most} bytes` : 'the packed data is damaged'
    return err({ message })
  }
}
