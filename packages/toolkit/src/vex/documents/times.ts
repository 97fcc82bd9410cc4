/** Times of statements: RFC 3339 or a date in, one form out. */

const DATE = /^\d{4}-\d{2}-\d{2}$/
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/

/** Milliseconds since 1970; undefined for what is no RFC 3339 time and no date. */
export function toInstant(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!DATE.test(text) && !RFC_3339.test(text)) return undefined
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1').toUpperCase())
  return Number.isNaN(time) ? undefined : time
}

/** RFC 3339: a date is taken as its first second in UTC; what is no time stays away. */
export function toDateTime(text: string | undefined): string | undefined {
  if (text === undefined || toInstant(text) === undefined) return undefined
  return DATE.test(text) ? `${text}T00:00:00Z` : text
}

/** UTC to the second, the only form that SPDX 3.0.1 allows. */
export function toSeconds(text: string | undefined): string | undefined {
  const time = toInstant(text)
  return time === undefined ? undefined : new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** Whether both say the same moment, however written. */
export function isSameTime(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true
  const left = toInstant(a)
  return left !== undefined && left === toInstant(b) && hasNoFinerPart(a, b)
}

/** Digits beyond milliseconds are compared as text. */
function hasNoFinerPart(a: string | undefined, b: string | undefined): boolean {
  const [left, right] = [a, b].map((text) => /\.\d{3}(\d*)/.exec(text ?? '')?.[1]?.replace(/0+$/, '') ?? '')
  return left === right
}
