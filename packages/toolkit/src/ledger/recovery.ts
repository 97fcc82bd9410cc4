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
  /** The one that witnesses were asked for, while it waits for their quorum. */
  readonly pending?: TreeState | undefined
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
  /** Readers or witnesses were served what the log does not remember to have signed. */
  | 'PUBLISHED_AHEAD'
  /** Entries are missing between the tiles and the journal, or at its end. */
  | 'ENTRIES_MISSING'

export type Recovery =
  | { readonly kind: 'refuse'; readonly code: RefusalCode; readonly message: string }
  /** All that was sequenced is published. */
  | { readonly kind: 'ready' }
  /** The signed tree is whole, and waits for its witnesses or its publication. */
  | { readonly kind: 'publish' }
  /** Write the tiles of the journal's entries again, bytes for bytes, then publish `size`. */
  | {
      readonly kind: 'replay'
      readonly size: bigint
      /** `sign`: nothing was signed for this size. `reuse`: publish the stored note; never sign a size twice. */
      readonly note: 'sign' | 'reuse'
    }

/**
 * The order of writes is: journal, tiles, signed, seen, new journal, pending, published. So after a crash
 * published ≤ pending ≤ signed, seen ≤ signed and start ≤ signed ≤ end; whatever breaks this order was not a crash.
 */
export function planRecovery(found: FoundState): Recovery {
  const refusal = findDisorder(found) ?? findFork(found)
  if (refusal !== undefined) return refusal
  const { signed, published, journal } = found
  if (journal.end > journal.start.size) {
    return { kind: 'replay', size: journal.end, note: journal.end === signed.size ? 'reuse' : 'sign' }
  }
  return published.size < signed.size ? { kind: 'publish' } : { kind: 'ready' }
}

function findDisorder({ signed, published, pending, seen, journal }: FoundState): Recovery | undefined {
  if (seen.size > signed.size) {
    return refuse(
      'ROLLED_BACK',
      `size ${seen.size} was signed before, found ${signed.size}: an older copy was put back`,
    )
  }
  const shown = pending !== undefined && pending.size > published.size ? pending : published
  if (shown.size > signed.size) {
    return refuse('PUBLISHED_AHEAD', `size ${shown.size} was shown, but the log signed ${signed.size}`)
  }
  if (journal.start.size > signed.size) {
    return refuse(
      'ENTRIES_MISSING',
      `the journal begins at ${journal.start.size}, the signed tree ends at ${signed.size}`,
    )
  }
  return journal.end < signed.size
    ? refuse('ENTRIES_MISSING', `the journal ends at ${journal.end}, but size ${signed.size} was signed`)
    : undefined
}

function findFork({ signed, published, pending, seen, journal }: FoundState): Recovery | undefined {
  const states = [signed, published, seen, journal.start, ...(pending === undefined ? [] : [pending])]
  const fork = states.find((a) => states.some((b) => a.size === b.size && !isSame(a.root, b.root)))
  return fork === undefined ? undefined : refuse('FORKED', `two roots for size ${fork.size}`)
}

function refuse(code: RefusalCode, message: string): Recovery {
  return { kind: 'refuse', code, message }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
