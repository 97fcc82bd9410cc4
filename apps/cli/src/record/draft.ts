/** What all drafts of this program share: who, when, and text that an event may hold. */
import { formatUlid, type EventDraft } from '@occtet/toolkit/ledger'
import { randomBytes } from 'node:crypto'
import { toolVersion } from '../tool-version.ts'

/** Ids that sort by time. */
export function newId(): string {
  return formatUlid(Date.now(), new Uint8Array(randomBytes(10)))
}

/** The real clock, never SOURCE_DATE_EPOCH: a ledger that can be told the time proves nothing. UTC, milliseconds. */
export function instantNow(): string {
  return new Date().toISOString()
}

export type Actor = EventDraft['actor']

export function person(name: string): Actor {
  return { kind: 'user', who: { name: fit(name, 256) } }
}

/** What the program does by itself, whoever started it. */
export const program: Actor = { kind: 'service', who: { name: `occtet ${toolVersion}` } }

/** `at`: RFC 3339 as our files hold it; `fact` times are told with milliseconds. */
export function toInstant(at: string): string {
  return new Date(at).toISOString()
}

/** Composed, whole characters, at most `max` letters; what is cut off is said by three dots. */
export function fit(text: string, max: number): string {
  const whole = text.replaceAll(/\p{Surrogate}/gu, '\uFFFD').normalize('NFC')
  if (whole.length <= max) return whole === '' ? '–' : whole
  return `${whole.slice(0, max - 1).replace(/\p{Surrogate}$/u, '')}…`
}
