/** The members of an event and what each may hold, whatever its type; for events from anywhere and drafts of our own. */
import { parseBase64 } from '../../translog/index.ts'
import { findValueFault } from './i-json.ts'
import type { EventSubject, LedgerEvent } from './model.ts'
import { isUlid } from './ulid.ts'

/** Canonical payload of an event. A public one is held shorter by the limit of a log's entry. */
export const MAX_EVENT_BYTES = 64 * 1024
/** Fields of one event that can be erased alone. */
export const MAX_DISCLOSURES = 32
const MAX_LIST = 512
const MAX_NAME = 1024

const eventMembers = [
  'actor',
  'data',
  'evidence',
  'id',
  'legal',
  'origin',
  'prev',
  'product',
  'sd',
  'subject',
  'time',
  'type',
  'v',
]

/** Why a value is no event, beginning with the member; undefined for a `LedgerEvent`. Says nothing of `data` but that it is I-JSON. */
export function findEventFault(value: unknown): string | undefined {
  const fault = findValueFault(value, '')
  if (fault !== undefined) return fault
  if (!isRecord(value)) return 'expected an object'
  const stranger = Object.keys(value).find((name) => !eventMembers.includes(name))
  if (stranger !== undefined) return `${stranger}: no member of an event`
  if (value['v'] !== 1) return 'v: expected version 1'
  return (
    findActorFault(value['actor']) ??
    findPartFault(value) ??
    (isText(value['origin']) ? undefined : 'origin: expected text') ??
    (isSd(value['sd']) ? undefined : 'sd: expected digests in base64, sorted, each once') ??
    (refersTo(value) ? undefined : 'actor.ref: expected one of the digests in sd')
  )
}

/** Members that a draft and an event have in common. */
export function findPartFault(value: Readonly<Record<string, unknown>>): string | undefined {
  const { id, type, time, subject, data, product, evidence, prev, legal } = value
  const rows: readonly (readonly [string, boolean, string])[] = [
    ['id', typeof id === 'string' && isEventId(id), 'a ULID'],
    ['type', typeof type === 'string' && isTypeName(type), 'words in lower case joined by dots'],
    [
      'time',
      typeof time === 'string' && isEventTime(time),
      'UTC with milliseconds, 2026-09-12T07:12:00.000Z',
    ],
    ['subject', isSubjects(subject), 'a list of {name, uri?, mediaType?, digest: {sha256}}'],
    ['data', isRecord(data), 'an object'],
    ['product', product === undefined || isText(product), 'text'],
    ['evidence', evidence === undefined || isSubjects(evidence), 'a list of {name, digest: {sha256}}'],
    ['prev', prev === undefined || isListOf(prev, isEventId), 'a list of ids of events'],
    [
      'legal',
      legal === undefined || isListOf(legal, isProvision),
      'a list of provisions such as CRA:14(2)(a)',
    ],
  ]
  const wrong = rows.find(([, isRight]) => !isRight)
  return wrong === undefined ? undefined : `${wrong[0]}: expected ${wrong[2]}`
}

/** Of an agent, with what it worked; of nobody else. */
export function findAgentFault(kind: unknown, agent: unknown): string | undefined {
  if (kind !== 'user' && kind !== 'service' && kind !== 'agent') {
    return 'actor.kind: expected user, service or agent'
  }
  if (kind !== 'agent') {
    return agent === undefined ? undefined : 'actor.agent: only of an actor of kind agent'
  }
  if (isRecord(agent) && hasOnly(agent, ['model', 'modelSha256', 'promptSha256'])) {
    const { model, modelSha256, promptSha256 } = agent
    if (isText(model) && isHash(modelSha256) && isHash(promptSha256)) return undefined
  }
  return 'actor.agent: expected model, modelSha256 and promptSha256 of an agent'
}

/** Call only where `findEventFault` found nothing. */
export function toEvent(value: unknown): LedgerEvent {
  return value as LedgerEvent
}

export function isEventTime(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/.test(text)) return false
  const time = Date.parse(text)
  return !Number.isNaN(time) && time >= 0 && new Date(time).toISOString() === text
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function findActorFault(value: unknown): string | undefined {
  if (!isRecord(value) || !hasOnly(value, ['kind', 'ref', 'agent'])) return 'actor: expected kind and ref'
  if (!isDigest(value['ref'])) return 'actor.ref: expected a digest in base64'
  return findAgentFault(value['kind'], value['agent'])
}

function isSubjects(value: unknown): value is readonly EventSubject[] {
  return Array.isArray(value) && value.length <= MAX_LIST && value.every(isSubject)
}

function isSubject(value: unknown): boolean {
  if (!isRecord(value) || !hasOnly(value, ['name', 'uri', 'mediaType', 'digest'])) return false
  const { name, uri, mediaType, digest } = value
  return (
    isText(name) &&
    (uri === undefined || isText(uri)) &&
    (mediaType === undefined || isText(mediaType)) &&
    isRecord(digest) &&
    hasOnly(digest, ['sha256']) &&
    isHash(digest['sha256'])
  )
}

function isSd(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length > MAX_DISCLOSURES || !value.every(isDigest)) return false
  const digests = value as readonly string[]
  return digests.every((digest, at) => at === 0 || (digests[at - 1] ?? '') < digest)
}

function refersTo({ actor, sd }: Readonly<Record<string, unknown>>): boolean {
  return isRecord(actor) && Array.isArray(sd) && sd.includes(actor['ref'])
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && parseBase64(value)?.length === 32
}

function isListOf(value: unknown, isRight: (text: string) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAX_LIST &&
    value.every((item) => typeof item === 'string' && isRight(item))
  )
}

function isEventId(text: string): boolean {
  return isUlid(text)
}

function isTypeName(text: string): boolean {
  return text.length <= 64 && /^[a-z]+(?:\.[a-z]+)+$/.test(text)
}

function isProvision(text: string): boolean {
  return text.length <= 64 && /^[A-Za-z0-9]+:[A-Za-z0-9().,; -]+$/.test(text)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_NAME
}

function hasOnly(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name))
}
