/** Instants as the database keeps them: RFC 3339, UTC, whole seconds, so that text sorts like time. */

export function toInstant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** `seconds` may be negative. */
export function addSeconds(instant: string, seconds: number): string {
  return toInstant(Date.parse(instant) + seconds * 1000)
}
