/** Which event has which place: a hash table over the hashes of ids, 24 bytes an entry, filled when it is first asked. */
import { ID_HASH_BYTES } from '../../ledger/index.ts'

export class IdTable {
  #hashes: Buffer
  #slots: Uint32Array
  #count = 0

  /** `hashes`: 16 bytes for each entry, in the order of the log. */
  constructor(hashes: Uint8Array) {
    const count = Math.floor(hashes.length / ID_HASH_BYTES)
    this.#hashes = Buffer.alloc(Math.max(1024, count * 2) * ID_HASH_BYTES)
    this.#slots = new Uint32Array(slotsFor(count * 2))
    this.#hashes.set(hashes.subarray(0, count * ID_HASH_BYTES))
    for (let at = 0; at < count; at++) {
      this.#count = at + 1
      this.#place(at)
    }
  }

  get size(): number {
    return this.#count
  }

  /** Index of the first entry with this hash. */
  find(idHash: Uint8Array): number | undefined {
    const entry = this.#slots[this.#slotOf(idHash)] ?? 0
    return entry === 0 ? undefined : entry - 1
  }

  /** The next entry. */
  add(idHash: Uint8Array): void {
    if ((this.#count + 1) * ID_HASH_BYTES > this.#hashes.length) this.#grow()
    this.#hashes.set(idHash, this.#count * ID_HASH_BYTES)
    this.#count++
    this.#place(this.#count - 1)
  }

  #place(entry: number): void {
    const slot = this.#slotOf(this.#hashes.subarray(entry * ID_HASH_BYTES, (entry + 1) * ID_HASH_BYTES))
    if (this.#slots[slot] === 0) this.#slots[slot] = entry + 1
  }

  /** Of this hash, or the free one where it would go. */
  #slotOf(idHash: Uint8Array): number {
    const mask = this.#slots.length - 1
    let slot = Buffer.from(idHash.buffer, idHash.byteOffset, 4).readUInt32BE(0) & mask
    for (;;) {
      const entry = this.#slots[slot] ?? 0
      if (entry === 0 || this.#isAt(entry - 1, idHash)) return slot
      slot = (slot + 1) & mask
    }
  }

  #isAt(entry: number, idHash: Uint8Array): boolean {
    const from = entry * ID_HASH_BYTES
    return this.#hashes.compare(idHash, 0, ID_HASH_BYTES, from, from + ID_HASH_BYTES) === 0
  }

  #grow(): void {
    const hashes = Buffer.alloc(this.#hashes.length * 2)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    this.#slots = new Uint32Array(slotsFor(hashes.length / ID_HASH_BYTES))
    for (let at = 0; at < this.#count; at++) this.#place(at)
  }
}

/** A power of two, at most half of it in use. */
function slotsFor(capacity: number): number {
  let slots = 4096
  while (slots < capacity * 2) slots *= 2
  return slots
}
