/** How long papers are kept: Art. 13(13) of Regulation (EU) 2024/2847. */

const YEARS = 10

export interface RetentionFacts {
  /** When the event happened, RFC 3339. */
  readonly time: string
  /** When versions of the product were placed on the market, as far as the ledger knows; RFC 3339. */
  readonly releases: readonly string[]
  /** Last days of its support periods, YYYY-MM-DD. */
  readonly supportUntil: readonly string[]
}

/**
 * The last day on which an event that documents a product is kept: ten years after the product was placed on the market, or
 * the end of the support period, whichever is later. Of a product with several releases the newest counts; without a known
 * one, the event itself.
 */
export function retentionEnd({ time, releases, supportUntil }: RetentionFacts): string {
  const [latest = time] = [time, ...releases].sort().reverse()
  const tenYears = addYears(latest.slice(0, 10))
  return [tenYears, ...supportUntil].sort().at(-1) ?? tenYears
}

/** 29 February becomes 1 March where the year has none: never a day too short. */
function addYears(day: string): string {
  const year = String(Number(day.slice(0, 4)) + YEARS).padStart(4, '0')
  const sum = `${year}${day.slice(4)}`
  const isDay = new Date(`${sum}T00:00:00.000Z`).toISOString().slice(0, 10) === sum
  return isDay ? sum : `${year}-03-01`
}
