/** What all drafts of this program share: who, when, and text that an event may hold. */
import { type EventDraft, fitText, formatUlid, personActor } from '@occtet/toolkit/ledger'
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

export const person = personActor

/** What the program does by itself, whoever started it. */
export const program: Actor = { kind: 'service', who: { name: `occtet ${toolVersion}` } }

/** `at`: RFC 3339 as our files hold it; `fact` times are told with milliseconds. */
export function toInstant(at: string): string {
  return new Date(at).toISOString()
}

export const fit = fitText
