/** Unpacks data that ships inside the program as brotli in base64. Trusted: whoever can change the program can. */
import { Buffer } from 'node:buffer'
import { brotliDecompressSync } from 'node:zlib'

/** Bytes of packed data; throws where it does not have the length stated beside it, which is our own mistake. */
export function unpackData(data: { readonly bytes: number; readonly packed: string }): Uint8Array {
  const bytes = brotliDecompressSync(Buffer.from(data.packed, 'base64'), { maxOutputLength: data.bytes })
  if (bytes.length !== data.bytes)
    throw new Error(`packed data: expected ${data.bytes} bytes, found ${bytes.length}`)
  return bytes
}
