/** Dates, figures and events among the facts. */
import { err, ok, type Result } from '../../base/index.ts'
import { formatInstant, parseInstant } from '../cases/time.ts'
import { isDate } from './years.ts'

export const eventTypes = [
  'aware_exploited',
  'aware_incident',
  'measure_available',
  'notification_submitted',
  'security_update_issued',
  'placed_on_market',
] as const

export interface FactEvent {
  readonly type: (typeof eventTypes)[number]
  /** UTC. */
  readonly at: string
}

export interface FactError {
  readonly code:
    | 'FACTS_NOT_AN_OBJECT'
    | 'FACT_NAME_UNKNOWN'
    | 'FACT_VALUE_INVALID'
    | 'FACT_DATE_INVALID'
    | 'FACT_TIME_INVALID'
    | 'FACT_CONTRADICTION'
    | 'FACT_TOO_MANY'
  /** Dotted name. Empty: the whole. */
  readonly field: string
  /** What was expected and what was found. */
  readonly message: string
}

/** What one reader found: a value, nothing (not known), or an error. */
export type ReadFact<T> = Result<T | undefined, FactError>

const mostEvents = 1000
const mostYears = 100

export function readDate(field: string, value: unknown): ReadFact<string> {
  if (typeof value === 'string' && isDate(value)) return ok(value)
  return fail('FACT_DATE_INVALID', field, `expected a date such as 2028-03-01, found ${showValue(value)}`)
}

/** Years; parts of a year are allowed. */
export function readNumber(field: string, value: unknown): ReadFact<number> {
  if (typeof value === 'number' && value > 0 && value <= mostYears) return ok(value)
  return fail(
    'FACT_VALUE_INVALID',
    field,
    `expected a number above 0 and up to ${mostYears}, found ${showValue(value)}`,
  )
}

/** Sorted by time; two of the same moment stay in the order given. */
export function readEvents(value: unknown): ReadFact<readonly FactEvent[]> {
  if (!Array.isArray(value))
    return fail('FACT_VALUE_INVALID', 'events', `expected a list, found ${showValue(value)}`)
  if (value.length > mostEvents)
    return fail('FACT_TOO_MANY', 'events', `expected at most ${mostEvents} events`)
  const events: FactEvent[] = []
  for (const [at, item] of value.entries()) {
    const event = readEvent(`events[${at}]`, item)
    if (!event.ok) return event
    if (event.value !== undefined) events.push(event.value)
  }
  return ok(events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)))
}

function readEvent(field: string, value: unknown): ReadFact<FactEvent> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('FACT_VALUE_INVALID', field, `expected an object with type and at, found ${showValue(value)}`)
  }
  const { type, at, ...rest } = value as Readonly<Record<string, unknown>>
  const [extra] = Object.keys(rest)
  if (extra !== undefined) {
    return fail('FACT_NAME_UNKNOWN', `${field}.${extra.slice(0, 80)}`, 'no such member; known are type, at')
  }
  const known = eventTypes.find((word) => word === type)
  if (known === undefined) {
    const found = showValue(type)
    return fail(
      'FACT_VALUE_INVALID',
      `${field}.type`,
      `expected one of ${eventTypes.join(', ')}, found ${found}`,
    )
  }
  const instant = parseInstant(typeof at === 'string' ? at : '')
  if (!instant.ok) return fail('FACT_TIME_INVALID', `${field}.at`, instant.error.message)
  return ok({ type: known, at: formatInstant(instant.value) })
}

function fail(code: FactError['code'], field: string, message: string): ReadFact<never> {
  return err({ code, field, message })
}

/** Short and safe: what is given may be of any size. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value)
}
