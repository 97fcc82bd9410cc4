/** Tiles and entry bundles of a source, fetched before they are read. Nothing here is verified; the roots decide. */
import { err, ok, type Result } from '../../../base/index.ts'
import {
  formatTilePath,
  MAX_ENTRY_BYTES,
  parseEntryBundle,
  TILE_WIDTH,
  type TileAddress,
  type TiledTree,
  type TileError,
} from '../../../translog/index.ts'
import type { LogSource, SourceError } from './source.ts'

const TILE_BYTES = 32 * TILE_WIDTH
const BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES)
/** Requests under way at once. */
const GROUP = 8

/** A tree of which these tiles can be read. */
export async function fetchTiles(
  source: LogSource,
  size: bigint,
  addresses: readonly TileAddress[],
): Promise<Result<TiledTree, SourceError>> {
  const files = new Map<string, Uint8Array>()
  for (let at = 0; at < addresses.length; at += GROUP) {
    const group = addresses.slice(at, at + GROUP)
    for (const found of await Promise.all(group.map((tile) => fetchTile(source, tile, TILE_BYTES)))) {
      if (!found.ok) return found
      files.set(formatTilePath(found.value.tile), found.value.bytes)
    }
  }
  return ok({ size, read: (tile) => files.get(formatTilePath(tile)) })
}

/** The entries of a bundle, as many as its address says. */
export async function fetchEntries(
  source: LogSource,
  bundle: TileAddress,
): Promise<Result<readonly Uint8Array[], SourceError | TileError>> {
  const found = await fetchTile(source, bundle, BUNDLE_BYTES)
  if (!found.ok) return found
  const entries = parseEntryBundle(found.value.bytes, found.value.tile.width)
  return entries.ok ? ok(entries.value.slice(0, bundle.width)) : entries
}

interface FetchedTile {
  readonly tile: TileAddress
  readonly bytes: Uint8Array
}

/** A partial tile may be gone once the full one exists (C2SP tlog-tiles, section "Partial Tiles"). */
async function fetchTile(
  source: LogSource,
  tile: TileAddress,
  limit: number,
): Promise<Result<FetchedTile, SourceError>> {
  const found = await source.read(formatTilePath(tile), limit)
  if (found.ok) return ok({ tile, bytes: found.value })
  if (found.error.code !== 'MISSING' || tile.width === TILE_WIDTH) return err(found.error)
  const full = { ...tile, width: TILE_WIDTH }
  const whole = await source.read(formatTilePath(full), limit)
  return whole.ok ? ok({ tile: full, bytes: whole.value }) : err(found.error)
}
