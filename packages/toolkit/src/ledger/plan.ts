/** Which files change when entries join the log, in the order in which they are to be written (C2SP tlog-tiles). */
import { err, ok, type Result, sha256 } from '../base/index.ts'
import {
  growEntryBundles,
  growTree,
  hashLeaf,
  TILE_WIDTH,
  type TileAddress,
  type TileError,
  type TileFile,
  type TreeHead,
} from '../translog/index.ts'
import { checkLedgerEntry, type EntryError } from './entry.ts'
import { ID_HASH_BYTES } from './journal.ts'

/** The new tree, and what leads to it from the old one. */
export interface GrowthPlan {
  readonly size: bigint
  readonly root: Uint8Array
  /** Entry bundles, then tiles, lowest level first. Names are immutable: other bytes under one of them are a fork. */
  readonly files: readonly TileFile[]
  /** Full tiles and bundles whose narrower forms nobody needs once the new tree is published. */
  readonly completed: readonly TileAddress[]
}

/** Refuses tiles that do not lead to the root of `head`. The same entries give the same files, however they are split. */
export function planGrowth(head: TreeHead, entries: readonly Uint8Array[]): Result<GrowthPlan, TileError> {
  const bundles = growEntryBundles(head.read, head.size, entries)
  if (!bundles.ok) return bundles
  const growth = growTree(
    sha256,
    head,
    entries.map((entry) => hashLeaf(sha256, entry)),
  )
  if (!growth.ok) return growth
  const files = [...bundles.value, ...growth.value.tiles]
  const completed = files.map(({ tile }) => tile).filter(({ width }) => width === TILE_WIDTH)
  return ok({ size: growth.value.size, root: growth.value.root, files, completed })
}

/** Something that a producer wants in the log. */
export interface NewEntry {
  /** The event's own id, 1 to 128 characters. A second append under one id gets the first one's place. */
  readonly id: string
  /** The bytes of `formatLedgerEntry`. */
  readonly entry: Uint8Array
}

const MAX_ID_LETTERS = 128

/** The first 16 bytes of the id's SHA-256: by these an entry is found again. */
export function hashId(id: string): Uint8Array {
  return Uint8Array.from(sha256(id).subarray(0, ID_HASH_BYTES))
}

/** The hash of its id. */
export function checkNewEntry({ id, entry }: NewEntry): Result<Uint8Array, EntryError> {
  if (id.length < 1 || id.length > MAX_ID_LETTERS) {
    return err({ code: 'ENTRY_MALFORMED', message: `expected an id of 1 to ${MAX_ID_LETTERS} characters` })
  }
  const checked = checkLedgerEntry(entry)
  return checked.ok ? ok(hashId(id)) : checked
}
