/** A new log, and opening it on this machine: folder, key files, lock. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { formatLedgerIdentity } from '../../ledger/index.ts'
import { sha256 } from '../../base/index.ts'
import { formatVerifierKey, rootOf, type Signer, signCheckpoint } from '../../translog/index.ts'
import { FeddbError } from '../feddb/errors.ts'
import { ExchangeError } from '../feddb/exchange/errors.ts'
import { openKeyFile } from '../feddb/exchange/key-file.ts'
import { acquireLock } from '../feddb/lock.ts'
import { LedgerError, toLedgerError } from './errors.ts'
import { nodeDisk } from './node-disk.ts'
import { type OpenReport, openWriter } from './open.ts'
import { startJournal, type WriterParts } from './publish.ts'
import { DurableFiles, guard, names, readCheckpoint, replaceFile } from './store.ts'
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

/** Makes key and log, and publishes the empty tree. Throws LEDGER_EXISTS where a log is or was. Safe to repeat after a crash. */
export async function createLedger(
  folders: LedgerFolders,
  origin: string,
): Promise<{ readonly verifierKey: string }> {
  const { dir, keyPath, seenPath } = folders
  for (const folder of [dir, dirname(keyPath), dirname(seenPath)]) await makeFolders(folder)
  return await holdLock(dir, async (assertHeld) => {
    assertNew(dir)
    const signer = readKey(keyPath, origin)
    const verifierKey = formatVerifierKey(signer.key)
    // The key is durable before anything is signed with it.
    await guard(keyPath, () => nodeDisk.sync(keyPath))
    await replaceFile(nodeDisk, { path: `${keyPath}.pub`, bytes: Buffer.from(`${verifierKey}\n`) })
    await createStore(toParts(folders, signer, assertHeld))
    return { verifierKey }
  })
}

/** Throws LedgerError: LEDGER_LOCKED while another process writes; ROLLED_BACK, FORKED and the like after foul play. */
export async function openLedger(
  folders: LedgerFolders,
): Promise<{ readonly writer: LedgerWriter; readonly report: OpenReport }> {
  if (!existsSync(join(folders.dir, names.identity))) {
    throw new LedgerError('NOT_A_LEDGER', `${folders.dir}: no log was created here`)
  }
  const lock = takeLock(folders.dir)
  try {
    const signer = readKey(folders.keyPath, undefined)
    return await openWriter(toParts(folders, signer, lock.assertHeld), lock.release)
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

function toParts({ dir, seenPath }: LedgerFolders, signer: Signer, assertHeld: () => void): WriterParts {
  return {
    dir,
    seenPath,
    disk: nodeDisk,
    signer,
    files: new DurableFiles(nodeDisk, dir),
    assertHeld,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  }
}

function assertNew(dir: string): void {
  if (existsSync(join(dir, names.identity)))
    throw new LedgerError('LEDGER_EXISTS', `${dir}: holds a log already`)
}

function readKey(path: string, origin: string | undefined): Signer {
  try {
    return openKeyFile(path, origin)
  } catch (cause) {
    if (cause instanceof ExchangeError) throw new LedgerError('KEY_INVALID', cause.message, cause)
    throw toLedgerError(path, cause)
  }
}

/** Names that were not there are durable when it returns. */
async function makeFolders(folder: string): Promise<void> {
  const path = resolve(folder)
  if (existsSync(path)) return
  await makeFolders(dirname(path))
  await guard(path, async () => {
    await nodeDisk.makeFolder(path)
    await nodeDisk.syncFolder(dirname(path))
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

function takeLock(dir: string): { readonly assertHeld: () => void; readonly release: () => void } {
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
      throw new LedgerError('LEDGER_LOCKED', `${dir}: another process writes this log`, cause)
    if (cause.code === 'LOCK_LOST')
      throw new LedgerError('LOCK_LOST', `${dir}: another process took over`, cause)
    throw toLedgerError(dir, cause)
  }
}
