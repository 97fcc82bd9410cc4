/** From signed to published: the steps 6 to 9 of the ledger reference's crash table (section 1.6), in that order. */
import { dirname, join } from 'node:path'
import {
  formatTilePath,
  listChangedBundles,
  listChangedTiles,
  TILE_WIDTH,
  type TileAddress,
} from '../../translog/index.ts'
import { toAlarmError, writeAlarm } from './alarm.ts'
import type { WriterParts } from './integrate.ts'
import { checkKnown } from './known.ts'
import {
  guard,
  type LedgerPlace,
  names,
  readCheckpoint,
  readTiles,
  replaceFile,
  type SignedTree,
} from './store.ts'
import type { CosignAlarm, WitnessAnswer } from './witness/port.ts'

/** What became of a signed tree. */
export type Publication =
  /** Readers are served it. `witnesses`: empty where none were to be asked. */
  | {
      readonly kind: 'published'
      readonly tree: SignedTree
      readonly quorum: 'met' | 'none'
      readonly witnesses: readonly WitnessAnswer[]
    }
  /** It lies in `checkpoint.pending` with the cosignatures so far; readers are served the older one. */
  | { readonly kind: 'missed'; readonly size: bigint; readonly witnesses: readonly WitnessAnswer[] }

export interface PublicationOptions {
  /** The tree that readers are served now. */
  readonly published: SignedTree
  /** `fresh`: ask each witness again, though it has cosigned this size before. */
  readonly round: 'next' | 'fresh'
}

/** Safe to repeat after a crash at any step. Throws ROLLED_BACK or FORKED when a witness knows more than this log. */
export async function publishTree(
  parts: WriterParts,
  signed: SignedTree,
  { published, round }: PublicationOptions,
): Promise<Publication> {
  const { dir, disk, cosign } = parts
  const path = join(dir, names.checkpoint)
  const waiting = join(dir, names.pending)
  if (cosign === undefined) {
    parts.assertHeld()
    await replaceFile(disk, { path, bytes: Buffer.from(signed.note) })
    // Of a time when witnesses were asked.
    if (disk.sizeOf(waiting) !== undefined) await guard(waiting, () => disk.remove(waiting))
    await dropPartials(parts, published.size, signed.size)
    return { kind: 'published', tree: signed, quorum: 'none', witnesses: [] }
  }
  const note = round === 'fresh' ? signed.note : (findWaiting(parts, signed)?.note ?? signed.note)
  const { size, root } = signed
  const answer = await cosign({ note, size, root }, { size, read: readTiles(parts) })
  await stopOnAlarm(parts, signed, answer.alarms ?? [])
  assertSameTree(parts, signed, answer.note)
  parts.assertHeld()
  // Durable before anybody reads it; a rename then shows it.
  await replaceFile(disk, { path: waiting, bytes: Buffer.from(answer.note) })
  const { quorum, witnesses } = answer
  if (quorum === 'missed') return { kind: 'missed', size, witnesses }
  await guard(path, async () => {
    await disk.rename(waiting, path)
    await disk.syncFolder(dirname(path))
  })
  await dropPartials(parts, published.size, size)
  return { kind: 'published', tree: { size, root, note: answer.note }, quorum, witnesses }
}

/** The note that waits for its quorum, if it is of this tree: what was cosigned need not be asked for again. */
function findWaiting(
  { dir, disk, signer }: WriterParts,
  tree: SignedTree,
): { readonly note: string } | undefined {
  const path = join(dir, names.pending)
  if (disk.read(path) === undefined) return undefined
  const { checkpoint, note } = readCheckpoint(disk, path, signer.key)
  return checkpoint.size === tree.size && Buffer.compare(checkpoint.root, tree.root) === 0
    ? { note }
    : undefined
}

/** Remembered, so that a log that was opened again does not sign on either. */
async function stopOnAlarm(
  parts: WriterParts,
  signed: SignedTree,
  alarms: readonly CosignAlarm[],
): Promise<void> {
  const [first] = alarms
  if (first === undefined) return
  const { code } = first
  const message = alarms.map((alarm) => `${alarm.code}: ${alarm.witness}: ${alarm.message}`).join('; ')
  await writeAlarm(parts, { code, message, notes: [signed.note, ...alarms.map(({ note }) => note)] })
  // What the witnesses hold is now known here as well: restoring has to reach it. Throws where one is newer.
  await checkKnown(
    parts,
    signed,
    alarms.filter((alarm) => alarm.code === 'ROLLED_BACK'),
  )
  throw toAlarmError(parts, { code, message })
}

/** What comes back from outside is the checkpoint that was handed out, with more lines. */
function assertSameTree({ dir }: WriterParts, signed: SignedTree, note: string): void {
  const body = signed.note.slice(0, signed.note.lastIndexOf('\n\n') + 2)
  if (note.startsWith(body)) return
  throw new Error(`${dir}: the note that came back is not that of size ${signed.size}`)
}

/** Partial tiles serve until the full one does (tlog-tiles, section "Partial Tiles"). */
async function dropPartials({ dir, disk }: LedgerPlace, from: bigint, to: bigint): Promise<void> {
  for (const tile of listCompleted(from, to)) {
    const path = join(dir, `${formatTilePath({ ...tile, width: TILE_WIDTH })}.p`)
    await guard(path, () => disk.remove(path))
  }
}

function* listCompleted(from: bigint, to: bigint): Generator<TileAddress> {
  for (const tiles of [listChangedBundles(from, to), listChangedTiles(from, to)]) {
    for (const tile of tiles) if (tile.width === TILE_WIDTH) yield tile
  }
}
