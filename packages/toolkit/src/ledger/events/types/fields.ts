/** What a member of an event's data may be: a small language from which checks, schemas and pages are made. */

export type Field =
  /** 1 to `max` letters. Never a person's name or address: those are personal fields. */
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'count'; readonly max: number }
  | { readonly kind: 'flag' }
  /** 64 lower-case hex digits. */
  | { readonly kind: 'sha256' }
  /** UTC with milliseconds. */
  | { readonly kind: 'time' }
  /** A day, YYYY-MM-DD. */
  | { readonly kind: 'day' }
  /** ULID of an event. */
  | { readonly kind: 'event' }
  | { readonly kind: 'base64'; readonly max: number }
  | { readonly kind: 'list'; readonly of: Field; readonly max: number }
  | { readonly kind: 'object'; readonly members: Members }

export interface Member {
  readonly field: Field
  readonly isRequired: boolean
}

export type Members = Readonly<Record<string, Member>>

/** `next`: with the next batch. `urgent`: published, cosigned and time-stamped at once. */
export type FlushClass = 'next' | 'urgent'

export interface EventType {
  readonly flush: FlushClass
  /** The leaf itself is readable by everybody, for ever. */
  readonly isPublic: boolean
  /** Belongs to what Art. 13(13) CRA has kept for ten years or the support period, if longer. */
  readonly isEvidence: boolean
  /** Provisions, put into an event that names none. */
  readonly legal: readonly string[]
  readonly data: Members
  /** A sentence; see `say.ts` for its form. */
  readonly say: { readonly en: string; readonly de: string }
}

export type EventTypes = Readonly<Record<string, EventType>>

const MAX_INTEGER = 9_007_199_254_740_991

export function text(max = 256): Member {
  return { field: { kind: 'text', max }, isRequired: true }
}

export function choice(...values: readonly string[]): Member {
  return { field: { kind: 'choice', values }, isRequired: true }
}

export function count(max = MAX_INTEGER): Member {
  return { field: { kind: 'count', max }, isRequired: true }
}

export function list({ field: of }: Member, max = 512): Member {
  return { field: { kind: 'list', of, max }, isRequired: true }
}

export function object(members: Members): Member {
  return { field: { kind: 'object', members }, isRequired: true }
}

export function base64(max: number): Member {
  return { field: { kind: 'base64', max }, isRequired: true }
}

export function optional({ field }: Member): Member {
  return { field, isRequired: false }
}

export const flag: Member = { field: { kind: 'flag' }, isRequired: true }
export const digest: Member = { field: { kind: 'sha256' }, isRequired: true }
export const time: Member = { field: { kind: 'time' }, isRequired: true }
export const day: Member = { field: { kind: 'day' }, isRequired: true }
export const eventId: Member = { field: { kind: 'event' }, isRequired: true }

type Words = EventType['say']

/** An event that Art. 13(13) has kept. */
export function evidence(legal: readonly string[], data: Members, say: Words): EventType {
  return { flush: 'next', isPublic: false, isEvidence: true, legal, data, say }
}

/** An event that is kept as long as the organisation wants. */
export function record(data: Members, say: Words): EventType {
  return { flush: 'next', isPublic: false, isEvidence: false, legal: [], data, say }
}

/** A leaf for all to read. */
export function announcement(data: Members, say: Words): EventType {
  return { flush: 'urgent', isPublic: true, isEvidence: false, legal: [], data, say }
}

export function urgent(type: EventType): EventType {
  return { ...type, flush: 'urgent' }
}
