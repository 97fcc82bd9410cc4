/** A copy of a log in another folder, verified as a whole before anything of it is used. */
import { join } from 'node:path'
import { sha256 } from '../../base/index.ts'
import { ID_HASH_BYTES } from '../../ledger/index.ts'
import { findEntryFaults, findTileFaults, type VerifierKey } from '../../translog/index.ts'
import type { LedgerDisk } from './disk.ts'
import { LedgerError } from './errors.ts'
import { names, readTiles, readTree, type SignedTree } from './store.ts'

export interface Mirror {
  readonly dir: string
  readonly disk: LedgerDisk
  /** The newest checkpoint in it that the log's key signed; all its tiles and entries are there. */
  readonly newest: SignedTree
  readonly published: SignedTree | undefined
  /** From a copy of the log's own folder; a public mirror has none. No signature covers them. */
  readonly idAt: (index: bigint) => Uint8Array | undefined
}

/** Throws MIRROR_UNUSABLE where a part is missing or differs from what was signed. Nothing of the folder is trusted. */
export function openMirror(disk: LedgerDisk, dir: string, key: VerifierKey): Mirror {
  const files = [names.signed, names.pending, names.checkpoint].map((name) => join(dir, name))
  const trees = files
    .filter((path) => disk.sizeOf(path) !== undefined)
    .map((path) => inMirror(() => readTree(disk, path, key)))
  const newest = trees.reduce<SignedTree | undefined>(
    (a, b) => (a === undefined || b.size > a.size ? b : a),
    undefined,
  )
  if (newest === undefined)
    throw new LedgerError('MIRROR_UNUSABLE', `${dir}: holds no checkpoint of ${key.name}`)
  const head = { ...newest, read: readTiles({ dir, disk }) }
  for (const faults of [findTileFaults(sha256, head), findEntryFaults(sha256, head)]) {
    for (const { code, message } of faults)
      throw new LedgerError('MIRROR_UNUSABLE', `${dir}: ${code}: ${message}`)
  }
  const checkpoint = join(dir, names.checkpoint)
  const published = disk.sizeOf(checkpoint) === undefined ? undefined : readTree(disk, checkpoint, key)
  const ids = join(dir, names.ids)
  return {
    dir,
    disk,
    newest,
    published,
    idAt: (index) => {
      const id = disk.readAt(ids, Number(index) * ID_HASH_BYTES, ID_HASH_BYTES)
      return id?.length === ID_HASH_BYTES ? id : undefined
    },
  }
}

function inMirror<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof LedgerError) throw new LedgerError('MIRROR_UNUSABLE', cause.message, cause)
    throw cause
  }
}
