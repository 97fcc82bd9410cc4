/** Which values of a list of any length are equal, in 16 bytes for each: a digest of what they say. */
import { sha256 } from '../../base/index.ts'

/** Of SHA-256: nobody finds two values of one beginning of 128 bits. */
const WORDS = 4

/** Two values are one where they say the same, whatever the order of their members. */
export class DigestSet {
  #slots = new Uint32Array(1024 * WORDS)
  #count = 0

  /** False where an equal value is there already. */
  add(value: unknown): boolean {
    const bytes = sha256(contentOf(value))
    const view = new DataView(bytes.buffer, bytes.byteOffset, WORDS * 4)
    const words = [(view.getUint32(0) | 1) >>> 0, view.getUint32(4), view.getUint32(8), view.getUint32(12)]
    if (this.#count * WORDS * 2 >= this.#slots.length) this.#grow()
    if (!put(this.#slots, words)) return false
    this.#count++
    return true
  }

  #grow(): void {
    const larger = new Uint32Array(this.#slots.length * 2)
    for (let at = 0; at < this.#slots.length; at += WORDS) {
      if (this.#slots[at] !== 0) put(larger, this.#slots.subarray(at, at + WORDS))
    }
    this.#slots = larger
  }
}

/** The first word of an empty slot is 0, that of a full one never. There is always an empty one. */
function put(slots: Uint32Array, words: ArrayLike<number>): boolean {
  const count = slots.length / WORDS
  for (let slot = ((words[1] ?? 0) >>> 0) % count; ; slot = (slot + 1) % count) {
    const at = slot * WORDS
    if (slots[at] === 0) {
      slots.set(words, at)
      return true
    }
    if (isAt(slots, at, words)) return false
  }
}

function isAt(slots: Uint32Array, at: number, words: ArrayLike<number>): boolean {
  for (let word = 0; word < WORDS; word++) {
    if (slots[at + word] !== (words[word] ?? 0) >>> 0) return false
  }
  return true
}

/** One text for equal values; nesting is bounded by the JSON reader. Numbers beyond those of JSON are no `null`. */
function contentOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${contentOf(member)}`).join()}}`
}
