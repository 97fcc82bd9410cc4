/** The whole check of a log: everything recomputed from its files, each fault with the file that shows it. */
import { join, relative } from 'node:path'
import { compareCodeUnits, sha256 } from '../../base/index.ts'
import { checkLedgerEntry, planRecovery } from '../../ledger/index.ts'
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
import { readAlarm } from './alarm.ts'
import { LedgerError, type LedgerFault } from './errors.ts'
import { findIdFaults } from './fsck-ids.ts'
import { nodeDisk } from './node-disk.ts'
import { type FoundLog, readIdentity, readState } from './open.ts'
import { assertContains } from './integrate.ts'
import { type LedgerPlace, names, readTiles } from './store.ts'

export interface LedgerCheck {
  /** Published entries, all of which were checked, as were those that are signed and not published. */
  readonly size: bigint
  /** Entries that are durable but not yet published. */
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

/** Changes nothing; may run beside a writer. Memory does not grow with the log. */
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
  const { state } = found
  return { size: state.published.size, pending: Number(state.journal.end - state.published.size), faults }
}

function* findFaults(place: LedgerPlace, found: FoundLog): Generator<LedgerFault> {
  const { published, pending, signed, seen } = found.state
  const alarm = readAlarm(place)
  if (alarm !== undefined) yield { file: names.alarm, code: alarm.code, message: alarm.message }
  const plan = planRecovery(found.state)
  if (plan.kind === 'refuse') yield { file: names.signed, code: plan.code, message: plan.message }
  // Tiles and ids are durable before a tree is signed: the signed one is whole, published or not.
  const head = { ...signed, read: readTiles(place) }
  const root = signed.size === published.size ? names.checkpoint : names.signed
  for (const faults of [findTileFaults(sha256, head), findEntryFaults(sha256, head)]) {
    for (const { code, message } of faults) yield { file: fileOf(message, root), code, message }
  }
  const others = [
    { tree: published, file: names.checkpoint },
    { tree: seen, file: place.seenPath },
    ...(pending === undefined ? [] : [{ tree: pending, file: names.pending }]),
  ]
  for (const { tree, file } of others.filter(({ tree: { size } }) => size <= signed.size)) {
    try {
      assertContains(place, signed.size, [tree])
    } catch (cause) {
      yield { ...toFault(place, cause), file }
    }
  }
  yield* findMalformedEntries(place, signed.size)
  yield* findIdFaults(place, found)
  yield* findStrangers(place, found)
}

/** A message of the tile check begins with the tile's path; one about the root concerns the checkpoint. */
function fileOf(message: string, checkpoint: string): string {
  const path = message.split(/[: ]/, 1)[0] ?? ''
  return parseTilePath(path).ok ? path : checkpoint
}

/** Entries that no writer of ours takes: the log's key may be in other hands. */
function* findMalformedEntries(place: LedgerPlace, size: bigint): Generator<LedgerFault> {
  for (const bundle of listChangedBundles(0n, size)) {
    const entries = readEntryBundle(readTiles(place), bundle)
    if (!entries.ok) continue
    for (const [at, entry] of entries.value.entries()) {
      const parsed = checkLedgerEntry(entry)
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

/** Files under `tile/` that belong to no tree of this log: what is served there passes for a part of it. */
function* findStrangers(place: LedgerPlace, { state }: FoundLog): Generator<LedgerFault> {
  const { signed, journal } = state
  const files = place.disk.list(join(place.dir, names.tiles)).map((path) => relative(place.dir, path))
  for (const file of [...files].sort(compareCodeUnits)) {
    const tile = parseTilePath(file.replaceAll('\\', '/'))
    if (!tile.ok) yield { file, code: 'FILE_UNKNOWN', message: tile.error.message }
    else if (endOf(tile.value) > journal.end) {
      yield { file, code: 'FILE_UNKNOWN', message: `reaches beyond the ${journal.end} entries of the log` }
    } else if (tile.value.width < TILE_WIDTH && !isPrefix(place, tile.value, signed.size)) {
      yield { file, code: 'TILE_HASH_MISMATCH', message: 'differs from the wider tile of the same place' }
    }
  }
}

/** One more than the last leaf that a tile speaks of. */
function endOf({ level, index, width }: TileAddress): bigint {
  return (index * BigInt(TILE_WIDTH) + BigInt(width)) << (level === 'entries' ? 0n : 8n * BigInt(level))
}

/** Against the widest form of the signed tree; true where that tree has none so wide, or none at all (reported elsewhere). */
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
  const files = [names.signed, names.checkpoint, names.pending].map((name) => join(place.dir, name))
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
