/** Older signed states of the log, each continued by the newest one, and the times that others put on them. */
import { sha256 } from '../../base/index.ts'
import {
  isQuorumMet,
  parseBase64,
  type VerifiedCheckpoint,
  verifyCheckpointConsistency,
} from '../../translog/index.ts'
import { parsePath } from '../layout.ts'
import type { Check, InvalidReason, PackageFiles, TimeBound } from '../model.ts'
import { type Fault, failed, passed } from './checks.ts'
import { CALENDAR_END, type OpenedLog, textOf, toTime } from './log.ts'

/** A state of the log that is a part of the newest one. */
export interface LogState {
  readonly checkpoint: VerifiedCheckpoint
  readonly times: readonly TimeBound[]
}

export interface History {
  /** Small to large; the newest is the last. */
  readonly states: readonly LogState[]
  readonly checks: readonly Check[]
  readonly reason?: InvalidReason
}

export function readHistory(files: PackageFiles, log: OpenedLog): History {
  const sizes = [...files.keys()].flatMap((path) => {
    const place = parsePath(path)
    return place?.kind === 'old-checkpoint' || place?.kind === 'consistency' ? [place.size] : []
  })
  const states: LogState[] = []
  const checks: Check[] = []
  for (const size of [...new Set(sizes)].sort((a, b) => (a < b ? -1 : 1))) {
    const opened = openOlder(files, log, size)
    if ('code' in opened) checks.push(failed('history', opened, { size: String(size) }))
    else states.push({ checkpoint: opened, times: timesOf(opened, log) })
  }
  if (states.length > 0 && checks.length === 0)
    checks.push(
      passed('history', { states: states.map(({ checkpoint }) => String(checkpoint.size)).join(', ') }),
    )
  const isBroken = checks.some(({ outcome }) => outcome === 'failed')
  states.push({ checkpoint: log.newest, times: timesOf(log.newest, log) })
  return { states, checks, ...(isBroken ? { reason: 'HISTORY_REWRITTEN' } : {}) }
}

function openOlder(files: PackageFiles, log: OpenedLog, size: bigint): VerifiedCheckpoint | Fault {
  const note = textOf(files, `log/${size}.checkpoint`)
  const hashes = parseHashes(textOf(files, `log/${size}.consistency`))
  if (note === undefined || hashes === undefined)
    return {
      code: 'STATE_INCOMPLETE',
      message: `state ${size}: expected a signed state and the proof beside it`,
    }
  const checkpoint = log.openNote(note)
  if (checkpoint === undefined)
    return { code: 'STATE_SIGNATURE_INVALID', message: `state ${size}: the log did not sign it` }
  if (checkpoint.size !== size)
    return { code: 'STATE_SIZE_DIFFERS', message: `state ${size}: it says ${checkpoint.size}` }
  const proven = verifyCheckpointConsistency(sha256, { old: checkpoint, new: log.newest }, hashes)
  return proven.ok ? checkpoint : proven.error
}

/** One base64 hash a line; an empty file is the proof between equal sizes. */
function parseHashes(text: string | undefined): readonly Uint8Array[] | undefined {
  if (text === undefined || (text !== '' && !text.endsWith('\n'))) return undefined
  const lines = text.split('\n').slice(0, -1)
  const hashes = lines.length > 128 ? [] : lines.map(parseBase64).filter((hash) => hash?.length === 32)
  return hashes.length === lines.length ? hashes.filter((hash) => hash !== undefined) : undefined
}

/**
 * The moment at which witnesses enough for the quorum had cosigned: a minority that dates back changes nothing. Where none are
 * asked for, the last of those that did.
 */
function timesOf({ note }: VerifiedCheckpoint, { anchor, policy }: OpenedLog): readonly TimeBound[] {
  const lines = note.verified
    .filter((line) => line.kind === 'cosignature')
    .filter(({ timestamp }) => timestamp > 0n && timestamp < CALENDAR_END)
    .sort((a, b) => Number(a.timestamp - b.timestamp))
  const keys = lines.map(({ key }) => key)
  const enough = keys.findIndex((_, at) => isQuorumMet(policy, keys.slice(0, at + 1)))
  const last = lines[policy.quorum === undefined ? lines.length - 1 : enough]
  if (last === undefined) return []
  const by = keys.slice(0, lines.indexOf(last) + 1).map(({ name }) => name)
  return [
    {
      time: toTime(last.timestamp),
      source: 'witness',
      by: by.join(', '),
      isCompared: anchor.witnesses === 'compared',
    },
  ]
}

/** The earliest time at which the record was in the log for sure; of those that are compared, where there are any. */
export function findNotAfter(states: readonly LogState[], index: bigint): TimeBound | undefined {
  const stamps = states.filter(({ checkpoint }) => checkpoint.size > index).flatMap(({ times }) => times)
  return first(stamps, (a, b) => a.time < b.time)
}

/** The latest time at which the record was not in the log for sure. */
export function findNotBefore(states: readonly LogState[], index: bigint): TimeBound | undefined {
  const stamps = states.filter(({ checkpoint }) => checkpoint.size <= index).flatMap(({ times }) => times)
  return first(stamps, (a, b) => a.time > b.time)
}

function first(
  stamps: readonly TimeBound[],
  isBetter: (a: TimeBound, b: TimeBound) => boolean,
): TimeBound | undefined {
  const compared = stamps.filter(({ isCompared }) => isCompared)
  const from = compared.length > 0 ? compared : stamps
  return from.reduce<TimeBound | undefined>(
    (best, stamp) => (best === undefined || isBetter(stamp, best) ? stamp : best),
    undefined,
  )
}
