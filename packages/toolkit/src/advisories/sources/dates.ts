/** Which dates of a record can be believed. */

/** Years before 1990 are placeholders (`0001-01-01` in all Go records); the future is a typing error. */
const EARLIEST = Date.UTC(1990, 0, 1)

/** Milliseconds of the latest date that is neither a placeholder nor after `now`; undefined where there is none. */
export function newestCredible(dates: readonly (string | undefined)[], now: number): number | undefined {
  let newest: number | undefined
  for (const date of dates) {
    const at = date === undefined ? Number.NaN : Date.parse(date)
    if (at >= EARLIEST && at <= now && (newest === undefined || at > newest)) newest = at
  }
  return newest
}

const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/i

/** RFC 3339 of a date or time whose source means UTC and seldom says so; undefined for anything else. */
export function toUtc(date: string | undefined): string | undefined {
  const found = written.exec(date?.trim() ?? '')
  if (found === null) return undefined
  const [, day = '', time, zone = 'Z'] = found
  const offset = zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2').toUpperCase()
  const utc = time === undefined ? day : `${day}T${time}${offset}`
  return Number.isNaN(Date.parse(utc)) ? undefined : utc
}
