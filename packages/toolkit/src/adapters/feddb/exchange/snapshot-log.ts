/** The log of snapshots that a node has published: tiles and checkpoint as files (C2SP tlog-tiles), beside the store's own. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatSnapshotEntry, parseSnapshotEntry, type SnapshotEntry } from '../../../advisories/index.ts'
import { type Result, sha256 } from '../../../base/index.ts'
import {
  formatTilePath,
  growEntryBundles,
  growTree,
  hashLeaf,
  openCheckpoint,
  readEntryBundle,
  rootOf,
  type Signer,
  signCheckpoint,
  type TileFile,
  type TileReader,
  TILE_WIDTH,
} from '../../../translog/index.ts'
import { guard, writeDurably } from '../files.ts'
import { toVerifier } from './ed25519.ts'
import { ExchangeError } from './errors.ts'

export const CHECKPOINT = 'checkpoint'

export interface LogHead {
  readonly size: bigint
  readonly root: Uint8Array
  /** The newest entry; undefined in an empty log. */
  readonly last: SnapshotEntry | undefined
}

/** Refuses a log that the signer did not sign, or whose tiles are not those that it signed. */
export function readLogHead(dir: string, signer: Signer): LogHead {
  const path = join(dir, CHECKPOINT)
  if (!existsSync(path)) return { size: 0n, root: rootOf(sha256, []), last: undefined }
  const text = guard(path, () => readFileSync(path, 'utf8'))
  const opened = openCheckpoint(text, signer.key.name, [toVerifier(signer.key)])
  if (!opened.ok) throw new ExchangeError('SIGNATURE_REFUSED', `${path}: ${opened.error.message}`)
  const { size, root } = opened.value
  const last = size === 0n ? undefined : unwrap(path, readLastEntry(readTiles(dir), size))
  return { size, root, last }
}

/** Durable when it returns: entries and tiles first, then the checkpoint that speaks of them. */
export function appendEntry(
  dir: string,
  head: LogHead,
  { entry, signers }: { readonly entry: SnapshotEntry; readonly signers: readonly [Signer, ...Signer[]] },
): { readonly size: bigint; readonly checkpoint: string } {
  const read = readTiles(dir)
  const bytes = new TextEncoder().encode(formatSnapshotEntry(entry))
  const bundles = unwrap(dir, growEntryBundles(read, head.size, [bytes]))
  const growth = unwrap(dir, growTree(sha256, { ...head, read }, [hashLeaf(sha256, bytes)]))
  for (const file of [...bundles, ...growth.tiles]) writeTile(dir, file)
  const origin = signers[0].key.name
  const checkpoint = signCheckpoint({ origin, size: growth.size, root: growth.root, extensions: [] }, signers)
  const text = unwrap(dir, checkpoint)
  writeDurably(dir, join(dir, CHECKPOINT), text)
  return { size: growth.size, checkpoint: text }
}

/** The newest entry of a log of this size, from its last bundle. Proves nothing: compare the root. */
export function readLastEntry(
  read: TileReader,
  size: bigint,
): Result<SnapshotEntry, { readonly code: string; readonly message: string }> {
  const bundle = readEntryBundle(read, lastBundle(size))
  if (!bundle.ok) return bundle
  const bytes = bundle.value.at(-1) ?? new Uint8Array()
  return parseSnapshotEntry(new TextDecoder().decode(bytes))
}

/** Where the newest entry lies; `size` is one at least. */
export function lastBundle(size: bigint): {
  readonly level: 'entries'
  readonly index: bigint
  readonly width: number
} {
  const index = (size - 1n) / BigInt(TILE_WIDTH)
  return { level: 'entries', index, width: Number(size - index * BigInt(TILE_WIDTH)) }
}

/** Tiles that lie as files below the folder. */
export function readTiles(dir: string): TileReader {
  return (tile) => {
    const path = join(dir, formatTilePath(tile))
    return existsSync(path) ? new Uint8Array(guard(path, () => readFileSync(path))) : undefined
  }
}

function writeTile(dir: string, { tile, bytes }: TileFile): void {
  const path = join(dir, formatTilePath(tile))
  guard(path, () => mkdirSync(dirname(path), { recursive: true }))
  writeDurably(dir, path, bytes)
}

function unwrap<T>(where: string, result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (result.ok) return result.value
  throw new ExchangeError('TAMPERED', `${where}: ${result.error.code}: ${result.error.message}`)
}
