/** `datetime` of VERS: RFC 3339 moments, whatever their offset. */
import { compareText, orderOf } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

interface Moment {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly seconds: number
  /** Digits after the point without trailing zeros. */
  readonly fraction: string
}

const pattern = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:)(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/iu

function read(text: string): Moment | undefined {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const [, date = '', time = '', second = '', fraction = '', zone = ''] = match
  if (!isDate(date)) return undefined
  const isLeap = second === '60'
  const milliseconds = Date.parse(`${date}T${time}${isLeap ? '59' : second}${zone.toUpperCase()}`)
  if (Number.isNaN(milliseconds)) return undefined
  return { seconds: milliseconds / 1000 + Number(isLeap), fraction: fraction.replace(/0+$/u, '') }
}

/** `Date.parse` would take the 31st of June for the 1st of July. */
function isDate(date: string): boolean {
  const milliseconds = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date)
}

function compare(a: Moment, b: Moment): Order {
  return orderOf(a.seconds - b.seconds) || compareText(a.fraction, b.fraction)
}

/** VERS wants an upper-case T and Z. */
function isCanonical(text: string): boolean {
  return !/[tz]/u.test(text)
}

export const datetime = defineScheme({ id: 'datetime', synonyms: [], read, isCanonical, compare })
