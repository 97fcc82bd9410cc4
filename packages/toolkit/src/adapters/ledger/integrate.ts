/** From sequenced to signed: the steps 3 to 5 of the ledger reference's crash table (section 1.6), in that order. */
import { join } from 'node:path'
import {
  formatJournalHeader,
  formatJournalRecord,
  ID_HASH_BYTES,
  type JournalEntry,
  planGrowth,
  type TreeState,
} from '../../ledger/index.ts'
import { sha256 } from '../../base/index.ts'
import { formatTilePath, readRoot, type Signer, signCheckpoint } from '../../translog/index.ts'
import { LedgerError } from './errors.ts'
import {
  type DurableFiles,
  guard,
  type LedgerPlace,
  names,
  readTiles,
  replaceFile,
  type SignedTree,
} from './store.ts'
import type { Cosign } from './witness/port.ts'

/** One writer's hold on one log. */
export interface WriterParts extends LedgerPlace {
  /** Secret and trusted: signs checkpoints of this log. */
  readonly signer: Signer
  readonly files: DurableFiles
  /** Throws LOCK_LOST when another writer took over. */
  readonly assertHeld: () => void
  readonly random: (bytes: number) => Uint8Array
  /** Asked before a checkpoint is published; without it nobody is. */
  readonly cosign?: Cosign | undefined
}

export interface Integration {
  /** The tree in whose tiles `entries` are not yet. */
  readonly start: TreeState
  readonly entries: readonly JournalEntry[]
  /** The newest tree that was signed: between the start and its growth. */
  readonly signed: SignedTree
  /** Trees that outsiders may know: the new one must contain them. */
  readonly known: readonly TreeState[]
}

/**
 * Tiles, ids, signature, memory, a new journal: all durable when it returns, and nothing of it shown to anybody. Safe to
 * repeat after a crash at any step: all it writes is decided by its input.
 */
export async function integrateEntries(parts: WriterParts, integration: Integration): Promise<SignedTree> {
  const { start, entries } = integration
  const { size, root } = await writeTiles(parts, start, entries)
  await writeIds(parts, start.size, entries)
  assertContains(parts, size, [...integration.known, integration.signed])
  const tree = await signTree(parts, { size, root }, integration.signed)
  await replaceFile(parts.disk, { path: parts.seenPath, bytes: Buffer.from(tree.note) })
  await startJournal(parts, tree)
  return tree
}

/** Step 3 and 4: bundles, then tiles, lowest level first. Refuses tiles that do not lead to the root of `start`. */
export async function writeTiles(
  parts: Pick<WriterParts, 'dir' | 'disk' | 'files' | 'assertHeld'>,
  start: TreeState,
  entries: readonly Pick<JournalEntry, 'entry'>[],
): Promise<TreeState> {
  const { dir, files } = parts
  const plan = planGrowth(
    { ...start, read: readTiles(parts) },
    entries.map(({ entry }) => entry),
  )
  if (!plan.ok) throw new LedgerError('LEDGER_DAMAGED', `${dir}: ${plan.error.code}: ${plan.error.message}`)
  parts.assertHeld()
  await files.writeImmutable(
    plan.value.files.map(({ tile, bytes }) => ({ path: join(dir, formatTilePath(tile)), bytes })),
  )
  return plan.value
}

/** A journal after a signed tree, empty unless entries are given. Its folder is synced, and with it the names of all files beside it. */
export async function startJournal(
  parts: Pick<WriterParts, 'dir' | 'disk' | 'assertHeld' | 'random'>,
  { size, root }: TreeState,
  entries: readonly JournalEntry[] = [],
): Promise<void> {
  parts.assertHeld()
  const nonce = parts.random(16)
  const header = formatJournalHeader({ nonce, size, root })
  const bytes =
    entries.length === 0 ? header : Buffer.concat([header, formatJournalRecord(nonce, size, entries)])
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

/** The hash of each entry's id, at the entry's place; durable when it returns. */
export async function writeIds(
  { dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>,
  start: bigint,
  entries: readonly Pick<JournalEntry, 'idHash'>[],
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
