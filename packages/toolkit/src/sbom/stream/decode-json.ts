/** Bytes of one JSON value to text: strict UTF-8, and no byte-order mark is taken away in the middle of a document. */

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undefined where the bytes are no UTF-8. */
export function decodeJson(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
