/** The clocks of Art. 14(2) and 14(4) as pure functions: strict UTC arithmetic, no weekend, no holiday, no rounding. */
import { err, ok, type Result } from '../../base/index.ts'
import { addMonth, DAY, formatInstant, HOUR, type Instant, parseInstant, type TimeError } from './time.ts'

export type CaseKind = 'actively-exploited-vulnerability' | 'severe-incident'

/** Track of the catalogue's stages. */
export type Track = 'AEV' | 'INC'

/** What starts the clocks; times are RFC 3339 with a zone, absent or null is "not yet". */
export interface ClockFacts {
  readonly kind: CaseKind
  /** Reasonable certainty after a prompt assessment (guidance 211-215). */
  readonly awareAt: string
  /** A corrective or mitigating measure: a workaround starts the 14 days as a patch does (Art. 14(2)(c)). */
  readonly correctiveMeasureAvailableAt?: string | null
  /** When the 72-hour notification was sent, not when it was due (Art. 14(4)(c)). */
  readonly incidentNotificationSubmittedAt?: string | null
}

/** UTC. `finalReport` is null while its clock has not started. */
export interface DueDates {
  readonly earlyWarning: string
  readonly notification: string
  readonly finalReport: string | null
}

export interface ClockError {
  readonly code: TimeError['code'] | 'KIND_UNKNOWN' | 'NOTIFIED_BEFORE_AWARE'
  /** Name of the fact. */
  readonly fact: keyof ClockFacts
  readonly message: string
}

export type StageName = 'earlyWarning' | 'notification' | 'finalReport'

export const tracks: Readonly<Record<CaseKind, Track>> = {
  'actively-exploited-vulnerability': 'AEV',
  'severe-incident': 'INC',
}

/** Ids of the catalogue's `reporting.stages`. */
export const stageIds: Readonly<Record<Track, Readonly<Record<StageName, string>>>> = {
  AEV: { earlyWarning: 'REP-AEV-EW', notification: 'REP-AEV-72H', finalReport: 'REP-AEV-FIN' },
  INC: { earlyWarning: 'REP-INC-EW', notification: 'REP-INC-72H', finalReport: 'REP-INC-FIN' },
}

/**
 * Due dates by the vectors' names. A measure that was there before awareness starts the 14 days all the same, but the
 * final report is never due before the notification that it completes: then both share the 72-hour limit (our reading;
 * the law does not say).
 */
export function dueDates(facts: ClockFacts): Result<DueDates, ClockError> {
  const times = readTimes(facts)
  if (!times.ok) return times
  const { aware, measure, notified } = times.value
  const notification = aware + 72 * HOUR
  const final = tracks[facts.kind] === 'AEV' ? afterMeasure(measure, notification) : monthAfter(notified)
  return ok({
    earlyWarning: formatInstant(aware + 24 * HOUR),
    notification: formatInstant(notification),
    finalReport: final === undefined ? null : formatInstant(final),
  })
}

/** The same by the catalogue's stage ids. */
export function dueByStage(facts: ClockFacts): Result<Readonly<Record<string, string | null>>, ClockError> {
  const due = dueDates(facts)
  if (!due.ok) return due
  const ids = stageIds[tracks[facts.kind]]
  const names = ['earlyWarning', 'notification', 'finalReport'] as const
  return ok(Object.fromEntries(names.map((name) => [ids[name], due.value[name]])))
}

interface Times {
  readonly aware: Instant
  readonly measure: Instant | undefined
  readonly notified: Instant | undefined
}

function readTimes(facts: ClockFacts): Result<Times, ClockError> {
  if (!Object.hasOwn(tracks, facts.kind)) {
    const known = Object.keys(tracks).join(' or ')
    return err({ code: 'KIND_UNKNOWN', fact: 'kind', message: `expected ${known}` })
  }
  const aware = parseInstant(facts.awareAt)
  if (!aware.ok) return err({ ...aware.error, fact: 'awareAt' })
  const measure = readOptional(facts, 'correctiveMeasureAvailableAt')
  if (!measure.ok) return measure
  const notified = readOptional(facts, 'incidentNotificationSubmittedAt')
  if (!notified.ok) return notified
  if (notified.value !== undefined && notified.value < aware.value) {
    const message = 'the notification was sent before anybody was aware: one of the two times is wrong'
    return err({ code: 'NOTIFIED_BEFORE_AWARE', fact: 'incidentNotificationSubmittedAt', message })
  }
  return ok({ aware: aware.value, measure: measure.value, notified: notified.value })
}

function readOptional(
  facts: ClockFacts,
  fact: 'correctiveMeasureAvailableAt' | 'incidentNotificationSubmittedAt',
): Result<Instant | undefined, ClockError> {
  const text = facts[fact]
  if (text === undefined || text === null) return ok(undefined)
  const instant = parseInstant(text)
  return instant.ok ? instant : err({ ...instant.error, fact })
}

function afterMeasure(measure: Instant | undefined, notification: Instant): Instant | undefined {
  return measure === undefined ? undefined : Math.max(measure + 14 * DAY, notification)
}

function monthAfter(notified: Instant | undefined): Instant | undefined {
  return notified === undefined ? undefined : addMonth(notified)
}
