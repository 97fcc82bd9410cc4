/** Calendar arithmetic on days; a period in years or months ends as Reg. (EEC, Euratom) No 1182/71, Art. 3(2)(c) says. */

/** `YYYY-MM-DD`, a day that exists, from 1970 on. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return time >= 0 && new Date(time).toISOString().startsWith(text)
}

/** The same day of a later month; where that month has no such day, its last one. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}

/** Parts of a year are counted in whole months, upwards: a period is never shortened. */
export function addYears(date: string, years: number): string {
  return addMonths(date, Math.ceil(years * 12 - 1e-9))
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Later of the two. */
export function later(a: string, b: string): string {
  return a > b ? a : b
}
