/** The disk of this machine, as the ledger wants it. Not for network file systems: their syncs promise too little. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '../feddb/errors.ts'
import type { LedgerDisk } from './disk.ts'

export const nodeDisk: LedgerDisk = {
  read: (path) => orUndefined(() => new Uint8Array(readFileSync(path))),
  readAt: (path, offset, length) => orUndefined(() => readPart(path, offset, length)),
  sizeOf: (path) => orUndefined(() => statSync(path).size),
  list: listFiles,
  write: (path, bytes) => withFile(path, 'w', (file) => writeAll(file, bytes, 0)),
  writeAt: (path, bytes, offset) =>
    withFile(path, existsSync(path) ? 'r+' : 'w', (file) => writeAll(file, bytes, offset)),
  sync: (path) => withFile(path, 'r+', (file) => file.sync()),
  rename,
  makeFolder: async (path) => {
    try {
      await mkdir(path, { mode: 0o700 })
    } catch (cause) {
      if (!hasCode(cause, 'EEXIST')) throw cause
    }
  },
  syncFolder: async (path) => {
    // Windows has no such call for folders; its renames are ordered by the file system's journal.
    if (process.platform !== 'win32') await withFile(path, 'r', (folder) => folder.sync())
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  openAppend: async (path) => {
    // Without `a`: the journal must be there, its header written.
    const file = await open(path, 'r+')
    let end = (await file.stat()).size
    return {
      append: async (bytes) => {
        await writeAll(file, bytes, end)
        await file.datasync()
        end += bytes.length
      },
      close: () => file.close(),
    }
  },
}

function readPart(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(length)
    let done = 0
    while (done < length) {
      const count = readSync(file, bytes, done, length - done, offset + done)
      if (count === 0) break
      done += count
    }
    return bytes.subarray(0, done)
  } finally {
    closeSync(file)
  }
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (cause) {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return undefined
    throw cause
  }
}

function listFiles(folder: string): readonly string[] {
  const entries = orUndefined(() => readdirSync(folder, { withFileTypes: true })) ?? []
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? listFiles(path) : [path]
  })
}

async function withFile<T>(path: string, flags: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o600)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, offset + done)
    done += bytesWritten
  }
}
