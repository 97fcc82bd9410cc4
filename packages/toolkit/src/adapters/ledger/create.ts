/** A new log, and opening it on this machine: folder, key files, lock. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { formatLedgerIdentity } from '../../ledger/index.ts'
import { sha256 } from '../../base/index.ts'
import {
  formatSigningKey,
  formatVerifierKey,
  rootOf,
  type Signer,
  signCheckpoint,
} from '../../translog/index.ts'
import { FeddbError, hasCode } from '../feddb/errors.ts'
import { ExchangeError } from '../feddb/exchange/errors.ts'
import { createSigningKey } from '../feddb/exchange/ed25519.ts'
import { openKeyFile } from '../feddb/exchange/key-file.ts'
import { acquireLock } from '../feddb/lock.ts'
import { LedgerError, toLedgerError } from './errors.ts'
import type { LedgerDisk } from './disk.ts'
import { startJournal, type WriterParts } from './integrate.ts'
import { nodeDisk } from './node-disk.ts'
import { type OpenReport, openWriter, readIdentity, type WriterOptions } from './open.ts'
import { type RestoreOptions, type RestoreReport, restoreStore } from './restore.ts'
import { DurableFiles, guard, names, readCheckpoint, replaceFile } from './store.ts'
import type { Cosign } from './witness/port.ts'
import type { LedgerWriter } from './writer.ts'

/** Three places that should not be lost, or restored, together. */
export interface LedgerFolders {
  /** The log: tiles, checkpoint, journal. */
  readonly dir: string
  /** The private key, mode 0600; the public one lies beside it, `.pub`. */
  readonly keyPath: string
  /** Remembers the newest checkpoint, so that an older copy of `dir` is noticed. */
  readonly seenPath: string
}

export interface OpenOptions extends WriterOptions {
  /** Asked before each publication; without it checkpoints are published at once, independently witnessed by nobody. */
  readonly cosign?: Cosign
}

/** Makes key and log, and publishes the empty tree. Throws LEDGER_EXISTS where a log is or was. Safe to repeat after a crash. */
export async function createLedger(
  folders: LedgerFolders,
  origin: string,
): Promise<{ readonly verifierKey: string }> {
  return await createLedgerOn(nodeDisk, folders, origin)
}

/** Throws LedgerError: LEDGER_LOCKED while another process writes; ROLLED_BACK, FORKED and the like after foul play. */
export async function openLedger(
  folders: LedgerFolders,
  options: OpenOptions = {},
): Promise<{ readonly writer: LedgerWriter; readonly report: OpenReport }> {
  return await openLedgerOn(nodeDisk, folders, options)
}

/**
 * After ROLLED_BACK: brings the entries that an older copy of the log lacks back from `mirrorDir`, a mirror or a newer copy
 * of the log's folder. Reads the private key only where `dir` holds no log at all. The caller then opens the log, and appends
 * `backup.restored`.
 */
export async function restoreFromMirror(
  folders: LedgerFolders,
  mirrorDir: string,
  options: RestoreOptions = {},
): Promise<RestoreReport> {
  const { dir, keyPath, seenPath } = folders
  for (const folder of [dir, dirname(seenPath)]) await makeFolders(nodeDisk, folder)
  return await holdLock(dir, async (assertHeld) => {
    const key = existsSync(join(dir, names.identity))
      ? readIdentity({ dir, disk: nodeDisk })
      : readKey(keyPath).key
    return await restoreStore(toParts(nodeDisk, { dir, seenPath }, assertHeld), key, {
      ...options,
      mirrorDir,
    })
  })
}

/** For tests, which break the disk; only the lock and reading the key do not go through it. */
export async function createLedgerOn(
  disk: LedgerDisk,
  folders: LedgerFolders,
  origin: string,
): Promise<{ readonly verifierKey: string }> {
  const { dir, keyPath, seenPath } = folders
  for (const folder of [dir, dirname(keyPath), dirname(seenPath)]) await makeFolders(disk, folder)
  return await holdLock(dir, async (assertHeld) => {
    assertNew(dir)
    // The key is durable before anything is signed with it.
    if (!existsSync(keyPath)) await writeKey(disk, keyPath, origin)
    const signer = readKey(keyPath, origin)
    const verifierKey = formatVerifierKey(signer.key)
    await replaceFile(disk, { path: `${keyPath}.pub`, bytes: Buffer.from(`${verifierKey}\n`) })
    await createStore({ ...toParts(disk, folders, assertHeld), signer })
    return { verifierKey }
  })
}

export async function openLedgerOn(
  disk: LedgerDisk,
  folders: LedgerFolders,
  { cosign, ...options }: OpenOptions = {},
): Promise<{ readonly writer: LedgerWriter; readonly report: OpenReport }> {
  const { dir, keyPath } = folders
  if (!existsSync(join(dir, names.identity))) {
    throw new LedgerError('NOT_A_LEDGER', `${dir}: no log was created here`)
  }
  const lock = takeLock(dir)
  try {
    const parts = { ...toParts(disk, folders, lock.assertHeld), signer: readKey(keyPath), cosign }
    return await openWriter(parts, lock.release, options)
  } catch (cause) {
    lock.release()
    throw cause
  }
}

/** The files of an empty log, the one that names it last: without it there is no log yet. */
export async function createStore(parts: WriterParts): Promise<void> {
  const { dir, disk, seenPath, signer } = parts
  const path = (name: string): string => join(dir, name)
  const old = [seenPath, path(names.signed)].find(
    (file) => disk.read(file) !== undefined && readCheckpoint(disk, file, signer.key).checkpoint.size > 0n,
  )
  if (old !== undefined || disk.read(path(names.identity)) !== undefined) {
    throw new LedgerError(
      'LEDGER_EXISTS',
      `${old ?? dir}: a log of ${signer.key.name} is known; a second one would fork it`,
    )
  }
  const tree = { size: 0n, root: rootOf(sha256, []) }
  const note = signCheckpoint({ origin: signer.key.name, ...tree, extensions: [] }, [signer])
  if (!note.ok) throw new LedgerError('KEY_INVALID', `${signer.key.name}: ${note.error.message}`)
  const bytes = Buffer.from(note.value)
  await guard(path(names.ids), async () => {
    await disk.write(path(names.ids), new Uint8Array())
    await disk.sync(path(names.ids))
  })
  for (const file of [path(names.signed), seenPath, path(names.checkpoint)])
    await replaceFile(disk, { path: file, bytes })
  await startJournal(parts, tree)
  await replaceFile(disk, {
    path: path(names.identity),
    bytes: Buffer.from(formatLedgerIdentity(signer.key)),
  })
}

function toParts(
  disk: LedgerDisk,
  { dir, seenPath }: Pick<LedgerFolders, 'dir' | 'seenPath'>,
  assertHeld: () => void,
): Omit<WriterParts, 'signer'> {
  return {
    dir,
    seenPath,
    disk,
    files: new DurableFiles(disk, dir),
    assertHeld,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  }
}

function assertNew(dir: string): void {
  if (existsSync(join(dir, names.identity)))
    throw new LedgerError('LEDGER_EXISTS', `${dir}: holds a log already`)
}

/** Whole or not at all: half a key would be no key, and nobody could tell whether it had signed. */
async function writeKey(disk: LedgerDisk, path: string, origin: string): Promise<void> {
  const key = createSigningKey(origin)
  if (!key.ok) throw new LedgerError('KEY_INVALID', `${origin}: ${key.error.message}`)
  await replaceFile(disk, { path, bytes: Buffer.from(`${formatSigningKey(key.value)}\n`) })
}

function readKey(path: string, origin?: string): Signer {
  try {
    return openKeyFile(path, origin)
  } catch (cause) {
    if (cause instanceof ExchangeError) throw new LedgerError('KEY_INVALID', cause.message, cause)
    throw toLedgerError(path, cause)
  }
}

/** Names that were not there are durable when it returns. */
export async function makeFolders(disk: LedgerDisk, folder: string): Promise<void> {
  const path = resolve(folder)
  if (!existsSync(path)) {
    await makeFolders(disk, dirname(path))
    await guard(path, () => disk.makeFolder(path))
  }
  // Also where it was there: whoever made it may have been killed before its name was durable.
  await guard(path, () => disk.syncFolder(dirname(path))).catch((cause: unknown) => {
    // A folder that we may not even read is none that we made something in.
    if (!(cause instanceof LedgerError && hasCode(cause.cause, 'EACCES'))) throw cause
  })
}

async function holdLock<T>(dir: string, work: (assertHeld: () => void) => Promise<T>): Promise<T> {
  const lock = takeLock(dir)
  try {
    return await work(lock.assertHeld)
  } finally {
    lock.release()
  }
}

/** Throws LEDGER_LOCKED while another process holds the folder; `assertHeld` throws LOCK_LOST. */
export function takeLock(dir: string): { readonly assertHeld: () => void; readonly release: () => void } {
  const lock = inOurWords(dir, () => acquireLock(dir))
  return {
    assertHeld: () => inOurWords(dir, lock.assertHeld),
    release: () => inOurWords(dir, lock.release),
  }
}

function inOurWords<T>(dir: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof FeddbError)) throw cause
    if (cause.code === 'LOCKED')
      throw new LedgerError('LEDGER_LOCKED', `${dir}: another process has it open`, cause)
    if (cause.code === 'LOCK_LOST')
      throw new LedgerError('LOCK_LOST', `${dir}: another process took over`, cause)
    throw toLedgerError(dir, cause)
  }
}
