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
