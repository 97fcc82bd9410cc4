/** Points in time of a case: read exactly with their zone, kept and shown in UTC, never shifted. */
import { err, ok, type Result } from '../../base/index.ts'

/** Milliseconds since 1970-01-01T00:00:00Z; only `parseInstant` and the arithmetic below make one. */
export type Instant = number

export interface TimeError {
  readonly code: 'TIME_SYNTAX' | 'TIME_ZONE_MISSING' | 'TIME_IMPOSSIBLE'
  readonly message: string
}

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

const shape =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d{2}):(\d{2}))?$/
const latestYear = 9998

/**
 * RFC 3339, section 5.6, seconds optional. A zone (`Z` or `+02:00`) must stand there: hours cannot be counted from a
 * time that means something else in every town. What is finer than a millisecond is cut, so a limit is never later.
 */
export function parseInstant(text: string): Result<Instant, TimeError> {
  const match = shape.exec(text)
  if (match === null)
    return fail('TIME_SYNTAX', text, 'expected a date and time such as 2026-11-20T09:30:00Z')
  if (match[8] === undefined && !/[Zz]$/.test(text)) {
    return fail('TIME_ZONE_MISSING', text, 'expected a zone at the end: Z for UTC, or such as +01:00')
  }
  const fields = fieldsOf(match)
  const offset = offsetOf(match)
  if (!isPossible(fields) || offset === undefined) {
    return fail('TIME_IMPOSSIBLE', text, 'there is no such time')
  }
  const { year, month, day, hour, minute, second, millisecond } = fields
  return ok(Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset)
}

/** UTC, whole seconds; milliseconds only where there are any. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

/** Same day number and time one calendar month later, in UTC; the last day of that month where the day is missing. */
export function addMonth(instant: Instant): Instant {
  const from = new Date(instant)
  const next = { year: from.getUTCFullYear(), month: from.getUTCMonth() + 2 }
  if (next.month > 12) Object.assign(next, { year: next.year + 1, month: 1 })
  const day = Math.min(from.getUTCDate(), daysIn(next.year, next.month))
  const timeOfDay = ((instant % DAY) + DAY) % DAY
  return Date.UTC(next.year, next.month - 1, day) + timeOfDay
}

type Fields = Readonly<
  Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond', number>
>

function fieldsOf(match: RegExpExecArray): Fields {
  const number = (at: number): number => Number(match[at] ?? 0)
  const millisecond = Number(`${match[7] ?? ''}000`.slice(0, 3))
  const date = { year: number(1), month: number(2), day: number(3) }
  return { ...date, hour: number(4), minute: number(5), second: number(6), millisecond }
}

/** Offset from UTC in milliseconds; RFC 3339 has `-00:00` too, which counts as UTC. */
function offsetOf(match: RegExpExecArray): number | undefined {
  const [sign, hours, minutes] = [match[8], Number(match[9] ?? 0), Number(match[10] ?? 0)]
  if (hours > 23 || minutes > 59) return undefined
  return (sign === '-' ? -1 : 1) * (hours * HOUR + minutes * 60_000)
}

/** Years before 1970 are typing slips; the last year leaves room for the arithmetic. */
function isPossible({ year, month, day, hour, minute, second }: Fields): boolean {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  return isDay && year >= 1970 && year <= latestYear && hour <= 23 && minute <= 59 && second <= 59
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function fail(code: TimeError['code'], text: string, expected: string): Result<never, TimeError> {
  return err({ code, message: `${expected}, found ${JSON.stringify(text.slice(0, 60))}` })
}
