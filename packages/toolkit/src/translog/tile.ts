/** Contents of tiles and entry bundles, and reading them (C2SP tlog-tiles). Nothing read is trusted before a root confirms it. */
import { err, ok, type Result } from '../base/index.ts'
import { joinBytes } from './bytes.ts'
import { HASH_BYTES } from './hashing.ts'
import { formatTilePath, TILE_WIDTH, type TileAddress, type TileError } from './tile-path.ts'

/** The bytes of a tile or bundle, uncompressed; undefined where there is none. An attacker may control them. */
export type TileReader = (tile: TileAddress) => Uint8Array | undefined

export const MAX_ENTRY_BYTES = 65_535

/** 1 to 256 hashes of 32 bytes, one after the other. */
export function formatTile(hashes: readonly Uint8Array[]): Result<Uint8Array, TileError> {
  if (hashes.length < 1 || hashes.length > TILE_WIDTH) return widthFault('TILE_LENGTH_WRONG', hashes.length)
  return hashes.every((hash) => hash.length === HASH_BYTES)
    ? ok(joinBytes(hashes))
    : err({ code: 'HASH_LENGTH_WRONG', message: `expected hashes of ${HASH_BYTES} bytes` })
}

export function parseTile(bytes: Uint8Array, width: number): Result<readonly Uint8Array[], TileError> {
  if (bytes.length !== width * HASH_BYTES) {
    return err({
      code: 'TILE_LENGTH_WRONG',
      message: `expected ${width * HASH_BYTES} bytes, found ${bytes.length}`,
    })
  }
  return ok(Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)))
}

/** 1 to 256 entries of at most 65,535 bytes, each after its length in two bytes, big end first. */
export function formatEntryBundle(entries: readonly Uint8Array[]): Result<Uint8Array, TileError> {
  if (entries.length < 1 || entries.length > TILE_WIDTH) {
    return widthFault('BUNDLE_WIDTH_WRONG', entries.length)
  }
  const long = entries.find((entry) => entry.length > MAX_ENTRY_BYTES)
  if (long !== undefined) {
    return err({
      code: 'ENTRY_TOO_LONG',
      message: `an entry has ${long.length} bytes, above ${MAX_ENTRY_BYTES}`,
    })
  }
  return ok(
    joinBytes(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry])),
  )
}

/** The entries, if they are as many as the width says and nothing follows. */
export function parseEntryBundle(bytes: Uint8Array, width: number): Result<readonly Uint8Array[], TileError> {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length && entries.length < width) {
    const start = at + 2
    const end = start + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
    if (start > bytes.length || end > bytes.length) {
      return err({ code: 'BUNDLE_MALFORMED', message: `the entry at byte ${at} is cut off` })
    }
    entries.push(bytes.subarray(start, end))
    at = end
  }
  return entries.length === width && at === bytes.length
    ? ok(entries)
    : err({
        code: 'BUNDLE_WIDTH_WRONG',
        message: `expected ${width} entries in ${bytes.length} bytes, found ${entries.length} in ${at}`,
      })
}

/** The hashes of a tile. A partial tile may be gone once the full one exists, so that one serves as well. */
export function readTile(read: TileReader, tile: TileAddress): Result<readonly Uint8Array[], TileError> {
  return readWidest(read, tile, parseTile)
}

/** The entries of a bundle; from the full one if the partial one is gone. */
export function readEntryBundle(
  read: TileReader,
  bundle: TileAddress,
): Result<readonly Uint8Array[], TileError> {
  return readWidest(read, bundle, parseEntryBundle)
}

function readWidest(
  read: TileReader,
  tile: TileAddress,
  parse: typeof parseTile,
): Result<readonly Uint8Array[], TileError> {
  const widths = tile.width === TILE_WIDTH ? [TILE_WIDTH] : [tile.width, TILE_WIDTH]
  for (const width of widths) {
    const address = { ...tile, width }
    const bytes = read(address)
    if (bytes === undefined) continue
    const parts = parse(bytes, width)
    if (parts.ok) return ok(parts.value.slice(0, tile.width))
    return err({ ...parts.error, message: `${formatTilePath(address)}: ${parts.error.message}` })
  }
  return err({ code: 'TILE_MISSING', message: `${formatTilePath(tile)} is missing` })
}

function widthFault(
  code: 'TILE_LENGTH_WRONG' | 'BUNDLE_WIDTH_WRONG',
  width: number,
): Result<never, TileError> {
  return err({ code, message: `expected 1 to ${TILE_WIDTH}, found ${width}` })
}
