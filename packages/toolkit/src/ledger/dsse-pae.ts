/** The bytes that a DSSE signature covers (DSSE v1, "Pre-Authentication Encoding"). */

const utf8 = new TextEncoder()

/** Lengths are those of the UTF-8 bytes, in decimal: no other type and body give the same bytes. */
export function formatPae(payloadType: string, body: Uint8Array): Uint8Array {
  const type = utf8.encode(payloadType)
  const head = utf8.encode(`DSSEv1 ${type.length} ${payloadType} ${body.length} `)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}
