/** Whole days between times of evidence, and the middle of a list of figures. */

const millisecondsOfDay = 86_400_000

/** Days from one RFC 3339 time to another, rounded down; undefined where one of them is no time. */
export function daysBetween(from: string, to: string): number | undefined {
  const span = Date.parse(to) - Date.parse(from)
  return Number.isNaN(span) ? undefined : Math.floor(span / millisecondsOfDay)
}

/** The lower of the two in the middle; null of an empty list. */
export function median(figures: readonly number[]): number | null {
  return [...figures].sort((a, b) => a - b)[Math.floor((figures.length - 1) / 2)] ?? null
}
