/** OSV events to intervals, and a version's place in them (OSV schema 1.7.5, "Evaluation"). */
import { err, ok, type Result } from '../base/index.ts'
import type { RangeEvent } from '../model/index.ts'
import type { Order, VersionError, VersionScheme } from './scheme.ts'

/** The bounds as the source wrote them. No `introduced`: from the very beginning. Neither upper bound: unbounded. */
export interface OsvInterval {
  readonly introduced?: string
  /** Exclusive. */
  readonly fixed?: string
  /** Inclusive. */
  readonly lastAffected?: string
}

/** What is odd about a range; it can be evaluated all the same. */
export interface OsvRangeProblem {
  readonly code: 'INTERVAL_INVERTED' | 'INTERVAL_EMPTY' | 'INTRODUCED_MISSING' | 'CLOSED_TWICE'
  readonly message: string
}

export type OsvVerdict =
  | { readonly kind: 'outside' }
  | { readonly kind: 'affected'; readonly interval: OsvInterval }
  /** The version or a bound could not be read. Whoever treats this as "not affected" hides a vulnerability. */
  | { readonly kind: 'unknown'; readonly error: VersionError }

interface Bounds {
  readonly interval: OsvInterval
  readonly from: unknown
  readonly isFromBeginning: boolean
  readonly to: unknown
  readonly end: 'fixed' | 'lastAffected' | 'none'
}

/** Sorted once, evaluated often. */
export interface OsvRange {
  readonly scheme: VersionScheme
  readonly intervals: readonly OsvInterval[]
  readonly problems: readonly OsvRangeProblem[]
  /** For `evaluateCompiledRange`; opaque to everybody else. */
  readonly bounds: readonly Bounds[]
  /** Parsed limits; empty when there are none or one of them is `*`. */
  readonly limits: readonly unknown[]
}

type EventKind = 'fixed' | 'introduced' | 'lastAffected'

interface ParsedEvent {
  readonly kind: EventKind
  readonly text: string
  /** Undefined for `introduced: 0`, which is before every version and itself none. */
  readonly version: unknown
  readonly isBeginning: boolean
  /** Place in the source's own order. */
  readonly index: number
}

/** Errors with the first bound that the scheme cannot read: then nothing can be said about any version. */
export function compileOsvRange(
  scheme: VersionScheme,
  events: readonly RangeEvent[],
): Result<OsvRange, VersionError> {
  const parsed: ParsedEvent[] = []
  const limits: unknown[] = []
  let isLimited = true
  for (const [index, event] of events.entries()) {
    const [kind, text] = toEntry(event)
    if (kind === 'introduced' && text === '0') {
      parsed.push({ kind, text, version: undefined, isBeginning: true, index })
      continue
    }
    if (kind === 'limit' && text === '*') {
      isLimited = false
      continue
    }
    const version = scheme.parse(text)
    if (!version.ok) return err({ code: 'RANGE_INVALID', message: `${kind}: ${version.error.message}` })
    if (kind === 'limit') limits.push(version.value)
    else parsed.push({ kind, text, version: version.value, isBeginning: false, index })
  }
  const { bounds, problems } = toBounds(scheme, parsed)
  const intervals = bounds.map((bound) => bound.interval)
  return ok({ scheme, intervals, problems, bounds, limits: isLimited ? limits : [] })
}

function toEntry(event: RangeEvent): readonly [EventKind | 'limit', string] {
  if ('introduced' in event) return ['introduced', event.introduced]
  if ('fixed' in event) return ['fixed', event.fixed]
  if ('lastAffected' in event) return ['lastAffected', event.lastAffected]
  return ['limit', event.limit]
}

/** Where events meet at one version: `fixed` closes before `introduced` opens, `lastAffected` closes after it. */
const places: Readonly<Record<EventKind, number>> = { fixed: 0, introduced: 1, lastAffected: 2 }

function sortEvents(scheme: VersionScheme, events: readonly ParsedEvent[]): ParsedEvent[] {
  return events.toSorted(
    (a, b) => compareEvents(scheme, a, b) || places[a.kind] - places[b.kind] || a.index - b.index,
  )
}

function compareEvents(scheme: VersionScheme, a: ParsedEvent, b: ParsedEvent): Order {
  if (a.isBeginning || b.isBeginning) return a.isBeginning ? (b.isBeginning ? 0 : -1) : 1
  return scheme.compare(a.version, b.version)
}

function toBounds(
  scheme: VersionScheme,
  events: readonly ParsedEvent[],
): { readonly bounds: readonly Bounds[]; readonly problems: readonly OsvRangeProblem[] } {
  const sorted = sortEvents(scheme, events)
  const first = walk(sorted)
  if (first.orphans.length === 0) return { bounds: first.bounds, problems: [] }
  const inverted = findInverted(scheme, events, first.orphans)
  const { bounds } = walk(sorted.filter((event) => !inverted.dropped.has(event.index)))
  const rest = first.orphans.filter((event) => !inverted.dropped.has(event.index))
  return { bounds, problems: [...inverted.problems, ...rest.map(toOrphanProblem(sorted))] }
}

/** The pseudo-code of the schema, run once over the events instead of once per version. */
function walk(sorted: readonly ParsedEvent[]): {
  readonly bounds: Bounds[]
  readonly orphans: ParsedEvent[]
} {
  const bounds: Bounds[] = []
  const orphans: ParsedEvent[] = []
  let open: ParsedEvent | undefined
  for (const event of sorted) {
    if (event.kind === 'introduced') open ??= event
    else if (open === undefined) orphans.push(event)
    else {
      bounds.push(toBound(open, event))
      open = undefined
    }
  }
  if (open !== undefined) bounds.push(toBound(open, undefined))
  return { bounds, orphans }
}

function toBound(open: ParsedEvent, close: ParsedEvent | undefined): Bounds {
  const start = open.isBeginning ? {} : { introduced: open.text }
  const from = { from: open.version, isFromBeginning: open.isBeginning }
  if (close === undefined) return { interval: start, ...from, to: undefined, end: 'none' }
  const isFixed = close.kind === 'fixed'
  const interval = isFixed ? { ...start, fixed: close.text } : { ...start, lastAffected: close.text }
  return { interval, ...from, to: close.version, end: isFixed ? 'fixed' : 'lastAffected' }
}

/**
 * A pair that was written as "introduced 2, fixed 1" or "introduced 1, fixed 1" holds no version. Sorted, it would
 * read as "from 2 on, for ever". Only a closing event that closes nothing else marks such a pair.
 */
function findInverted(
  scheme: VersionScheme,
  events: readonly ParsedEvent[],
  orphans: readonly ParsedEvent[],
): { readonly dropped: ReadonlySet<number>; readonly problems: readonly OsvRangeProblem[] } {
  const dropped = new Set<number>()
  const problems: OsvRangeProblem[] = []
  for (const close of orphans) {
    const open = events.find((event) => event.index === close.index - 1)
    if (open?.kind !== 'introduced' || !isUpsideDown(scheme, open, close)) continue
    dropped.add(open.index).add(close.index)
    const isEmpty = compareEvents(scheme, open, close) === 0
    const code = isEmpty ? 'INTERVAL_EMPTY' : 'INTERVAL_INVERTED'
    problems.push({
      code,
      message: `expected a version before ${close.kind} ${close.text}, found introduced ${open.text}`,
    })
  }
  return { dropped, problems }
}

function isUpsideDown(scheme: VersionScheme, open: ParsedEvent, close: ParsedEvent): boolean {
  const order = compareEvents(scheme, open, close)
  return order > 0 || (order === 0 && close.kind === 'fixed')
}

function toOrphanProblem(sorted: readonly ParsedEvent[]): (event: ParsedEvent) => OsvRangeProblem {
  const firstOpen = sorted.findIndex((event) => event.kind === 'introduced')
  return (event) => {
    const isFirst = firstOpen === -1 || sorted.indexOf(event) < firstOpen
    const message = `expected an introduced event before ${event.kind} ${event.text}, found none`
    return { code: isFirst ? 'INTRODUCED_MISSING' : 'CLOSED_TWICE', message }
  }
}

/** `version` is what the range's own scheme parsed. */
export function evaluateCompiledRange(range: OsvRange, version: unknown): OsvVerdict {
  const { scheme, bounds, limits } = range
  if (limits.length > 0 && !limits.some((limit) => scheme.compare(version, limit) < 0))
    return { kind: 'outside' }
  for (const bound of bounds) {
    if (!bound.isFromBeginning && scheme.compare(version, bound.from) < 0) break
    const order = bound.end === 'none' ? -1 : scheme.compare(version, bound.to)
    if (order < 0 || (order === 0 && bound.end === 'lastAffected'))
      return { kind: 'affected', interval: bound.interval }
  }
  return { kind: 'outside' }
}

/** One version against the events of one range. For many versions or ranges, parse and compile once instead. */
export function evaluateOsvRange(
  scheme: VersionScheme,
  events: readonly RangeEvent[],
  version: string,
): OsvVerdict {
  const parsed = scheme.parse(version)
  if (!parsed.ok) return { kind: 'unknown', error: parsed.error }
  const range = compileOsvRange(scheme, events)
  return range.ok ? evaluateCompiledRange(range.value, parsed.value) : { kind: 'unknown', error: range.error }
}
