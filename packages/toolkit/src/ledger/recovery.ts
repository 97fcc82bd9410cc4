/** What to do with a log as it lies on the disk after any crash: a table, without input or output (ledger reference, section 1.6). */

/** The size and root of a tree. */
export interface TreeState {
  readonly size: bigint
  readonly root: Uint8Array
}

/** What was found; all checkpoints signed by the log's key. */
export interface FoundState {
  /** The last one that the log signed, stored before anybody saw it. */
  readonly signed: TreeState
  /** The one that readers are served. */
  readonly published: TreeState
  /** The last one that was remembered outside of the log's folder. */
  readonly seen: TreeState
  /** The entries that have their place: those before `start` are in the tiles. */
  readonly journal: { readonly start: TreeState; readonly end: bigint }
}

export type RefusalCode =
  /** Outside, a larger tree is known: an old copy was put back. Signing now would fork the log. */
  | 'ROLLED_BACK'
  /** Two roots for one size. */
  | 'FORKED'
  /** Readers were served what the log does not remember to have signed. */
  | 'PUBLISHED_AHEAD'
  /** Entries are missing between the tiles and the journal, or at its end. */
  | 'ENTRIES_MISSING'

export type Recovery =
  | { readonly kind: 'refuse'; readonly code: RefusalCode; readonly message: string }
  /** All that was sequenced is published. */
  | { readonly kind: 'ready' }
  /** Write the tiles of the journal's entries again, bytes for bytes, then publish `size`. */
  | {
      readonly kind: 'replay'
      readonly size: bigint
      /** `sign`: nothing was signed for this size. `reuse`: publish the stored note; never sign a size twice. */
      readonly note: 'sign' | 'reuse'
    }

/**
 * The order of writes is: journal, tiles, signed, seen, published, new journal. So after a crash
 * start ≤ published ≤ seen ≤ signed ≤ end, and whatever breaks this order was not a crash.
 */
export function planRecovery({ signed, published, seen, journal }: FoundState): Recovery {
  const { start, end } = journal
  if (seen.size > signed.size) {
    return refuse(
      'ROLLED_BACK',
      `size ${seen.size} was signed before, found ${signed.size}: an older copy was put back`,
    )
  }
  if (published.size > signed.size) {
    return refuse('PUBLISHED_AHEAD', `size ${published.size} is published, but the log signed ${signed.size}`)
  }
  const states = [signed, published, seen, start]
  const fork = states.find((a) => states.some((b) => a.size === b.size && !isSame(a.root, b.root)))
  if (fork !== undefined) return refuse('FORKED', `two roots for size ${fork.size}`)
  if (start.size > published.size) {
    return refuse(
      'ENTRIES_MISSING',
      `the journal begins at ${start.size}, the published tree ends at ${published.size}`,
    )
  }
  if (end < signed.size) {
    return refuse('ENTRIES_MISSING', `the journal ends at ${end}, but size ${signed.size} was signed`)
  }
  if (end === start.size) return { kind: 'ready' }
  return { kind: 'replay', size: end, note: end === signed.size ? 'reuse' : 'sign' }
}

function refuse(code: RefusalCode, message: string): Recovery {
  return { kind: 'refuse', code, message }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
