/**
 * The value of a record's id: a frame for each version of the record, by digest.
 *
 *     digest 32 | packed u32 | size u32 | crc32 u32 | path length u32 | path | raw deflate stream
 *
 * Little-endian. The stream is upstream's own where that is what upstream sent, else stored blocks. `path` is the
 * file's where the format needs it to read the text again; else it is empty.
 */

export interface RecordFrame {
  /** SHA-256 of the text, 32 bytes. */
  readonly digest: Uint8Array
  /** Bytes of the text. */
  readonly size: number
  readonly crc: number
  readonly path: string
  /** Raw deflate (RFC 1951). */
  readonly packed: Uint8Array
}

const HEAD_BYTES = 48

export function formatFrame({ digest, size, crc, path, packed }: RecordFrame): readonly Uint8Array[] {
  const name = path === '' ? noBytes : encoder.encode(path)
  const head = new Uint8Array(HEAD_BYTES)
  head.set(digest)
  putWord(head, 32, packed.length)
  putWord(head, 36, size)
  putWord(head, 40, crc)
  putWord(head, 44, name.length)
  return name.length === 0 ? [head, packed] : [head, name, packed]
}

const encoder = new TextEncoder()
const noBytes = new Uint8Array()

function putWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word
  bytes[at + 1] = word >>> 8
  bytes[at + 2] = word >>> 16
  bytes[at + 3] = word >>> 24
}

/** Frames of a value and where their streams begin in it; undefined when they do not fill it exactly. */
export function parseFrames(
  value: Uint8Array,
): readonly (RecordFrame & { readonly at: number })[] | undefined {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
  const frames: (RecordFrame & { readonly at: number })[] = []
  let start = 0
  while (start < value.length) {
    if (start + HEAD_BYTES > value.length) return undefined
    const word = (at: number): number => view.getUint32(start + 32 + 4 * at, true)
    const data = start + HEAD_BYTES + word(3)
    const end = data + word(0)
    if (end > value.length) return undefined
    frames.push({
      digest: value.subarray(start, start + 32),
      size: word(1),
      crc: word(2),
      path: word(3) === 0 ? '' : new TextDecoder().decode(value.subarray(start + HEAD_BYTES, data)),
      packed: value.subarray(data, end),
      at: data,
    })
    start = end
  }
  return frames
}

/** What the snapshot's root says of a record: which texts it has, not how they are packed. JSON array of digests. */
export function contentOfFrames(frames: readonly { readonly digest: Uint8Array }[]): Uint8Array {
  // Byte by byte: this runs for every record.
  const content = new Uint8Array(1 + DIGEST_TEXT * frames.length)
  let at = 0
  for (const { digest } of frames) {
    content[at++] = at === 1 ? OPEN : COMMA
    content[at++] = QUOTE
    for (const byte of digest) {
      content[at++] = DIGITS[byte >>> 4] ?? 0
      content[at++] = DIGITS[byte & 15] ?? 0
    }
    content[at++] = QUOTE
  }
  content[at] = CLOSE
  return content
}

/** `["…"` and `,"…"`. */
const DIGEST_TEXT = 67
const [OPEN = 0, COMMA = 0, QUOTE = 0, CLOSE = 0] = new TextEncoder().encode('[,"]')
const DIGITS = new TextEncoder().encode('0123456789abcdef')
