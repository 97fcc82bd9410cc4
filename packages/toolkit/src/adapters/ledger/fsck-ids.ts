/** The check of `ids`: one hash for each entry, none twice; in as many passes as a small table needs. */
import { join } from 'node:path'
import { ID_HASH_BYTES } from '../../ledger/index.ts'
import type { LedgerFault } from './errors.ts'
import { type FoundLog, readIds } from './open.ts'
import { type LedgerPlace, names } from './store.ts'

/** Hashes that are in memory at once: about 20 MiB. */
const AT_ONCE = 262_144
const CHUNK = 4096

/** Whoever wrote the hashes may have chosen them all alike: a table that overflows is a fault, not a full memory. */
const SLACK = 2

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
  for (let pass = 0; pass < passes; pass++) {
    yield* findDoubles(listIds(place, { signed, end, journaled }), { pass, passes })
  }
}

interface IdRange {
  /** Entries whose hashes are in the file. */
  readonly signed: number
  readonly end: number
  readonly journaled: (at: number) => Uint8Array | undefined
}

function* listIds(place: LedgerPlace, { signed, end, journaled }: IdRange): Generator<Uint8Array> {
  for (let from = 0; from < signed; from += CHUNK) {
    const count = Math.min(CHUNK, signed - from)
    const bytes = readIds(place, from, count)
    for (let at = 0; at < count; at++) yield bytes.subarray(at * ID_HASH_BYTES, (at + 1) * ID_HASH_BYTES)
  }
  for (let at = signed; at < end; at++) yield journaled(at) ?? new Uint8Array(ID_HASH_BYTES)
}

function* findDoubles(
  ids: Iterable<Uint8Array>,
  { pass, passes }: { readonly pass: number; readonly passes: number },
): Generator<LedgerFault> {
  const file = names.ids
  const firsts = new Map<string, number>()
  let at = -1
  for (const id of ids) {
    at++
    if ((((id[0] ?? 0) << 8) | (id[1] ?? 0)) % passes !== pass) continue
    const key = Buffer.from(id.buffer, id.byteOffset, id.length).toString('latin1')
    const first = firsts.get(key)
    if (first !== undefined) {
      yield { file, code: 'ID_DOUBLED', message: `entry ${at} has the id of entry ${first}` }
    } else if (firsts.size >= AT_ONCE * SLACK) {
      yield { file, code: 'IDS_UNLIKELY', message: 'hashes that are too much alike to be hashes' }
      return
    } else firsts.set(key, at)
  }
}
