/** From sequenced to published: the steps 3 to 9 of the ledger reference's crash table (section 1.6), in that order. */
import { join } from 'node:path'
import {
  formatJournalHeader,
  ID_HASH_BYTES,
  type JournalEntry,
  planGrowth,
  type TreeState,
} from '../../ledger/index.ts'
import { sha256 } from '../../base/index.ts'
import {
  formatTilePath,
  readRoot,
  type Signer,
  signCheckpoint,
  TILE_WIDTH,
  type TileAddress,
} from '../../translog/index.ts'
import { LedgerError } from './errors.ts'
import { type DurableFiles, guard, type LedgerPlace, names, readTiles, replaceFile } from './store.ts'

/** One writer's hold on one log. */
export interface WriterParts extends LedgerPlace {
  /** Secret and trusted: signs checkpoints of this log. */
  readonly signer: Signer
  readonly files: DurableFiles
  /** Throws LOCK_LOST when another writer took over. */
  readonly assertHeld: () => void
  readonly random: (bytes: number) => Uint8Array
}

/** A tree and the note in which it was signed. */
export interface SignedTree extends TreeState {
  readonly note: string
}

export interface Publication {
  /** The tree in whose tiles `entries` are not yet. */
  readonly start: TreeState
  readonly entries: readonly JournalEntry[]
  /** The newest tree that was signed: between the start and its growth. */
  readonly signed: SignedTree
  /** Trees that outsiders may know: the new one must contain them. */
  readonly known: readonly TreeState[]
}

/** Durable and visible when it returns. Safe to repeat after a crash at any step: all it writes is decided by its input. */
export async function publishEntries(parts: WriterParts, publication: Publication): Promise<SignedTree> {
  const { dir, disk, seenPath, files } = parts
  const { start, entries } = publication
  const read = readTiles(parts)
  const plan = planGrowth(
    { ...start, read },
    entries.map(({ entry }) => entry),
  )
  if (!plan.ok) throw new LedgerError('LEDGER_DAMAGED', `${dir}: ${plan.error.code}: ${plan.error.message}`)
  const { size, root, completed } = plan.value
  parts.assertHeld()
  await files.writeImmutable(
    plan.value.files.map(({ tile, bytes }) => ({ path: join(dir, formatTilePath(tile)), bytes })),
  )
  await writeIds(parts, start.size, entries)
  assertContains(parts, size, [...publication.known, publication.signed])
  const tree = await signTree(parts, { size, root }, publication.signed)
  const bytes = Buffer.from(tree.note)
  await replaceFile(disk, { path: seenPath, bytes })
  await replaceFile(disk, { path: join(dir, names.checkpoint), bytes })
  await dropPartials(parts, completed)
  await startJournal(parts, tree)
  return tree
}

/** An empty journal after a published tree. Its folder is synced, and with it the names of all files beside it. */
export async function startJournal(parts: WriterParts, { size, root }: TreeState): Promise<void> {
  parts.assertHeld()
  const bytes = formatJournalHeader({ nonce: parts.random(16), size, root })
  await replaceFile(parts.disk, { path: join(parts.dir, names.journal), bytes })
}

/** Each tree must be what the tiles say of its size; else signing on would fork the log. */
export function assertContains(
  { dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>,
  size: bigint,
  trees: readonly TreeState[],
): void {
  for (const tree of trees) {
    const root = readRoot(sha256, { size, read: readTiles({ dir, disk }) }, tree.size)
    if (!root.ok) throw new LedgerError('LEDGER_DAMAGED', `${dir}: ${root.error.message}`)
    if (Buffer.compare(root.value, tree.root) !== 0) {
      throw new LedgerError(
        'FORKED',
        `${dir}: the tiles lead to another root for size ${tree.size} than was signed`,
      )
    }
  }
}

async function writeIds(
  { dir, disk }: LedgerPlace,
  start: bigint,
  entries: readonly JournalEntry[],
): Promise<void> {
  const path = join(dir, names.ids)
  await guard(path, async () => {
    const bytes = Buffer.concat(entries.map(({ idHash }) => idHash))
    await disk.writeAt(path, bytes, Number(start) * ID_HASH_BYTES)
    await disk.sync(path)
  })
}

/** Compare and set: the note on the disk is the one that we know, or another writer was here. */
async function signTree(parts: WriterParts, tree: TreeState, signed: SignedTree): Promise<SignedTree> {
  const path = join(parts.dir, names.signed)
  parts.assertHeld()
  if (Buffer.from(parts.disk.read(path) ?? []).toString() !== signed.note) {
    throw new LedgerError('LOCK_LOST', `${path}: another writer signed`)
  }
  // Never a second signature for one size: the stored one is published.
  if (signed.size === tree.size) return signed
  const note = signCheckpoint({ origin: parts.signer.key.name, ...tree, extensions: [] }, [parts.signer])
  if (!note.ok) throw new Error(`a checkpoint of the log cannot be signed: ${note.error.message}`)
  await replaceFile(parts.disk, { path, bytes: Buffer.from(note.value) })
  return { ...tree, note: note.value }
}

/** Partial tiles serve until the full one does (tlog-tiles, section "Partial Tiles"). */
async function dropPartials({ dir, disk }: LedgerPlace, completed: readonly TileAddress[]): Promise<void> {
  for (const tile of completed) {
    const path = join(dir, `${formatTilePath({ ...tile, width: TILE_WIDTH })}.p`)
    await guard(path, () => disk.remove(path))
  }
}
