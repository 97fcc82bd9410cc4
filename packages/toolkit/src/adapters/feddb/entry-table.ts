/** The entries of one file: where each begins, and what is said of it. */

/** A run of entries by position, ascending by offset. `flags`: see `entryFlags`. */
export interface EntryColumns {
  /** Of the local header, or of the bytes themselves where `bare` is set. */
  readonly offset: Float64Array
  readonly packed: Float64Array
  readonly size: Float64Array
  readonly crc: Uint32Array
  readonly flags: Uint8Array
  /** Where the space of the last entry ends. */
  readonly end: number
}

export interface EntryTable {
  readonly count: number
  /** Entries in [from, to). Throws FeddbError when the file cannot be read any more, or has changed. */
  readonly columns: (from: number, to: number) => EntryColumns
  /** Untrusted: used in messages only, never as a path. Throws as `columns` does. */
  readonly nameOf: (at: number) => string
}

export const entryFlags = { deflated: 1, encrypted: 2, unsupported: 4, bare: 8, unchecked: 16 } as const

/** Of entries that are all in memory. */
export function tableOf(all: EntryColumns, nameOf: EntryTable['nameOf']): EntryTable {
  const count = all.offset.length
  return {
    count,
    columns: (from, to) => ({
      offset: all.offset.subarray(from, to),
      packed: all.packed.subarray(from, to),
      size: all.size.subarray(from, to),
      crc: all.crc.subarray(from, to),
      flags: all.flags.subarray(from, to),
      end: to < count ? (all.offset[to] ?? 0) : all.end,
    }),
    nameOf,
  }
}

/** Writable, for so many entries. */
export function createColumns(count: number): Omit<EntryColumns, 'end'> {
  return {
    offset: new Float64Array(count),
    packed: new Float64Array(count),
    size: new Float64Array(count),
    crc: new Uint32Array(count),
    flags: new Uint8Array(count),
  }
}
