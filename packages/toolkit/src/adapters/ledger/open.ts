/** Opens a log for writing: finds what a crash left, finishes it, and refuses what was no crash. */
import { join } from 'node:path'
import {
  type FoundState,
  ID_HASH_BYTES,
  type Journal,
  parseJournal,
  parseLedgerIdentity,
  planRecovery,
} from '../../ledger/index.ts'
import { rootOf, type VerifierKey } from '../../translog/index.ts'
import { sha256 } from '../../base/index.ts'
import { LedgerError } from './errors.ts'
import { IdTable } from './id-table.ts'
import { readAlarm, ROLLED_BACK_ADVICE, toAlarmError } from './alarm.ts'
import { assertContains, integrateEntries, startJournal, type WriterParts } from './integrate.ts'
import { checkKnown } from './known.ts'
import { publishTree } from './publish.ts'
import { guard, type LedgerPlace, names, readTree, replaceFile, type SignedTree } from './store.ts'
import type { Timing } from './timer.ts'
import { LedgerWriter } from './writer.ts'

/** What was found when the log was opened; nothing of it is an error. */
export interface OpenReport {
  /** Entries that were durable but in no signed tree, and are now. */
  readonly replayed: number
  /** True when the last write before was cut off. It was never acknowledged. */
  readonly wasTorn: boolean
  /** False when nothing outside of the folder remembered this log: a rollback could not have been noticed. */
  readonly wasRemembered: boolean
  /** Entries that are signed and wait for their witnesses: the next publication asks. */
  readonly unpublished: bigint
  /** Why notes of `known` were not looked at: they are not signed by this log's key. */
  readonly ignored: readonly string[]
}

export interface WriterOptions extends Timing {
  /** Checkpoints of this log from outside: witnesses, time stamps, customers. Opening fails where one is newer, or of another history. */
  readonly known?: readonly { readonly note: string }[]
}

/** The lock is held; `release` gives it back when the writer closes. */
export async function openWriter(
  parts: WriterParts,
  release: () => void,
  { known = [], ...timing }: WriterOptions = {},
): Promise<{ readonly writer: LedgerWriter; readonly report: OpenReport }> {
  const { dir, disk } = parts
  readIdentity(parts, parts.signer.key)
  const found = readState(parts, parts.signer.key)
  assertNoRefusal(parts, found)
  const ignored = await checkKnown(parts, found.signed, known)
  await guard(dir, () => disk.remove(join(dir, names.temporary)))
  const signed = await recover(parts, found)
  const published = await catchUp(parts, signed, found.published)
  const report = {
    replayed: found.journal.entries.length,
    wasTorn: found.journal.tail === 'torn',
    wasRemembered: found.wasRemembered,
    unpublished: signed.size - published.size,
    ignored,
  }
  const loadIds = (): IdTable => openIds(parts, signed.size)
  return { writer: new LedgerWriter(parts, { signed, published, loadIds, release }, timing), report }
}

function assertNoRefusal(parts: WriterParts, { state }: FoundLog): void {
  const alarm = readAlarm(parts)
  if (alarm !== undefined) throw toAlarmError(parts, alarm)
  const plan = planRecovery(state)
  if (plan.kind !== 'refuse') return
  const advice = plan.code === 'ROLLED_BACK' ? `; ${ROLLED_BACK_ADVICE}` : ''
  throw new LedgerError(plan.code, `${parts.dir}: ${plan.message}${advice}`)
}

/** Opening asks no witness: they may be slow. Where none is to be asked, what was signed is shown now. */
async function catchUp(parts: WriterParts, signed: SignedTree, published: SignedTree): Promise<SignedTree> {
  if (parts.cosign !== undefined || published.size === signed.size) return published
  const publication = await publishTree(parts, signed, { published, round: 'next' })
  return publication.kind === 'published' ? publication.tree : published
}

/** Throws unless the folder holds the log of this key, or of any if none is given. */
export function readIdentity(
  { dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>,
  key?: VerifierKey,
): VerifierKey {
  const path = join(dir, names.identity)
  const bytes = disk.read(path)
  if (bytes === undefined) throw new LedgerError('NOT_A_LEDGER', `${path}: missing; no log was created here`)
  const found = parseLedgerIdentity(Buffer.from(bytes).toString())
  if (!found.ok) throw new LedgerError('NOT_A_LEDGER', `${path}: ${found.error.message}`)
  if (key !== undefined && (found.value.id !== key.id || found.value.name !== key.name)) {
    throw new LedgerError(
      'KEY_INVALID',
      `${path}: the log of ${found.value.name}+${found.value.id}, not of ${key.name}+${key.id}`,
    )
  }
  return found.value
}

export interface FoundLog {
  readonly state: FoundState
  readonly journal: Journal
  readonly signed: SignedTree
  readonly published: SignedTree
  readonly wasRemembered: boolean
}

/** Everything that decides about recovery, read and verified; throws where a part is missing or damaged. */
export function readState(place: LedgerPlace, key: VerifierKey): FoundLog {
  const { dir, disk, seenPath } = place
  const signed = readTree(disk, join(dir, names.signed), key)
  const published = readTree(disk, join(dir, names.checkpoint), key)
  const waiting = join(dir, names.pending)
  const pending = disk.sizeOf(waiting) === undefined ? undefined : readTree(disk, waiting, key)
  const wasRemembered = disk.read(seenPath) !== undefined
  const seen = wasRemembered ? readTree(disk, seenPath, key) : { size: 0n, root: rootOf(sha256, []) }
  const path = join(dir, names.journal)
  const bytes = disk.read(path)
  if (bytes === undefined) throw new LedgerError('LEDGER_DAMAGED', `${path}: missing`)
  const parsed = parseJournal(bytes)
  if (!parsed.ok) throw new LedgerError('LEDGER_DAMAGED', `${path}: ${parsed.error.message}`)
  const { size, root, entries } = parsed.value
  return {
    state: {
      signed,
      published,
      pending,
      seen,
      journal: { start: { size, root }, end: size + BigInt(entries.length) },
    },
    journal: parsed.value,
    signed,
    published,
    wasRemembered,
  }
}

/** Throws where the hashes of ids of a tree of this size are not all there. */
export function openIds({ dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>, size: bigint): IdTable {
  const path = join(dir, names.ids)
  const expected = Number(size) * ID_HASH_BYTES
  const found = disk.sizeOf(path) ?? 0
  if (found < expected) {
    throw new LedgerError('LEDGER_DAMAGED', `${path}: expected ${expected} bytes, found ${found}`)
  }
  return new IdTable((entry, count) => readIds({ dir, disk }, entry, count), Number(size))
}

export function readIds(
  { dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>,
  entry: number,
  count: number,
): Uint8Array {
  const path = join(dir, names.ids)
  const bytes = disk.readAt(path, entry * ID_HASH_BYTES, count * ID_HASH_BYTES)
  if (bytes?.length === count * ID_HASH_BYTES) return bytes
  throw new LedgerError('LEDGER_DAMAGED', `${path}: expected ${count} hashes from entry ${entry} on`)
}

/** Ends with a new journal, whatever was found: the old one's pages may not be what the disk holds. */
async function recover(parts: WriterParts, { state, journal, signed }: FoundLog): Promise<SignedTree> {
  const { published, pending, seen } = state
  const known = [published, seen, ...(pending === undefined ? [] : [pending])]
  if (journal.entries.length > 0) {
    return await integrateEntries(parts, { start: journal, entries: journal.entries, signed, known })
  }
  assertContains(parts, signed.size, [signed, ...known])
  if (seen.size < signed.size || parts.disk.sizeOf(parts.seenPath) === undefined) {
    await replaceFile(parts.disk, { path: parts.seenPath, bytes: Buffer.from(signed.note) })
  }
  await startJournal(parts, signed)
  return signed
}
