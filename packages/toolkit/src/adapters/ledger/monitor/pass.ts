/** The steps of one pass: what is remembered, compared, read, and remembered anew. */
import { LedgerError } from '../errors.ts'
import { nodeDisk } from '../node-disk.ts'
import { exchange as askNetwork } from '../witness/exchange.ts'
import { compareAll, type Finding } from './histories.ts'
import type { KnownEvents, MonitorLimits, MonitorOptions, Observed } from './model.ts'
import { cosignaturesOf, open, type Sighting, verifiersOf, type Watched } from './observe.ts'
import { areSameTree } from './same-tree.ts'
import { type LogSource, openSource } from './source.ts'
import { type MonitorState, writeMonitorState } from './state.ts'
import { isKnown, readTail, type Tail, type TailResult } from './tail.ts'

export interface Pass {
  readonly options: MonitorOptions
  readonly limits: MonitorLimits
  readonly watched: Watched
  /** Of the file of the state. */
  readonly path: string
  readonly before: MonitorState
  /** Milliseconds since 1970. */
  readonly now: number
}

const MAX_PINNED = 32
const MAX_UNKNOWN = 1000
/** Seconds by which a cosignature may be ahead of our clock; others could hide for ever that nothing new comes. */
const CLOCK_TOLERANCE = 300

/** Throws POLICY_UNFIT where the policy does not list the log, or nobody says where it is. */
export function toWatched(options: MonitorOptions, { timeout }: MonitorLimits): Watched {
  const { policy, origin, sources = {}, exchange = askNetwork } = options
  const verifiers = verifiersOf(policy, origin)
  const openAt = (address: string): LogSource => openSource(address, { exchange, timeout })
  const address =
    sources.log ?? policy.logs.find(({ key, url }) => key.name === origin && url !== undefined)?.url
  if (address === undefined) throw new LedgerError('POLICY_UNFIT', `nobody says where ${origin} is published`)
  return {
    origin,
    verifiers,
    log: openAt(address),
    mirrors: (sources.mirrors ?? []).map(openAt),
    witnesses: policy.witnesses.flatMap(({ name, url }) =>
      url === undefined ? [] : [{ name, source: openAt(url) }],
    ),
    seen: sources.seen ?? [],
  }
}

/** The head and the notes that wait for a comparison. Throws WITNESS_DAMAGED where the policy's keys did not sign them. */
export function recall({ watched, before, path }: Pass): {
  readonly head: Sighting | undefined
  readonly pinned: readonly Sighting[]
} {
  const openOwn = (note: string): Sighting => {
    const opened = open(watched, { kind: 'seen', from: 'memory' }, note)
    if ('checkpoint' in opened) return { ...opened, kind: 'memory' }
    throw new LedgerError('WITNESS_DAMAGED', `${path}: ${opened.message}`)
  }
  return {
    head: before.head === undefined ? undefined : openOwn(before.head),
    pinned: before.pinned.map(openOwn),
  }
}

export interface Histories {
  readonly findings: readonly Finding[]
  /** Checkpoints that are part of what the log shows now. */
  readonly ofLog: ReadonlySet<Sighting>
}

/** The log's tiles against everything, and each mirror's. */
export async function compareHistories(
  { watched }: Pass,
  log: Sighting | undefined,
  all: readonly Sighting[],
): Promise<Histories> {
  const ofLog = log === undefined ? undefined : await compareAll(watched.log, log, without(all, log))
  const mirrors = await Promise.all(
    watched.mirrors.map(async (source) => {
      const own = all.find(({ kind, from }) => kind === 'mirror' && from === source.address)
      return own === undefined ? [] : (await compareAll(source, own, without(all, own))).findings
    }),
  )
  return { findings: [...(ofLog?.findings ?? []), ...mirrors.flat()], ofLog: ofLog?.consistent ?? new Set() }
}

function without(all: readonly Sighting[], one: Sighting): readonly Sighting[] {
  return all.filter((each) => each !== one)
}

/** Reads what was added, from where the pass before stopped. */
export async function followLog(pass: Pass, { checkpoint }: Sighting): Promise<TailResult> {
  const { options, watched, before, path } = pass
  const from = before.tail.size <= checkpoint.size ? before.tail : before.headRange
  return await readTail({
    source: watched.log,
    checkpoint,
    from,
    known: options.knownEvents,
    save: async (tail) =>
      await writeMonitorState(nodeDisk, path, { ...before, tail: tail.range, ...addUnknown(before, tail) }),
  })
}

/** Head, ranges and unknown leaves after the pass. */
export async function toState(
  { options, before, now }: Pass,
  log: Sighting | undefined,
  tail: TailResult | undefined,
): Promise<MonitorState> {
  const rest = await forgetKnown(before, options.knownEvents)
  switch (tail?.kind) {
    case undefined:
      return rest
    case 'unreachable':
      return { ...rest, tail: tail.tail.range, ...addUnknown(rest, tail.tail) }
    case 'damaged':
      // Entries that lead nowhere are no part of the log, and say nothing about it.
      return { ...rest, tail: before.headRange }
    case 'complete': {
      const { range } = tail.tail
      const isNew = before.head === undefined || range.size !== before.headRange.size
      const headSince = isNew ? now : before.headSince
      return {
        ...rest,
        head: log?.note,
        headSince,
        tail: range,
        headRange: range,
        ...addUnknown(rest, tail.tail),
      }
    }
    default:
      return tail satisfies never
  }
}

type Unknown = Pick<MonitorState, 'unknown' | 'unknownMore'>

function addUnknown({ unknown, unknownMore }: Unknown, tail: Tail): Unknown {
  const all = { ...unknown, ...Object.fromEntries(tail.unknown) }
  const listed = Object.entries(all).slice(0, MAX_UNKNOWN)
  return {
    unknown: Object.fromEntries(listed),
    unknownMore: unknownMore + Object.keys(all).length - listed.length,
  }
}

/** An event may become known after its leaf was read. */
async function forgetKnown(before: MonitorState, known: KnownEvents | undefined): Promise<MonitorState> {
  const still: Record<string, string> = {}
  for (const [index, hex] of Object.entries(before.unknown)) {
    const leaf = { index: BigInt(index), leafHash: new Uint8Array(Buffer.from(hex, 'hex')) }
    if (known === undefined || !(await isKnown(known, leaf))) still[index] = hex
  }
  return { ...before, unknown: still }
}

/** What could not be compared with the log's tiles yet, one note for each tree, the oldest first. */
export function pin(
  all: readonly Sighting[],
  ofLog: ReadonlySet<Sighting>,
  findings: readonly Finding[],
): readonly string[] {
  const known = [...ofLog]
  // The evidence holds these already.
  for (const finding of findings) if (finding.kind === 'fork') known.push(finding.other)
  const open: Sighting[] = []
  // From the memory first: what was pinned stays before what is new.
  for (const sighting of [...all].sort((a, b) => Number(b.kind === 'memory') - Number(a.kind === 'memory'))) {
    const isSame = ({ checkpoint }: Sighting): boolean => areSameTree(checkpoint, sighting.checkpoint)
    if (!known.some(isSame) && !open.some(isSame)) open.push(sighting)
  }
  return open.slice(0, MAX_PINNED).map(({ note }) => note)
}

/** In seconds since 1970. Cosignatures of older trees say nothing about the newest one. */
export function newestTime(
  { before, now, options }: Pass,
  sightings: readonly Sighting[],
  head: Sighting | undefined,
): number {
  const latest = Math.floor(now / 1000) + CLOCK_TOLERANCE
  const own = (options.own ?? []).map(({ publicKey }) => Buffer.from(publicKey))
  const times = sightings
    .filter(({ checkpoint }) => head === undefined || checkpoint.size >= head.checkpoint.size)
    .flatMap(({ checkpoint }) => cosignaturesOf(checkpoint))
    .filter(({ key, time }) => time <= latest && !own.some((each) => each.equals(key.publicKey)))
    .map(({ time }) => time)
  return Math.max(before.cosignedAt, ...times)
}

/** The largest tree beyond what the log shows, and since when the log has not caught up with the first one that was. */
export function findAhead(
  { before, now }: Pass,
  all: readonly Sighting[],
  log: Sighting | undefined,
): MonitorState['ahead'] {
  if (log === undefined) return before.ahead
  const shown = [log, ...all.filter(({ kind }) => kind === 'pending')].map(
    ({ checkpoint }) => checkpoint.size,
  )
  const most = shown.reduce((a, b) => (a > b ? a : b))
  if (before.ahead !== undefined && BigInt(before.ahead.size) > most) return before.ahead
  const largest = all.reduce((size, { checkpoint }) => (checkpoint.size > size ? checkpoint.size : size), 0n)
  return largest > most ? { size: String(largest), since: now } : undefined
}

export function findWaiting(sightings: readonly Sighting[], log: Sighting | undefined): string | undefined {
  const pending = sightings.find(({ kind }) => kind === 'pending')
  if (pending === undefined || pending.checkpoint.size <= (log?.checkpoint.size ?? -1n)) return undefined
  return String(pending.checkpoint.size)
}

export function toTree({ checkpoint }: Sighting): { readonly size: string; readonly root: string } {
  return { size: String(checkpoint.size), root: Buffer.from(checkpoint.root).toString('base64') }
}

export function toObserved({ options }: Pass, kind: Observed['kind'], sighting: Sighting): Observed {
  const keys = cosignaturesOf(sighting.checkpoint).map(({ key }) => key)
  const cosigners = options.policy.witnesses.filter(({ key }) =>
    keys.some((each) => each.name === key.name && each.id === key.id),
  )
  return { kind, from: sighting.from, ...toTree(sighting), cosigners: cosigners.map(({ name }) => name) }
}
