/** Days and moments of decisions: calendar days in UTC, moments in RFC 3339. */

const dayForm = /^\d{4}-\d\d-\d\d$/
const momentForm =
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** `YYYY-MM-DD` of a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!dayForm.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** RFC 3339 `date-time` with upper-case letters; leap seconds are not known here. */
export function isMoment(text: string): boolean {
  return momentForm.test(text) && isDay(text.slice(0, 10))
}

/** The UTC day of a moment, or undefined where the text is none. */
export function dayOf(moment: string): string | undefined {
  return isMoment(moment) ? new Date(moment).toISOString().slice(0, 10) : undefined
}

/** Milliseconds since 1970; NaN where the text is no moment. */
export function timeOf(moment: string): number {
  return isMoment(moment) ? Date.parse(moment) : Number.NaN
}

/** The day so many days later. `day` must be one. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
