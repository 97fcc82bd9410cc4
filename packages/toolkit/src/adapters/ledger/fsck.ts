/** The whole check of a log: everything recomputed from its files, each fault with the file that shows it. */
import { join, relative } from 'node:path'
import { compareCodeUnits, sha256 } from '../../base/index.ts'
import { ID_HASH_BYTES, parseLedgerEntry, planRecovery } from '../../ledger/index.ts'
import {
  findEntryFaults,
  findTileFaults,
  parseTilePath,
  readEntryBundle,
  listChangedBundles,
  TILE_WIDTH,
  type TileAddress,
  formatTilePath,
  type VerifierKey,
} from '../../translog/index.ts'
import { LedgerError } from './errors.ts'
import { nodeDisk } from './node-disk.ts'
import { type FoundLog, readIdentity, readState } from './open.ts'
import { assertContains } from './publish.ts'
import { type LedgerPlace, names, readTiles } from './store.ts'

export interface LedgerFault {
  /** Path below the log's folder, or the whole path of a file outside of it. */
  readonly file: string
  readonly code: string
  readonly message: string
}

export interface LedgerCheck {
  /** Published entries, all of which were checked. */
  readonly size: bigint
  /** Entries that are durable but not yet in a signed tree. */
  readonly pending: number
  /** Nothing found is good. At most as many as were asked for. */
  readonly faults: readonly LedgerFault[]
}

/** The check of a log on this machine's disk. */
export function checkLedgerFolder(
  { dir, seenPath }: Pick<LedgerPlace, 'dir' | 'seenPath'>,
  maxFaults = 100,
): LedgerCheck {
  return checkLedger({ dir, seenPath, disk: nodeDisk }, maxFaults)
}

/** Changes nothing; may run beside a writer. Memory does not grow with the log, but for the hashes of ids: 16 bytes each. */
export function checkLedger(place: LedgerPlace, maxFaults = 100): LedgerCheck {
  const faults: LedgerFault[] = []
  let found: FoundLog | undefined
  try {
    found = readSteadyState(place, readIdentity(place))
  } catch (cause) {
    faults.push(toFault(place, cause))
  }
  if (found === undefined) return { size: 0n, pending: 0, faults }
  for (const fault of findFaults(place, found)) {
    if (faults.push(fault) >= maxFaults) break
  }
  const { state, journal } = found
  const pending = Number(state.journal.end - state.published.size)
  return { size: state.published.size, pending: Math.min(pending, journal.entries.length), faults }
}

function* findFaults(place: LedgerPlace, found: FoundLog): Generator<LedgerFault> {
  const { published, signed, seen } = found.state
  const plan = planRecovery(found.state)
  if (plan.kind === 'refuse') yield { file: names.signed, code: plan.code, message: plan.message }
  const head = { ...published, read: readTiles(place) }
  for (const faults of [findTileFaults(sha256, head), findEntryFaults(sha256, head)]) {
    for (const { code, message } of faults) yield { file: fileOf(message), code, message }
  }
  for (const tree of [seen, signed].filter(({ size }) => size <= published.size)) {
    try {
      assertContains(place, published.size, [tree])
    } catch (cause) {
      yield { ...toFault(place, cause), file: tree === seen ? place.seenPath : names.signed }
    }
  }
  yield* findMalformedEntries(place, published.size)
  yield* findDoubledIds(place, found)
  yield* findStrangers(place, found)
}

/** A message of the tile check begins with the tile's path; one about the root concerns the checkpoint. */
function fileOf(message: string): string {
  const path = message.split(/[: ]/, 1)[0] ?? ''
  return parseTilePath(path).ok ? path : names.checkpoint
}

/** Entries that no writer of ours takes: the log's key may be in other hands. */
function* findMalformedEntries(place: LedgerPlace, size: bigint): Generator<LedgerFault> {
  for (const bundle of listChangedBundles(0n, size)) {
    const entries = readEntryBundle(readTiles(place), bundle)
    if (!entries.ok) continue
    for (const [at, entry] of entries.value.entries()) {
      const parsed = parseLedgerEntry(entry)
      if (parsed.ok) continue
      const index = bundle.index * BigInt(TILE_WIDTH) + BigInt(at)
      yield {
        file: formatTilePath(bundle),
        code: parsed.error.code,
        message: `entry ${index}: ${parsed.error.message}`,
      }
    }
  }
}

function* findDoubledIds({ dir, disk }: LedgerPlace, { state, journal }: FoundLog): Generator<LedgerFault> {
  const file = names.ids
  const published = Number(state.published.size)
  const bytes = disk.read(join(dir, file)) ?? new Uint8Array()
  if (bytes.length < published * ID_HASH_BYTES) {
    const message = `expected ${published * ID_HASH_BYTES} bytes, found ${bytes.length}`
    yield { file, code: 'IDS_MISSING', message }
    return
  }
  const start = Number(state.journal.start.size)
  const ids = new Map<string, number>()
  for (let at = 0; at < Math.max(published, start + journal.entries.length); at++) {
    const own = bytes.subarray(at * ID_HASH_BYTES, (at + 1) * ID_HASH_BYTES)
    const journaled = journal.entries[at - start]?.idHash
    if (journaled !== undefined && at < published && Buffer.compare(journaled, own) !== 0) {
      yield { file, code: 'ID_MISMATCH', message: `entry ${at}: another id than in the journal` }
    }
    const id = Buffer.from(journaled ?? own).toString('latin1')
    const first = ids.get(id)
    if (first !== undefined)
      yield { file, code: 'ID_DOUBLED', message: `entry ${at} has the id of entry ${first}` }
    else ids.set(id, at)
  }
}

/** Files under `tile/` that belong to no tree of this log: what is served there passes for a part of it. */
function* findStrangers(place: LedgerPlace, { state }: FoundLog): Generator<LedgerFault> {
  const { published, journal } = state
  const files = place.disk.list(join(place.dir, names.tiles)).map((path) => relative(place.dir, path))
  for (const file of [...files].sort(compareCodeUnits)) {
    const tile = parseTilePath(file.replaceAll('\\', '/'))
    if (!tile.ok) yield { file, code: 'FILE_UNKNOWN', message: tile.error.message }
    else if (endOf(tile.value) > journal.end) {
      yield { file, code: 'FILE_UNKNOWN', message: `reaches beyond the ${journal.end} entries of the log` }
    } else if (tile.value.width < TILE_WIDTH && !isPrefix(place, tile.value, published.size)) {
      yield { file, code: 'TILE_HASH_MISMATCH', message: 'differs from the wider tile of the same place' }
    }
  }
}

/** One more than the last leaf that a tile speaks of. */
function endOf({ level, index, width }: TileAddress): bigint {
  return (index * BigInt(TILE_WIDTH) + BigInt(width)) << (level === 'entries' ? 0n : 8n * BigInt(level))
}

/** Against the widest form of the published tree; true where that tree has none so wide, or none at all (reported elsewhere). */
function isPrefix({ dir, disk }: LedgerPlace, tile: TileAddress, size: bigint): boolean {
  const count = tile.level === 'entries' ? size : size >> (8n * BigInt(tile.level))
  const rest = count - tile.index * BigInt(TILE_WIDTH)
  const width = rest > BigInt(TILE_WIDTH) ? TILE_WIDTH : Number(rest)
  if (width <= tile.width) return true
  const narrow = disk.read(join(dir, formatTilePath(tile))) ?? new Uint8Array()
  const wide = disk.read(join(dir, formatTilePath({ ...tile, width })))
  return wide === undefined || Buffer.compare(wide.subarray(0, narrow.length), narrow) === 0
}

const TRIES = 5

/** A writer may publish between two reads: then they are repeated. */
function readSteadyState(place: LedgerPlace, key: VerifierKey): FoundLog {
  const files = [names.signed, names.checkpoint].map((name) => join(place.dir, name))
  const readAll = (): string =>
    [...files, place.seenPath]
      .map((path) => Buffer.from(place.disk.read(path) ?? []).toString('latin1'))
      .join('\0')
  for (let tries = 1; ; tries++) {
    const before = readAll()
    try {
      const found = readState(place, key)
      if (before === readAll() || tries >= TRIES) return found
    } catch (cause) {
      if (before === readAll() || tries >= TRIES) throw cause
    }
  }
}

function toFault({ dir }: LedgerPlace, cause: unknown): LedgerFault {
  if (!(cause instanceof LedgerError)) throw cause
  const path = cause.message.split(': ', 1)[0] ?? dir
  return {
    file: path.startsWith(dir) ? relative(dir, path) || '.' : path,
    code: cause.code,
    message: cause.message,
  }
}
