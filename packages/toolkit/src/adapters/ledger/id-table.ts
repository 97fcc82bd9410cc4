/**
 * Which event has which place. The hashes of ids stay on the disk, in the order of the log; memory holds a hash table of
 * their numbers: 5 bytes a slot, at most two of three slots in use, so 7.5 to 15 bytes an entry. Built when it is first
 * asked, by reading `ids` once; nothing of it is stored, so that nothing of it can be stale.
 */
import { ID_HASH_BYTES } from '../../ledger/index.ts'

/** Bytes of `ids` from an entry on, at most as many entries as asked for. */
export type IdSource = (entry: number, count: number) => Uint8Array

/** Entries that are read at once. */
const CHUNK = 4096
const LEAST_SLOTS = 8192
/** Entries that can come before the table has to be built anew. */
const ROOM = 4096
/** Entry numbers have 32 bits, and zero says that a slot is free. */
const MOST_ENTRIES = 2 ** 32 - 2

export class IdTable {
  readonly #read: IdSource
  /** Number of the entry plus one. */
  #entries = new Uint32Array(0)
  /** Eight more bits of its hash: nearly all of what shares a slot and is another hash is told apart without the disk. */
  #tags = new Uint8Array(0)
  /** Entries on the disk that have their slot. */
  #settled = 0
  /** Entries that are not in `ids` yet, by hash. */
  readonly #recent = new Map<string, number>()

  /** `count`: the entries whose hashes are on the disk. Throws what `read` throws. */
  constructor(read: IdSource, count: number) {
    this.#read = read
    this.#build(count)
  }

  get size(): number {
    return this.#settled + this.#recent.size
  }

  /** Index of the first entry with this hash. */
  find(idHash: Uint8Array): number | undefined {
    const recent = this.#recent.get(keyOf(idHash))
    if (recent !== undefined) return recent
    const [first = 0, second = 0] = wordsOf(idHash)
    const mask = this.#entries.length - 1
    for (let slot = first & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#entries[slot] ?? 0) - 1
      if (entry < 0) return undefined
      if (this.#tags[slot] === (second & 0xff) && Buffer.compare(this.#read(entry, 1), idHash) === 0)
        return entry
    }
  }

  /** The next entry. */
  add(idHash: Uint8Array): void {
    this.#recent.set(keyOf(idHash), this.size)
  }

  /** All that was added is on the disk now. */
  settle(): void {
    const count = this.size
    if (count * 3 > this.#entries.length * 2) this.#build(count)
    else {
      for (const [key, from] of this.#recent)
        place(this.#entries, this.#tags, { words: wordsOf(Buffer.from(key, 'latin1')), from })
      this.#settled = count
    }
    this.#recent.clear()
  }

  #build(count: number): void {
    if (count > MOST_ENTRIES) throw new Error(`a log of more than ${MOST_ENTRIES} entries`)
    let slots = LEAST_SLOTS
    while (slots * 2 < (count + ROOM) * 3) slots *= 2
    this.#entries = new Uint32Array(slots)
    this.#tags = new Uint8Array(slots)
    for (let from = 0; from < count; from += CHUNK) {
      const length = Math.min(CHUNK, count - from)
      place(this.#entries, this.#tags, { words: wordsOf(this.#read(from, length)), from })
    }
    this.#settled = count
  }
}

const WORDS = ID_HASH_BYTES / 4

/** Hashes of consecutive entries, each behind an equal one, if there is one: the first entry is the one that is found. */
function place(
  entries: Uint32Array,
  tags: Uint8Array,
  { words, from }: { readonly words: Uint32Array; readonly from: number },
): void {
  const mask = entries.length - 1
  for (let at = 0, next = from + 1; at < words.length; at += WORDS, next++) {
    let slot = (words[at] ?? 0) & mask
    while (entries[slot] !== 0) slot = (slot + 1) & mask
    entries[slot] = next
    tags[slot] = (words[at + 1] ?? 0) & 0xff
  }
}

/** In the machine's own byte order, which is good enough for what no other machine sees. */
function wordsOf(hashes: Uint8Array): Uint32Array {
  const aligned = hashes.byteOffset % 4 === 0 ? hashes : Uint8Array.from(hashes)
  return new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / 4))
}

function keyOf(idHash: Uint8Array): string {
  return Buffer.from(idHash.buffer, idHash.byteOffset, idHash.byteLength).toString('latin1')
}
