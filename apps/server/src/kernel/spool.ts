/** Large request bodies are put aside in files of the data folder: gone when the request is answered, after a crash at the next start. */
import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ok, type Result } from '@occtet/toolkit/base'
import { type BodyBudget, type BodyError, busy, readPieces } from '../feddb/http/read-json.ts'
import type { SpooledBody } from './model.ts'

/** Where bodies are put aside, and how many bytes of them at a time, over all requests. */
export interface Spool extends BodyBudget {
  readonly folder: string
}

export function createSpool(dataDir: string, total: number): Spool {
  return { folder: folderIn(dataDir), total, held: 0 }
}

/** Nothing of an earlier run is asked for any more. To be called before the first request; one server has a data folder. */
export function sweepSpool(dataDir: string): void {
  rmSync(folderIn(dataDir), { recursive: true, force: true })
}

function folderIn(dataDir: string): string {
  return join(dataDir, 'spool')
}

/** Bodies up to this stay in memory. */
const MOST_IN_MEMORY = 8 * 1024 * 1024

export interface PutAside {
  readonly body: SpooledBody
  /** To be called when the request is answered. */
  readonly drop: () => Promise<void>
}

interface Aside {
  readonly chunks: Uint8Array[]
  readonly path: string
  size: number
  file: FileHandle | undefined
}

/** Untrusted: anything may come, slowly, in any size. Whatever goes wrong, no file is left. */
export async function readSpooled(
  request: Request,
  limit: number,
  { budget, spool }: { readonly budget: BodyBudget; readonly spool: Spool },
): Promise<Result<PutAside, BodyError>> {
  const hash = createHash('sha256')
  const aside: Aside = { chunks: [], path: join(spool.folder, randomUUID()), size: 0, file: undefined }
  let inMemory = 0
  const read = await readPieces(request, limit, async (piece) => {
    hash.update(piece)
    aside.size += piece.length
    spool.held += piece.length
    if (spool.held > spool.total) return busy
    if (aside.size > MOST_IN_MEMORY) return await write(aside, piece, spool.folder)
    aside.chunks.push(piece)
    inMemory += piece.length
    budget.held += piece.length
    return budget.held > budget.total ? busy : undefined
  })
  budget.held -= inMemory
  await aside.file?.close()
  const drop = async (): Promise<void> => {
    spool.held -= aside.size
    if (aside.file !== undefined) await rm(aside.path, { force: true })
  }
  if (!read.ok) {
    await drop()
    return read
  }
  const source = aside.file === undefined ? Buffer.concat(aside.chunks) : { path: aside.path }
  return ok({ body: { source, size: aside.size, digest: hash.digest('hex') }, drop })
}

/** What was held so far goes first. */
async function write(aside: Aside, piece: Uint8Array, folder: string): Promise<BodyError | undefined> {
  try {
    if (aside.file === undefined) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      aside.file = await open(aside.path, 'wx', 0o600)
    }
    for (const one of [...aside.chunks.splice(0), piece]) await aside.file.writeFile(one)
    return undefined
  } catch {
    // No space, no permission: whoever sends can do nothing about it but try again later.
    return { status: 503, code: 'BUSY', message: 'the server has no room to put the body aside; try again' }
  }
}
