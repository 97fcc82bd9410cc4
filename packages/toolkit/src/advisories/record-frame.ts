/**
 * The value of a record's id: a frame for each version of the record, by digest.
 *
 *     digest 32 | packed u32 | size u32 | crc32 u32 | path length u32 | path | raw deflate stream
 *
 * Little-endian. The stream is upstream's own where that is what upstream sent, else stored blocks. `path` is the
 * file's where the format needs it to read the text again; else it is empty.
 */
import { toHex } from './segment-bytes.ts'

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
  const name = new TextEncoder().encode(path)
  const head = new Uint8Array(HEAD_BYTES)
  head.set(digest)
  const view = new DataView(head.buffer)
  for (const [at, word] of [packed.length, size, crc, name.length].entries())
    view.setUint32(32 + 4 * at, word, true)
  return [head, name, packed]
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
  return new TextEncoder().encode(JSON.stringify(frames.map(({ digest }) => toHex(digest))))
}
