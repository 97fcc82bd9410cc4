/** Private files: written aside, synced, renamed; readable by their owner only; one writer at a time. */
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CaseStoreError, reasonOf } from './cases-errors.ts'
import { FeddbError } from './feddb/errors.ts'
import { acquireLock, type WriterLock } from './feddb/lock.ts'

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
  const aside = `${path}.${process.pid}.tmp`
  try {
    rmSync(aside, { force: true })
    const file = openSync(aside, 'wx', mode)
    try {
      writeAll(file, typeof content === 'string' ? Buffer.from(content) : content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(aside, path)
    syncFolder(dirname(path))
  } catch (cause) {
    rmSync(aside, { force: true })
    throw new CaseStoreError('DISK_FAILED', `${path}: ${reasonOf(cause)}`, cause)
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
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
