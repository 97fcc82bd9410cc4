/** Points in time as CSAF writes them, compared exactly: in any time zone, with any number of decimals. */

export interface Instant {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly seconds: number
  /** Decimals of the second without trailing zeros; compared as text. */
  readonly fraction: string
}

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/

/**
 * CSAF 2.1, section 2.3: RFC 3339 with `T` and `Z` in upper case. Undefined for anything else. A leap second, which
 * 2.1 forbids and test 6.1.37 reports, counts as the second after it.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = pattern.exec(text.toUpperCase())
  if (match === null) return undefined
  const [hour = 0, minute = 0, second = 0] = match.slice(4, 7).map(Number)
  const [midnight, offset] = [readDay(text.slice(0, 10)), readOffset(match[8] ?? 'Z')]
  const isTime = hour < 24 && minute < 60 && second <= 60
  if (midnight === undefined || offset === undefined || !isTime) return undefined
  const seconds = midnight + hour * 3600 + minute * 60 + second - offset
  return { seconds, fraction: (match[7] ?? '').replace(/0+$/, '') }
}

/** Seconds at the beginning of the day in UTC; undefined for a day that no calendar has. */
function readDay(day: string): number | undefined {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day)
  return isDay ? midnight / 1000 : undefined
}

/** Whether the text keeps every rule of section 2.3, which has no leap seconds and no lower case. */
export function isStrictInstant(text: string): boolean {
  return (
    pattern.test(text) && !/:60(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && parseInstant(text) !== undefined
  )
}

function readOffset(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number)
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}

/** Negative when `a` is earlier. */
export function compareInstants(a: Instant, b: Instant): number {
  if (a.seconds !== b.seconds) return a.seconds - b.seconds
  if (a.fraction === b.fraction) return 0
  return a.fraction < b.fraction ? -1 : 1
}

/** Day in UTC, `2024-01-31`. */
export function dayOf({ seconds }: Instant): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
