/** Bytes of an SBOM to text: UTF-8, or UTF-16 where a byte-order mark says so (some tools on Windows write that). */
import { decodeUtf8, err, ok, type Result } from '../base/index.ts'

/** The error names the first byte that does not fit, or 0 where UTF-16 is broken anywhere. */
export function decodeSbom(bytes: Uint8Array): Result<string, { readonly offset: number }> {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes)
  if (first === 0xfe && second === 0xff) return decodeUtf16(swapPairs(bytes))
  return decodeUtf8(bytes)
}

function decodeUtf16(bytes: Uint8Array): Result<string, { readonly offset: number }> {
  try {
    return ok(new TextDecoder('utf-16le', { fatal: true }).decode(bytes))
  } catch {
    return err({ offset: 0 })
  }
}

function swapPairs(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, at) => bytes[at ^ 1] ?? 0)
}
