/** Values of terms: what was answered, derived and found, in one place. */
import type { SignalResult } from '../status.ts'
import { type Lookup } from './condition.ts'
import { splitTerm } from './condition-schema.ts'
import type { RuleFacts } from './known-facts.ts'
import type { Answer, AnswerValue } from './types.ts'

export interface Known {
  readonly answers: ReadonlyMap<string, Answer>
  readonly facts: RuleFacts
  /** By id. */
  readonly signals: ReadonlyMap<string, SignalResult>
  /** `YYYY-MM-DD`: the day against which ages count. */
  readonly today: string
}

export function toLookup(known: Known): Lookup {
  return (term) => {
    const [head, tail] = splitTerm(term)
    switch (head) {
      case 'answer':
        return toComparable(known.answers.get(tail)?.value)
      case 'fact':
        return known.facts[tail]
      case 'count': {
        const list = fieldOf(tail, known)
        return Array.isArray(list) ? list.length : undefined
      }
      case 'age':
        return daysBetween(fieldOf(tail, known), known.today)
      default:
        return fieldOf(term, known)
    }
  }
}

/** An answer as rules compare it; "I don't know" is not known. */
export function toComparable(value: AnswerValue | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined
    case 'scale':
      return value.value === 'unknown' ? undefined : value.value
    case 'na':
      return 'na'
    case 'choice':
      return value.option
    case 'choices':
      return value.options
    case 'date':
      return value.date
    default:
      return value satisfies never
  }
}

/** A signal that is unknown knows none of its fields. */
function fieldOf(term: string, known: Known): unknown {
  const [id, field] = splitTerm(term)
  const signal = known.signals.get(id)
  if (signal === undefined || signal.state === 'unknown') return undefined
  return field === 'state' ? signal.state : (signal.facts[field] ?? undefined)
}

/** Whole days from a date or time to a day; undefined for what is no date. */
export function daysBetween(from: unknown, to: string): number | undefined {
  const start = typeof from === 'string' ? dayOf(from) : undefined
  const end = dayOf(to)
  return start === undefined || end === undefined ? undefined : end - start
}

/** Days since 1970-01-01 (UTC) of `YYYY-MM-DD`, with or without a time behind it. */
export function dayOf(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/.exec(text)
  if (match === null) return undefined
  const time = Date.parse(`${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}T00:00:00Z`)
  if (Number.isNaN(time)) return undefined
  // 31 April parses as 1 May in some engines.
  return new Date(time).toISOString().startsWith(text.slice(0, 10)) ? time / 86_400_000 : undefined
}
