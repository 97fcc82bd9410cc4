/** Numbers and texts in bytes of strangers: whatever lies beyond the end reads as zero or as nothing. */

export interface ByteView {
  readonly bytes: Uint8Array
  u8(at: number): number
  u16(at: number): number
  u32(at: number): number
  /** Exact up to 2^53; larger ones are no place in any file. */
  u64(at: number): number
  /** A field of `size` bytes up to its first zero, one character for each byte. */
  text(at: number, size: number): string
  /** The part that the file really has. */
  slice(at: number, size: number): Uint8Array
}

export function viewBytes(bytes: Uint8Array, isLittle: boolean): ByteView {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (at: number, size: number): boolean => at >= 0 && at + size <= bytes.length
  return {
    bytes,
    u8: (at) => bytes[at] ?? 0,
    u16: (at) => (has(at, 2) ? data.getUint16(at, isLittle) : 0),
    u32: (at) => (has(at, 4) ? data.getUint32(at, isLittle) : 0),
    u64: (at) => (has(at, 8) ? Number(data.getBigUint64(at, isLittle)) : 0),
    text: (at, size) => latin1(cut(bytes, at, size)),
    slice: (at, size) => cut(bytes, at, size),
  }
}

function cut(bytes: Uint8Array, at: number, size: number): Uint8Array {
  if (!(at >= 0 && size >= 0 && at <= bytes.length)) return new Uint8Array()
  return bytes.subarray(at, Math.min(bytes.length, at + size))
}

function latin1(bytes: Uint8Array): string {
  const zero = bytes.indexOf(0)
  let text = ''
  for (const byte of zero < 0 ? bytes : bytes.subarray(0, zero)) text += String.fromCharCode(byte)
  return text
}

/** Where the bytes of `wanted` begin, from `from` on; -1 when nowhere. */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from = 0): number {
  const first = wanted[0]
  if (first === undefined) return -1
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}
