/** Private files: written aside, synced, renamed; readable by their owner only; one writer at a time. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CaseStoreError, hasCode, reasonOf } from './cases-errors.ts'
import { FeddbError } from './feddb/errors.ts'
import { acquireLock, type WriterLock } from './feddb/lock.ts'
import type { Announcement, Prepared } from './outbox/model.ts'

/** How long a command waits for another that writes: each holds the lock for some milliseconds. */
const patience = { tries: 200, milliseconds: 50 } as const

/** Runs `work` alone. `assertHeld` throws when the lock was taken from us; call it before writing. */
export async function withCaseLock<T>(folder: string, work: (assertHeld: () => void) => T): Promise<T> {
  makePrivateFolder(folder)
  const lock = await waitForLock(folder)
  try {
    return guardLock(() => work(lock.assertHeld))
  } finally {
    guardLock(lock.release)
  }
}

/** The same for work that takes its time. What it throws is passed on as it is. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  makePrivateFolder(folder)
  const lock = await waitForLock(folder)
  try {
    return await work()
  } finally {
    guardLock(lock.release)
  }
}

async function waitForLock(folder: string): Promise<WriterLock> {
  for (let tries = 1; ; tries++) {
    try {
      return acquireLock(folder)
    } catch (cause) {
      const isBusy = cause instanceof FeddbError && cause.code === 'LOCKED'
      if (!isBusy) throw toStoreError(cause)
      if (tries >= patience.tries) {
        throw new CaseStoreError('CASE_LOCKED', `${folder}: another command is writing; try again`, cause)
      }
    }
    await sleep(patience.milliseconds)
  }
}

function guardLock<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw toStoreError(cause)
  }
}

function toStoreError(cause: unknown): unknown {
  if (!(cause instanceof FeddbError)) return cause
  const code = cause.code === 'DISK_FAILED' ? 'DISK_FAILED' : 'CASE_LOCKED'
  const message = code === 'CASE_LOCKED' ? 'another command took over; try again' : cause.message
  return new CaseStoreError(code, message, cause)
}

/** Durable when it returns; a kill at any moment leaves the old file or the new one. Mode 0600. */
export function writePrivately(path: string, text: string): void {
  writeDurably(path, text, 0o600)
}

/** The same for any mode. What lies under the name of the new file is removed first, so that no link is followed. */
export function writeDurably(path: string, content: string | Uint8Array, mode: number): void {
  placeDurably(path, content, { mode, announcement: undefined })
}

export interface Placing {
  readonly mode: number
  /** Its events are recorded exactly if the file comes to its place. */
  readonly announcement: Announcement | undefined
}

/** As `writeDurably`; what is announced is durable before the file is in its place. Throws CaseStoreError. */
export function placeDurably(path: string, content: string | Uint8Array, placing: Placing): void {
  putInPlace(path, content, { ...placing, move: renameSync })
}

/** The same for a file that must be new: false where there is one, which is left as it is. Throws CaseStoreError. */
export function createDurably(path: string, content: string | Uint8Array, placing: Placing): boolean {
  try {
    putInPlace(path, content, { ...placing, move: linkNew })
    return true
  } catch (cause) {
    if (cause instanceof CaseStoreError && hasCode(cause.cause, 'EEXIST')) return false
    throw cause
  }
}

function linkNew(aside: string, path: string): void {
  try {
    linkSync(aside, path)
  } catch (cause) {
    // Some file systems have no hard links.
    if (existsSync(path) || hasCode(cause, 'EEXIST')) throw cause
    renameSync(aside, path)
  }
}

interface Moving extends Placing {
  readonly move: (aside: string, path: string) => void
}

function putInPlace(path: string, content: string | Uint8Array, { mode, announcement, move }: Moving): void {
  // Another name than that of plain files, which the next writer sweeps: an intent looks for this one.
  const aside =
    announcement === undefined
      ? `${path}.${process.pid}.tmp`
      : `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`
  let prepared: Prepared | undefined
  try {
    writeAside(aside, content, mode)
    prepared = announcement?.prepare({ aside, path })
    move(aside, path)
    rmSync(aside, { force: true })
    syncFolder(dirname(path))
  } catch (cause) {
    // A move may have happened and said that it failed: then the intent stands, and the file tells.
    if (isStillAside(aside, path)) prepared?.cancel()
    rmSync(aside, { force: true })
    throw cause instanceof CaseStoreError
      ? cause
      : new CaseStoreError('DISK_FAILED', `${path}: ${reasonOf(cause)}`, cause)
  }
}

function isStillAside(aside: string, path: string): boolean {
  const [from, to] = [aside, path].map((file) => statSync(file, { throwIfNoEntry: false })?.ino)
  return from !== undefined && from !== to
}

function writeAside(aside: string, content: string | Uint8Array, mode: number): void {
  rmSync(aside, { force: true })
  const file = openSync(aside, 'wx', mode)
  try {
    writeAll(file, typeof content === 'string' ? Buffer.from(content) : content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Mode 0700, also where the folder was there with another; folders above it are made the same way. */
export function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
  } catch (cause) {
    throw new CaseStoreError('DISK_FAILED', `${folder}: ${reasonOf(cause)}`, cause)
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) written += writeSync(file, bytes, written)
}

/** Windows cannot open folders; there the rename is durable by itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
