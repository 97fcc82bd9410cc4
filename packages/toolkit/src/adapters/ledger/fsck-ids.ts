/** The check of `ids`: one hash for each entry, none twice; in as many passes as a small table needs. */
import { join } from 'node:path'
import { ID_HASH_BYTES } from '../../ledger/index.ts'
import type { LedgerFault } from './errors.ts'
import { type FoundLog, readIds } from './open.ts'
import { type LedgerPlace, names } from './store.ts'

/** Hashes that a pass is meant to hold: 16 bytes each, and 16 for their slots and numbers. */
const AT_ONCE = 262_144
/** Whoever wrote the hashes may have chosen them all alike: a table that overflows is a fault, not a full memory. */
const MOST = 2 * AT_ONCE
const SLOTS = 2 * MOST
const CHUNK = 4096

export function* findIdFaults(place: LedgerPlace, { state, journal }: FoundLog): Generator<LedgerFault> {
  const file = names.ids
  const signed = Number(state.signed.size)
  const found = place.disk.sizeOf(join(place.dir, file)) ?? 0
  if (found < signed * ID_HASH_BYTES) {
    const message = `expected ${signed * ID_HASH_BYTES} bytes, found ${found}`
    yield { file, code: 'IDS_MISSING', message }
    return
  }
  const start = Number(state.journal.start.size)
  const journaled = (at: number): Uint8Array | undefined => journal.entries[at - start]?.idHash
  for (let at = start; at < signed; at++) {
    const own = readIds(place, at, 1)
    if (Buffer.compare(journaled(at) ?? own, own) === 0) continue
    yield { file, code: 'ID_MISMATCH', message: `entry ${at}: another id than in the journal` }
  }
  const end = Math.max(signed, start + journal.entries.length)
  const passes = Math.max(1, Math.ceil(end / AT_ONCE))
  const table = new FirstTable()
  for (let pass = 0; pass < passes; pass++) {
    yield* findDoubles(listIds(place, { signed, end, journaled }), { table, pass, passes })
  }
}

interface IdRange {
  /** Entries whose hashes are in the file. */
  readonly signed: number
  readonly end: number
  readonly journaled: (at: number) => Uint8Array | undefined
}

/** Hashes one after the other, as many at once as are read at once. */
function* listIds(place: LedgerPlace, { signed, end, journaled }: IdRange): Generator<Uint8Array> {
  for (let from = 0; from < signed; from += CHUNK) yield readIds(place, from, Math.min(CHUNK, signed - from))
  for (let at = signed; at < end; at++) yield journaled(at) ?? new Uint8Array(ID_HASH_BYTES)
}

interface Pass {
  readonly table: FirstTable
  readonly pass: number
  readonly passes: number
}

function* findDoubles(parts: Iterable<Uint8Array>, { table, pass, passes }: Pass): Generator<LedgerFault> {
  const file = names.ids
  table.clear()
  let entry = 0
  for (const hashes of parts) {
    for (let at = 0; at < hashes.length; at += ID_HASH_BYTES, entry++) {
      if ((((hashes[at] ?? 0) << 8) | (hashes[at + 1] ?? 0)) % passes !== pass) continue
      const first = table.put(hashes.subarray(at, at + ID_HASH_BYTES), entry)
      if (first === 'full') {
        yield { file, code: 'IDS_UNLIKELY', message: 'hashes that are too much alike to be hashes' }
        return
      }
      if (first === undefined) continue
      yield { file, code: 'ID_DOUBLED', message: `entry ${entry} has the id of entry ${first}` }
    }
  }
}

/** The first entry of each hash, in typed arrays that do not grow. */
class FirstTable {
  readonly #hashes = Buffer.alloc(MOST * ID_HASH_BYTES)
  readonly #entries = new Float64Array(MOST)
  readonly #slots = new Uint32Array(SLOTS)
  #count = 0

  clear(): void {
    this.#slots.fill(0)
    this.#count = 0
  }

  /** The entry that had this hash before; undefined when it is the first. */
  put(hash: Uint8Array, entry: number): number | 'full' | undefined {
    const words = new DataView(hash.buffer, hash.byteOffset, hash.byteLength)
    let slot = words.getUint32(8) % SLOTS
    for (; ; slot = (slot + 1) % SLOTS) {
      const found = (this.#slots[slot] ?? 0) - 1
      if (found < 0) break
      const from = found * ID_HASH_BYTES
      if (this.#hashes.compare(hash, 0, ID_HASH_BYTES, from, from + ID_HASH_BYTES) === 0) {
        return this.#entries[found]
      }
    }
    if (this.#count === MOST) return 'full'
    this.#hashes.set(hash, this.#count * ID_HASH_BYTES)
    this.#entries[this.#count] = entry
    this.#slots[slot] = ++this.#count
    return undefined
  }
}
