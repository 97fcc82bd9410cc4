/**
 * A log that was put back from an older backup gets its missing entries again, from a mirror or a newer copy of its folder,
 * so that its writer may go on. Nothing is signed here: what is taken over is what this log's key signed before. The caller
 * then appends `backup.restored`.
 */
import { join } from 'node:path'
import { sha256 } from '../../base/index.ts'
import { formatLedgerIdentity, ID_HASH_BYTES, type JournalEntry } from '../../ledger/index.ts'
import { rootOf, type VerifierKey } from '../../translog/index.ts'
import { readAlarm } from './alarm.ts'
import { readEntries } from './entries.ts'
import { LedgerError } from './errors.ts'
import { assertContains, startJournal, writeIds, writeTiles, type WriterParts } from './integrate.ts'
import { type Mirror, openMirror } from './mirror.ts'
import { type FoundLog, readIdentity, readState } from './open.ts'
import { guard, names, readTree, replaceFile, type SignedTree } from './store.ts'

export interface RestoreOptions {
  /** The id of an entry's event, where the caller knows it: found by the entry, which holds the event's commitment. */
  readonly idOf?: (entry: Uint8Array, index: bigint) => string | undefined
}

export interface RestoreReport {
  /** Entries that the older copy had in its signed tree. */
  readonly from: bigint
  /** Entries now. */
  readonly size: bigint
  /** Entries whose event's id is not known: an event that is appended again would get a second place. */
  readonly withoutId: number
}

/** What restoring needs of a writer's parts: no private key. */
export type RestoreParts = Pick<WriterParts, 'dir' | 'seenPath' | 'disk' | 'files' | 'assertHeld' | 'random'>

/**
 * Checks the whole mirror against the checkpoint that the log's key signed, and that all that this copy signed or
 * acknowledged is a part of it, before anything is written. Throws MIRROR_UNUSABLE, FORKED, or ROLLED_BACK where the mirror
 * is older than what is known. Safe to repeat after a crash. Not trusted: the mirror, but for the ids in a copy of the
 * folder, which no signature covers.
 */
export async function restoreStore(
  parts: RestoreParts,
  key: VerifierKey,
  { mirrorDir, idOf }: RestoreOptions & { readonly mirrorDir: string },
): Promise<RestoreReport> {
  const { dir, disk, seenPath } = parts
  const own = findOwn(parts, key)
  const mirror = openMirror(disk, mirrorDir, key)
  assertNewest(own, mirror)
  assertPart(own, mirror)
  const base = own.trees[0] ?? EMPTY
  const withoutId = await copyEntries(parts, { mirror, own, base, idOf })
  const note = Buffer.from(mirror.newest.note)
  await replaceFile(disk, { path: join(dir, names.signed), bytes: note })
  await replaceFile(disk, { path: seenPath, bytes: note })
  const { size } = mirror.newest
  await startJournal(parts, mirror.newest, own.entries.slice(Math.max(0, Number(size - own.start))))
  await showMirrored(parts, own, mirror)
  await replaceFile(disk, { path: join(dir, names.identity), bytes: Buffer.from(formatLedgerIdentity(key)) })
  if (readAlarm(parts)?.code === 'ROLLED_BACK') {
    await guard(dir, () => disk.remove(join(dir, names.alarm)))
  }
  return { from: base.size, size, withoutId }
}

interface Own {
  /** The signed tree first; all others that this copy or its memory knows. Empty where no log is left. */
  readonly trees: readonly SignedTree[]
  readonly published: SignedTree | undefined
  /** Place of the journal's first entry. */
  readonly start: bigint
  readonly entries: readonly JournalEntry[]
}

const EMPTY: SignedTree = { size: 0n, root: rootOf(sha256, []), note: '' }

function findOwn(parts: RestoreParts, key: VerifierKey): Own {
  const { dir, disk, seenPath } = parts
  if (disk.sizeOf(join(dir, names.identity)) === undefined) {
    const seen = disk.sizeOf(seenPath) === undefined ? EMPTY : readTree(disk, seenPath, key)
    return { trees: [EMPTY, seen], published: undefined, start: 0n, entries: [] }
  }
  readIdentity(parts, key)
  const { signed, published, state, journal }: FoundLog = readState(parts, key)
  assertContains(parts, signed.size, [signed])
  const others = [state.seen, state.published, state.journal.start, ...(state.pending ? [state.pending] : [])]
  const trees = [signed, ...others.map(({ size, root }) => ({ size, root, note: '' }))]
  return { trees, published, start: journal.size, entries: journal.entries }
}

function assertNewest({ trees }: Own, { dir, newest }: Mirror): void {
  const known = trees.reduce((most, { size }) => (size > most ? size : most), 0n)
  if (newest.size < known) {
    throw new LedgerError(
      'ROLLED_BACK',
      `${dir}: holds size ${newest.size}, but ${known} was signed: take a newer one`,
    )
  }
}

/** Whatever this copy signed, saw or acknowledged is in the mirror at its place. */
function assertPart({ trees, start, entries }: Own, mirror: Mirror): void {
  assertContains({ dir: mirror.dir, disk: mirror.disk }, mirror.newest.size, trees)
  const end = start + BigInt(entries.length)
  const shared = end < mirror.newest.size ? end : mirror.newest.size
  let at = 0
  for (const entry of readEntries(mirror, { size: mirror.newest.size, from: start, to: shared })) {
    if (Buffer.compare(entry, entries[at]?.entry ?? new Uint8Array()) !== 0) {
      throw new LedgerError(
        'FORKED',
        `${mirror.dir}: entry ${start + BigInt(at)} is another one than was acknowledged here`,
      )
    }
    at++
  }
}

interface Copy {
  readonly idOf: RestoreOptions['idOf']
  readonly mirror: Mirror
  readonly own: Own
  readonly base: SignedTree
}

/** Entries that are written at once, in whole tiles; memory does not grow with the log. */
const PORTION = 4096n

/** How many entries have no id of an event. */
async function copyEntries(parts: RestoreParts, { mirror, own, base, idOf }: Copy): Promise<number> {
  let tree: Pick<SignedTree, 'size' | 'root'> = base
  let withoutId = 0
  while (tree.size < mirror.newest.size) {
    const boundary: bigint = (tree.size / PORTION + 1n) * PORTION
    const end = boundary < mirror.newest.size ? boundary : mirror.newest.size
    const from = tree.size
    const entries = [...readEntries(mirror, { size: mirror.newest.size, from, to: end })].map((entry, at) => {
      const index = from + BigInt(at)
      const id =
        own.entries[Number(index - own.start)]?.idHash ?? mirror.idAt(index) ?? hashOf(idOf?.(entry, index))
      if (id === undefined) withoutId++
      return { entry: Uint8Array.from(entry), idHash: id ?? placeholderOf(index) }
    })
    tree = await writeTiles(parts, tree, entries)
    await writeIds(parts, from, entries)
  }
  if (Buffer.compare(tree.root, mirror.newest.root) === 0) return withoutId
  throw new LedgerError('MIRROR_UNUSABLE', `${mirror.dir}: its entries do not lead to its checkpoint`)
}

/** The mirror's published checkpoint, if it is newer: it has the cosignatures. */
async function showMirrored({ dir, disk }: RestoreParts, own: Own, { published }: Mirror): Promise<void> {
  const shown = [own.published, published].reduce((a, b) =>
    a === undefined || (b !== undefined && b.size > a.size) ? b : a,
  )
  const path = join(dir, names.checkpoint)
  if (shown !== undefined && shown !== own.published) {
    await replaceFile(disk, { path, bytes: Buffer.from(shown.note) })
  }
  await guard(dir, () => disk.remove(join(dir, names.pending)))
}

function hashOf(id: string | undefined): Uint8Array | undefined {
  return id === undefined ? undefined : Uint8Array.from(sha256(id).subarray(0, ID_HASH_BYTES))
}

/** No event's: ids have at most 128 characters. */
export function placeholderOf(index: bigint): Uint8Array {
  return Uint8Array.from(
    sha256(`occtet-ledger/restored/${index}/`.padEnd(200, '-')).subarray(0, ID_HASH_BYTES),
  )
}
