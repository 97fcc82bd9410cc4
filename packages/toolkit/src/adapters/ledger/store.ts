/** The files of one log: their names, reading them, and making groups of them durable. */
import { dirname, join } from 'node:path'
import type { TreeState } from '../../ledger/index.ts'
import {
  openCheckpoint,
  formatTilePath,
  type TileReader,
  type VerifiedCheckpoint,
  type VerifierKey,
} from '../../translog/index.ts'
import { toVerifier } from '../feddb/exchange/ed25519.ts'
import type { LedgerDisk } from './disk.ts'
import { LedgerError, toLedgerError } from './errors.ts'

/** Names inside the log's folder; readers are served `checkpoint` and `tile/` alone. */
export const names = {
  /** Which log this is; written last when it is created. */
  identity: 'ledger.json',
  journal: 'journal',
  /** 16 bytes for each published entry: the hash of its event's id. Private, and no part of the tree. */
  ids: 'ids',
  /** The last checkpoint that was signed, stored before it leaves the process. */
  signed: 'signed',
  checkpoint: 'checkpoint',
  /** The signed checkpoint with the cosignatures so far, while it waits for the quorum; then it becomes `checkpoint`. */
  pending: 'checkpoint.pending',
  /** Why nothing may be signed: what a witness knows and this log does not. Somebody has to look at it. */
  alarm: 'alarm',
  tiles: 'tile',
  temporary: 'tmp',
} as const

export interface StoreFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Where a log lies, and what holds it. */
export interface LedgerPlace {
  readonly dir: string
  /** Outside of `dir`, so that an older copy of `dir` is noticed when it is put back. */
  readonly seenPath: string
  readonly disk: LedgerDisk
}

export function readTiles({ dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>): TileReader {
  return (tile) => disk.read(join(dir, formatTilePath(tile)))
}

/** A checkpoint that the log signed, and the text of its note, to be handed on as it is. */
export interface StoredCheckpoint {
  readonly checkpoint: VerifiedCheckpoint
  readonly note: string
}

/** Throws where there is none, or none that this key signed. */
export function readCheckpoint(disk: LedgerDisk, path: string, key: VerifierKey): StoredCheckpoint {
  const bytes = disk.read(path)
  if (bytes === undefined) throw new LedgerError('LEDGER_DAMAGED', `${path}: missing`)
  const opened = openCheckpoint(bytes, key.name, [toVerifier(key)])
  if (opened.ok) return { checkpoint: opened.value, note: Buffer.from(bytes).toString() }
  throw new LedgerError('LEDGER_DAMAGED', `${path}: ${opened.error.code}: ${opened.error.message}`)
}

/** A tree and the note in which it was signed. */
export interface SignedTree extends TreeState {
  readonly note: string
}

/** The same, as far as recovery cares. */
export function readTree(disk: LedgerDisk, path: string, key: VerifierKey): SignedTree {
  const { checkpoint, note } = readCheckpoint(disk, path, key)
  return { size: checkpoint.size, root: checkpoint.root, note }
}

/** Writes tiles so that after a crash each is there whole or not at all. One writer for each log. */
export class DurableFiles {
  /** Folders whose own names this process has made durable; what an earlier process did may not be. */
  readonly #folders = new Set<string>()
  readonly #disk: LedgerDisk
  readonly #temporary: string
  readonly #root: string

  /** `root` is there. */
  constructor(disk: LedgerDisk, root: string) {
    this.#disk = disk
    this.#root = root
    this.#temporary = join(root, names.temporary)
  }

  /**
   * Durable when it returns, all of them; written side by side, so that the disk can sync them in one go. A name that is
   * there with other bytes stops everything: tiles never change.
   */
  async writeImmutable(files: readonly StoreFile[]): Promise<void> {
    for (const { path, bytes } of files) {
      const found = this.#disk.read(path)
      if (found !== undefined && Buffer.compare(found, bytes) !== 0) {
        throw new LedgerError('LEDGER_DAMAGED', `${path}: other bytes than those that belong there`)
      }
    }
    await this.#writeGroup(files)
  }

  async #writeGroup(files: readonly StoreFile[]): Promise<void> {
    await this.#makeFolder(this.#temporary)
    const folders = [...new Set(files.map(({ path }) => dirname(path)))]
    for (const folder of folders) await this.#makeFolder(folder)
    const aside = files.map((file, at) => ({ ...file, from: join(this.#temporary, String(at)) }))
    await inGroups(aside, async ({ path, bytes, from }) => {
      await guard(path, async () => {
        await this.#disk.write(from, bytes)
        await this.#disk.sync(from)
      })
    })
    // Renames in order: lower levels appear before the levels that speak of them.
    for (const { from, path } of aside) await guard(path, () => this.#disk.rename(from, path))
    await inGroups(folders, (folder) => guard(folder, () => this.#disk.syncFolder(folder)))
  }

  /** Durable itself when it returns, and so are the folders above it, down from the root. */
  async #makeFolder(folder: string): Promise<void> {
    if (folder === this.#root || this.#folders.has(folder)) return
    await this.#makeFolder(dirname(folder))
    await guard(folder, async () => {
      await this.#disk.makeFolder(folder)
      await this.#disk.syncFolder(dirname(folder))
    })
    this.#folders.add(folder)
  }
}

/** How many syncs are under way at once: more do not make a disk faster. */
const GROUP = 16

async function inGroups<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += GROUP) {
    const done = await Promise.allSettled(items.slice(at, at + GROUP).map(work))
    // All have ended before the first failure is told: nothing writes behind the caller's back.
    for (const result of done) if (result.status === 'rejected') throw result.reason
  }
}

/** Durable when it returns; the old file or the new one at any moment. The folder is there. */
export async function replaceFile(disk: LedgerDisk, { path, bytes }: StoreFile): Promise<void> {
  const aside = `${path}.tmp`
  await guard(path, async () => {
    await disk.write(aside, bytes)
    await disk.sync(aside)
    await disk.rename(aside, path)
    await disk.syncFolder(dirname(path))
  })
}

/** Runs a disk operation; what the disk says becomes a LedgerError with the file's name. */
export async function guard<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation()
  } catch (cause) {
    throw toLedgerError(path, cause)
  }
}
