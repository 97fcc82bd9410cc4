/** The bytes that a DSSE signature covers (DSSE v1, "Pre-Authentication Encoding"). */

/** Lengths are those of the UTF-8 bytes, in decimal: no other type and body give the same bytes. */
export function formatPae(payloadType: string, body: Uint8Array): Uint8Array {
  const type = new TextEncoder().encode(payloadType)
  const head = new TextEncoder().encode(`DSSEv1 ${type.length} ${payloadType} ${body.length} `)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}
