/** What a monitor remembers of one log. Trusted: whoever can change it can hide a fork from this monitor. */
import { join } from 'node:path'
import { err, formatCanonicalJson, type Json, ok, parseJson, type Result } from '../../../base/index.ts'
import {
  type CompactRange,
  emptyRange,
  formatBase64,
  parseBase64,
  toCompactRange,
} from '../../../translog/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { replaceFile } from '../store.ts'
import { originHash } from '../witness/state-files.ts'

export interface MonitorState {
  /** Signed note of the newest tree of which every entry was read. */
  readonly head: string | undefined
  /** Milliseconds since 1970 at which it became the head. */
  readonly headSince: number
  /** How far the entries were read: the head's leaves, and those of a pass that was cut off. */
  readonly tail: CompactRange
  /** The part of it that leads to the head. */
  readonly headRange: CompactRange
  /** Notes that could not yet be compared with the log's tiles. */
  readonly pinned: readonly string[]
  /** Names of evidence files. */
  readonly forks: readonly string[]
  /** Leaves that nobody knew, by index in decimal. */
  readonly unknown: Readonly<Record<string, string>>
  /** More than are listed. */
  readonly unknownMore: number
  /** The newest cosignature that was seen, in seconds since 1970; zero for none. */
  readonly cosignedAt: number
  /** A larger tree than the log shows, and since when (milliseconds since 1970). */
  readonly ahead: { readonly size: string; readonly since: number } | undefined
  /** A size that waited for its witnesses in the last pass. */
  readonly waiting: string | undefined
  /** Alarms of the last pass: RFC 3339 by their keys. */
  readonly alarms: Readonly<Record<string, string>>
}

export const newState: MonitorState = {
  head: undefined,
  headSince: 0,
  tail: emptyRange,
  headRange: emptyRange,
  pinned: [],
  forks: [],
  unknown: {},
  unknownMore: 0,
  cosignedAt: 0,
  ahead: undefined,
  waiting: undefined,
  alarms: {},
}

const FORMAT = 'occtet-monitor-state/v1'

export function statePath(memory: string, origin: string): string {
  return join(memory, `${originHash(origin)}.json`)
}

/** Throws WITNESS_DAMAGED: a state that cannot be read is never taken for an empty one. */
export function readMonitorState(disk: LedgerDisk, path: string): MonitorState {
  const bytes = disk.read(path)
  if (bytes === undefined) return newState
  const state = parseState(Buffer.from(bytes).toString())
  if (state.ok) return state.value
  throw new LedgerError('WITNESS_DAMAGED', `${path}: expected the memory of a monitor: ${state.error}`)
}

/** Durable when it returns. */
export async function writeMonitorState(disk: LedgerDisk, path: string, state: MonitorState): Promise<void> {
  const { head, ahead, waiting, tail, headRange, ...others } = state
  const text = formatCanonicalJson({
    format: FORMAT,
    ...others,
    ...(head === undefined ? {} : { head }),
    ...(ahead === undefined ? {} : { ahead }),
    ...(waiting === undefined ? {} : { waiting }),
    tail: formatRange(tail),
    headRange: formatRange(headRange),
  })
  await replaceFile(disk, { path, bytes: Buffer.from(`${text}\n`) })
}

function parseState(text: string): Result<MonitorState, string> {
  const parsed = parseJson(text)
  const file = parsed.ok ? parsed.value.value : undefined
  if (!isRecord(file) || file['format'] !== FORMAT) return err(`JSON of format ${FORMAT}`)
  const [tail, headRange] = [parseRange(file['tail']), parseRange(file['headRange'])]
  if (tail === undefined || headRange === undefined) return err('ranges')
  const { headSince, unknownMore, cosignedAt } = file
  if (!isCount(headSince) || !isCount(unknownMore) || !isCount(cosignedAt)) return err('times and counts')
  const texts = parseTexts(file)
  const ahead = parseAhead(file['ahead'])
  if (!texts.ok) return texts
  return ahead.ok
    ? ok({ ...texts.value, tail, headRange, headSince, unknownMore, cosignedAt, ahead: ahead.value })
    : ahead
}

type Texts = Pick<MonitorState, 'head' | 'waiting' | 'pinned' | 'forks' | 'unknown' | 'alarms'>

function parseTexts(file: Readonly<Record<string, unknown>>): Result<Texts, string> {
  const { head, waiting, pinned, forks, unknown, alarms } = file
  if (!isTexts(pinned) || !isTexts(forks)) return err('lists of notes and forks')
  if (!isTextRecord(unknown) || !isTextRecord(alarms)) return err('leaves and alarms')
  return isOptionalText(head) && isOptionalText(waiting)
    ? ok({ head, waiting, pinned, forks, unknown, alarms })
    : err('head and waiting as text')
}

function parseAhead(value: unknown): Result<MonitorState['ahead'], string> {
  if (value === undefined) return ok(undefined)
  if (!isRecord(value)) return err('ahead')
  const { size, since } = value
  return typeof size === 'string' && /^[0-9]{1,19}$/.test(size) && isCount(since)
    ? ok({ size, since })
    : err('ahead')
}

function formatRange({ size, hashes }: CompactRange): Json {
  return { size: String(size), hashes: hashes.map(formatBase64) }
}

function parseRange(value: unknown): CompactRange | undefined {
  if (!isRecord(value)) return undefined
  const { size, hashes } = value
  if (typeof size !== 'string' || !/^[0-9]{1,18}$/.test(size) || !isTexts(hashes)) return undefined
  const range = toCompactRange(
    BigInt(size),
    hashes.map((hash) => parseBase64(hash) ?? new Uint8Array()),
  )
  return range.ok ? range.value : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isTextRecord(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((item) => typeof item === 'string')
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
