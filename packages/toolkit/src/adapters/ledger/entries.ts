/** The entries of a stored log, in order, a bundle at a time. */
import { formatTilePath, readEntryBundle, TILE_WIDTH } from '../../translog/index.ts'
import { LedgerError } from './errors.ts'
import { type LedgerPlace, readTiles } from './store.ts'

const WIDTH = BigInt(TILE_WIDTH)

export interface EntryRange {
  /** Of a tree whose bundles are there. */
  readonly size: bigint
  readonly from: bigint
  /** Before this one; at most up to the size. */
  readonly to: bigint
}

/** As they are stored; whether they are what was logged a proof says, or the whole check. Throws LEDGER_DAMAGED. */
export function* readEntries(
  place: Pick<LedgerPlace, 'dir' | 'disk'>,
  { size, from, to }: EntryRange,
): Generator<Uint8Array> {
  const end = to < size ? to : size
  for (let at = from < 0n ? 0n : from; at < end; ) {
    const index = at / WIDTH
    const rest = size - index * WIDTH
    const bundle = { level: 'entries', index, width: Number(rest < WIDTH ? rest : WIDTH) } as const
    const entries = readEntryBundle(readTiles(place), bundle)
    if (!entries.ok) {
      const { code, message } = entries.error
      throw new LedgerError('LEDGER_DAMAGED', `${place.dir}: ${formatTilePath(bundle)}: ${code}: ${message}`)
    }
    for (const entry of entries.value.slice(Number(at - index * WIDTH))) {
      if (at >= end) return
      yield entry
      at++
    }
  }
}
