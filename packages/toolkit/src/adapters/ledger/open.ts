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
import { assertContains, publishEntries, type SignedTree, startJournal, type WriterParts } from './publish.ts'
import { guard, type LedgerPlace, names, readCheckpoint, replaceFile } from './store.ts'
import { LedgerWriter } from './writer.ts'

/** What was found when the log was opened; nothing of it is an error. */
export interface OpenReport {
  /** Entries that were durable but not published, and are now. */
  readonly replayed: number
  /** True when the last write before was cut off. It was never acknowledged. */
  readonly wasTorn: boolean
  /** False when nothing outside of the folder remembered this log: a rollback could not have been noticed. */
  readonly wasRemembered: boolean
}

/** The lock is held; `release` gives it back when the writer closes. */
export async function openWriter(
  parts: WriterParts,
  release: () => void,
): Promise<{ readonly writer: LedgerWriter; readonly report: OpenReport }> {
  const { dir, disk } = parts
  readIdentity(parts, parts.signer.key)
  const found = readState(parts, parts.signer.key)
  const plan = planRecovery(found.state)
  if (plan.kind === 'refuse') throw new LedgerError(plan.code, `${dir}: ${plan.message}`)
  await guard(dir, () => disk.remove(join(dir, names.temporary)))
  const published = await recover(parts, found)
  const { journal } = found
  const report = {
    replayed: journal.entries.length,
    wasTorn: journal.tail === 'torn',
    wasRemembered: found.wasRemembered,
  }
  const loadIds = (): IdTable => new IdTable(readIds(parts, published.size))
  return { writer: new LedgerWriter(parts, { published, loadIds, release }), report }
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
  readonly wasRemembered: boolean
}

/** Everything that decides about recovery, read and verified; throws where a part is missing or damaged. */
export function readState(place: LedgerPlace, key: VerifierKey): FoundLog {
  const { dir, disk, seenPath } = place
  const { checkpoint: signed, note } = readCheckpoint(disk, join(dir, names.signed), key)
  const { checkpoint: published } = readCheckpoint(disk, join(dir, names.checkpoint), key)
  const wasRemembered = disk.read(seenPath) !== undefined
  const seen = wasRemembered
    ? readCheckpoint(disk, seenPath, key).checkpoint
    : { size: 0n, root: rootOf(sha256, []) }
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
      seen,
      journal: { start: { size, root }, end: size + BigInt(entries.length) },
    },
    journal: parsed.value,
    signed: { size: signed.size, root: signed.root, note },
    wasRemembered,
  }
}

/** The hashes of the ids of all published entries. */
export function readIds({ dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>, size: bigint): Uint8Array {
  const path = join(dir, names.ids)
  const bytes = disk.read(path) ?? new Uint8Array()
  const length = Number(size) * ID_HASH_BYTES
  if (bytes.length >= length) return bytes.subarray(0, length)
  throw new LedgerError('LEDGER_DAMAGED', `${path}: expected ${length} bytes, found ${bytes.length}`)
}

/** Ends with a new journal, whatever was found: the old one's pages may not be what the disk holds. */
async function recover(parts: WriterParts, { state, journal, signed }: FoundLog): Promise<SignedTree> {
  const { published, seen } = state
  if (journal.entries.length > 0) {
    return await publishEntries(parts, {
      start: journal,
      entries: journal.entries,
      signed,
      known: [published, seen],
    })
  }
  assertContains(parts, signed.size, [signed, seen])
  if (seen.size < signed.size || parts.disk.read(parts.seenPath) === undefined) {
    await replaceFile(parts.disk, { path: parts.seenPath, bytes: Buffer.from(signed.note) })
  }
  await startJournal(parts, signed)
  return signed
}
