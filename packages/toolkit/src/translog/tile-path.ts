/** Names of tiles and entry bundles (C2SP tlog-tiles, sections "Merkle Tree" and "Log entries"). */
import { err, ok, type Result } from '../base/index.ts'

/** Hashes of a full tile, entries of a full bundle. */
export const TILE_WIDTH = 256

export interface TileAddress {
  /** 0 to 63, level 0 holding leaf hashes; `entries` for a bundle. */
  readonly level: number | 'entries'
  /** The place within the level, below 2^64. */
  readonly index: bigint
  /** 1 to 256; below 256 the tile is partial. */
  readonly width: number
}

export interface TileError {
  readonly code:
    | 'TILE_PATH_INVALID'
    | 'TILE_MISSING'
    | 'TILE_LENGTH_WRONG'
    | 'TILE_HASH_MISMATCH'
    | 'BUNDLE_MALFORMED'
    | 'BUNDLE_WIDTH_WRONG'
    | 'ENTRY_TOO_LONG'
    | 'ENTRY_HASH_MISMATCH'
    | 'HASH_LENGTH_WRONG'
    | 'ROOT_MISMATCH'
    | 'LEAF_OUT_OF_RANGE'
    | 'SIZE_OUT_OF_RANGE'
  readonly message: string
}

const MAX_LEVEL = 63
const INDEX_END = 1n << 64n
/** Longer than the path of any index below 2^64. */
const MAX_PATH_LETTERS = 64

/** `tile/0/x001/x234/067`, `tile/entries/000.p/8`. */
export function formatTilePath({ level, index, width }: TileAddress): string {
  if (!isAddress({ level, index, width })) {
    throw new Error(`no tile has level ${level}, index ${index} and width ${width}`)
  }
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const path = `tile/${level}/${padded.replace(/[0-9]{3}(?=[0-9])/g, 'x$&/')}`
  return width === TILE_WIDTH ? path : `${path}.p/${width}`
}

/** Accepts exactly what `formatTilePath` gives, so that no two paths name one tile and none leaves the folder. */
export function parseTilePath(path: string): Result<TileAddress, TileError> {
  const match =
    path.length > MAX_PATH_LETTERS
      ? null
      : /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,6}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path)
  const [, level = '', groups = '', width = String(TILE_WIDTH)] = match ?? []
  const address: TileAddress = {
    level: level === 'entries' ? level : Number(level),
    index: BigInt(groups.replace(/[x/]/g, '')),
    width: Number(width),
  }
  if (match === null || !isAddress(address) || formatTilePath(address) !== path) {
    return err({ code: 'TILE_PATH_INVALID', message: 'expected tile/<level>/<index>[.p/<width>]' })
  }
  return ok(address)
}

function isAddress({ level, index, width }: TileAddress): boolean {
  const isLevel = level === 'entries' || (Number.isInteger(level) && level >= 0 && level <= MAX_LEVEL)
  const isWidth = Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH
  return isLevel && isWidth && index >= 0n && index < INDEX_END
}
