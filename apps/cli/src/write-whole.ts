/** Writes one file, whole or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type Announcement, CaseStoreError, placeDurably } from '@occtet/toolkit/adapters'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/**
 * A reader sees the old file or the new one, whatever happens in between; durable when it returns. Throws (exit 5) with
 * the path where the disk refuses, and leaves nothing beside it. What is announced is recorded exactly if the file is there.
 */
export function writeWhole(path: string, content: string | Uint8Array, announcement?: Announcement): void {
  if (announcement !== undefined) {
    placeAnnounced(path, content, announcement)
    return
  }
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(temporary, 'w', 0o644)
    try {
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (cause) {
    rmSync(temporary, { force: true })
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'DISK_FAILED'
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `${path} was not written: ${reason}`
    throw new CommandFailure({ exitCode: exitCodes.disk, code, message, cause })
  }
}

function placeAnnounced(path: string, content: string | Uint8Array, announcement: Announcement): void {
  try {
    placeDurably(path, content, { mode: 0o644, announcement })
  } catch (cause) {
    if (!(cause instanceof CaseStoreError)) throw cause
    const { code, message } = cause
    throw new CommandFailure({ exitCode: exitCodes.disk, code, message, cause })
  }
}
