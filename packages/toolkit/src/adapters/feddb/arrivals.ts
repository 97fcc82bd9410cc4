/** Files that come from outside: their digest, and how they are made part of the store. */
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { guard } from './files.ts'

/** SHA-256 of the file's bytes, lowercase hex; never the whole file in memory. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part as Buffer)
  return hash.digest('hex')
}

/** On the disk under its new name when it returns; the name is durable after syncFolders. */
export function settleFile(from: string, to: string): void {
  guard(to, () => {
    const fd = openSync(from, 'r+')
    fsyncSync(fd)
    closeSync(fd)
    mkdirSync(dirname(to), { recursive: true })
    renameSync(from, to)
  })
}
