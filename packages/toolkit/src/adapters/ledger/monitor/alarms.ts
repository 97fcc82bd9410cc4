/** Which alarms the facts of one pass raise: pure. */
import { isQuorumMet, type Policy, type VerifierKey } from '../../../translog/index.ts'
import type { Finding } from './histories.ts'
import type { Alarm, MonitorLimits } from './model.ts'
import { cosignaturesOf, type Missed, type Sighting } from './observe.ts'
import type { MonitorState } from './state.ts'

export interface Facts {
  readonly policy: Policy
  readonly own: readonly VerifierKey[]
  readonly limits: MonitorLimits
  /** Milliseconds since 1970. */
  readonly now: number
  /** Address of the log. */
  readonly address: string
  readonly before: MonitorState
  readonly after: MonitorState
  readonly log: Sighting | undefined
  readonly head: Sighting | undefined
  readonly sightings: readonly Sighting[]
  readonly missed: readonly Missed[]
  readonly findings: readonly Finding[]
  /** Paths of all evidence files. */
  readonly evidence: readonly string[]
}

type Raised = Omit<Alarm, 'since' | 'isNew'>

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export function raiseAlarms(facts: Facts): readonly Alarm[] {
  const raised = [
    ...raiseForks(facts),
    ...raiseRollbacks(facts),
    ...raiseStale(facts),
    ...raiseQuorum(facts),
    ...raiseUnknown(facts),
    ...raiseSilent(facts),
    ...raiseFailures(facts),
  ]
  const { alarms } = facts.before
  const today = new Date(facts.now).toISOString()
  return raised.map((alarm) => {
    const since = alarms[keyOf(alarm)]
    return { ...alarm, since: since ?? today, isNew: since === undefined }
  })
}

/** What the next pass looks up. */
export function rememberAlarms(alarms: readonly Alarm[]): MonitorState['alarms'] {
  return Object.fromEntries(alarms.map((alarm) => [keyOf(alarm), alarm.since]))
}

function keyOf({ code, from, evidence }: Raised): string {
  return [code, from, ...(evidence === undefined ? [] : [evidence])].join(' ')
}

function raiseForks({ evidence, address }: Facts): readonly Raised[] {
  return evidence.map((path) => ({
    code: 'FORKED',
    from: address,
    message: 'the log signed two histories; the evidence holds both checkpoints and the proof',
    evidence: path,
  }))
}

function* raiseRollbacks({ address, head, log, after, now, limits }: Facts): Generator<Raised> {
  if (log === undefined) return
  const { size } = log.checkpoint
  if (head !== undefined && size < head.checkpoint.size) {
    const message = `the log shows size ${size}, and has shown ${head.checkpoint.size} before`
    yield { code: 'ROLLED_BACK', from: address, message }
  } else if (after.ahead !== undefined && now - after.ahead.since > limits.graceMinutes * MINUTE) {
    const since = new Date(after.ahead.since).toISOString()
    const message = `the log shows size ${size}, though others have known size ${after.ahead.size} since ${since}`
    yield { code: 'ROLLED_BACK', from: address, message }
  }
}

function raiseStale({ address, after, now, limits }: Facts): readonly Raised[] {
  if (after.head === undefined) return []
  const [time, what] =
    after.cosignedAt > 0
      ? [after.cosignedAt * 1000, 'the newest cosignature']
      : [after.headSince, 'no cosignature was ever seen; the last growth']
  if (now - time <= limits.staleHours * HOUR) return []
  const message = `${what} is of ${new Date(time).toISOString()}, more than ${limits.staleHours} hours ago`
  return [{ code: 'STALE', from: address, message }]
}

function* raiseQuorum(facts: Facts): Generator<Raised> {
  const { policy, own, address, log, before, sightings } = facts
  if (policy.quorum !== undefined && log !== undefined && log.checkpoint.size > 0n) {
    const cosigners = cosignersOf(log, own)
    if (!isQuorumMet(policy, cosigners)) {
      const names = policy.witnesses.filter(({ key }) => cosigners.some((each) => isSame(each, key)))
      const message = `size ${log.checkpoint.size} is cosigned by ${names.map(({ name }) => name).join(', ') || 'nobody'} only`
      yield { code: 'QUORUM_MISSED', from: address, message }
    }
  }
  const waiting = sightings.find(({ kind }) => kind === 'pending')
  // A moment of it is how every publication begins.
  if (waiting !== undefined && before.waiting === String(waiting.checkpoint.size)) {
    const message = `size ${waiting.checkpoint.size} waits for its witnesses`
    yield { code: 'QUORUM_MISSED', from: `${address} (pending)`, message }
  }
}

/** Named at most. */
const MAX_NAMED = 10

function raiseUnknown({ address, after }: Facts): readonly Raised[] {
  const indices = Object.keys(after.unknown)
  const count = indices.length + after.unknownMore
  if (count === 0) return []
  const named = indices.slice(0, MAX_NAMED).join(', ')
  const message = `${count} entries are no events of ours: ${named}${count > MAX_NAMED ? ', …' : ''}`
  return [{ code: 'UNKNOWN_LEAF', from: address, message }]
}

function* raiseSilent({ policy, own, log, sightings, missed }: Facts): Generator<Raised> {
  const cosigners = log === undefined ? [] : cosignersOf(log, own)
  // Nothing was to be cosigned yet.
  if (log?.checkpoint.size === 0n) return
  for (const { name, key } of policy.witnesses) {
    if (own.some((each) => isSame(each, key))) continue
    const failed = missed.find(({ kind, from }) => kind === 'witness' && from === name)
    const shown = sightings.find(({ kind, from }) => kind === 'witness' && from === name)
    if (failed !== undefined) {
      yield { code: 'WITNESS_SILENT', from: name, message: failed.message }
      continue
    }
    if (log === undefined || cosigners.some((each) => isSame(each, key))) continue
    if (shown !== undefined && shown.checkpoint.size >= log.checkpoint.size) continue
    const last = shown === undefined ? 'none that we know of' : `size ${shown.checkpoint.size}`
    const message = `it has not cosigned size ${log.checkpoint.size}; its last one is ${last}`
    yield { code: 'WITNESS_SILENT', from: name, message }
  }
}

function* raiseFailures({ missed, findings }: Facts): Generator<Raised> {
  for (const { kind, from, message } of missed) {
    if (kind === 'log' || kind === 'mirror') yield { code: 'LOG_UNREACHABLE', from, message }
    if (kind === 'pending') yield { code: 'LOG_DAMAGED', from, message }
  }
  for (const finding of findings) {
    if (finding.kind === 'fork') continue
    const { kind, from, message } = finding
    yield { code: kind === 'damaged' ? 'LOG_DAMAGED' : 'LOG_UNREACHABLE', from, message }
  }
}

function cosignersOf({ checkpoint }: Sighting, own: readonly VerifierKey[]): readonly VerifierKey[] {
  const keys = cosignaturesOf(checkpoint).map(({ key }) => key)
  return keys.filter((key) => !own.some((each) => isSame(each, key)))
}

function isSame(a: VerifierKey, b: VerifierKey): boolean {
  return Buffer.compare(a.publicKey, b.publicKey) === 0
}
