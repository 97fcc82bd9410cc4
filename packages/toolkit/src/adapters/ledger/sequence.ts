/** Which place each entry of a batch gets: a new one, or that of the first entry with its id. */
import type { JournalEntry } from '../../ledger/index.ts'
import type { IdTable } from './id-table.ts'

export interface Sequenced {
  readonly index: bigint
  /** False when the id had its place already: the entry that was given is not in the log, the first one is. */
  readonly isNew: boolean
}

export interface PlacedBatch {
  /** One answer for each entry of each request. */
  readonly places: readonly (readonly Sequenced[])[]
  /** The new entries, in the order of their places. */
  readonly added: readonly JournalEntry[]
}

/** `start`: the first free place. */
export function placeBatch(
  ids: IdTable,
  start: bigint,
  batch: readonly (readonly JournalEntry[])[],
): PlacedBatch {
  const added: JournalEntry[] = []
  const fresh = new Map<string, bigint>()
  const places = batch.map((entries) =>
    entries.map((entry): Sequenced => {
      const name = Buffer.from(entry.idHash).toString('latin1')
      const known = fresh.get(name) ?? ids.find(entry.idHash)
      if (known !== undefined) return { index: BigInt(known), isNew: false }
      const index = start + BigInt(added.length)
      added.push(entry)
      fresh.set(name, index)
      return { index, isNew: true }
    }),
  )
  return { places, added }
}
