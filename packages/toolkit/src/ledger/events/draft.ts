/** Whether a draft may become an event; asked before anything is written. */
import { findDataFault } from './event-data.ts'
import type { EventError, EventErrorCode } from './errors.ts'
import { findAgentFault, findPartFault, isRecord, MAX_DISCLOSURES } from './event-shape.ts'
import { findValueFault } from './i-json.ts'
import { isDisclosureName } from './disclosure.ts'
import type { EventDraft } from './model.ts'
import { findEventType } from './types/index.ts'

const draftMembers = [
  'actor',
  'caseId',
  'data',
  'evidence',
  'id',
  'legal',
  'personal',
  'prev',
  'product',
  'subject',
  'time',
  'type',
]
const MAX_LETTERS = 4096

/** The first thing that is wrong; the message begins with the member. Only types of our taxonomy are made. */
export function findDraftFault(draft: EventDraft): EventError | undefined {
  const fault = findShapeFault(draft)
  if (fault !== undefined) return toError('EVENT_MALFORMED', fault)
  const type = findEventType(draft.type)
  if (type === undefined) return toError('TYPE_UNKNOWN', `type: ${draft.type} is no type of events`)
  const wrong = findDataFault(type, draft.data)
  if (wrong !== undefined) return toError('DATA_INVALID', `${draft.type}: ${wrong}`)
  if (type.isPublic && (draft.personal !== undefined || draft.caseId !== undefined)) {
    return toError('NOT_PUBLIC', `${draft.type}: everybody reads it; expected no personal fields and no case`)
  }
  return undefined
}

function findShapeFault(draft: EventDraft): string | undefined {
  const { id = '00000000000000000000000000', time = '2000-01-01T00:00:00.000Z', subject = [] } = draft
  const stranger = Object.keys(draft).find((name) => !draftMembers.includes(name))
  if (stranger !== undefined) return `${stranger}: no member of a draft`
  return (
    findValueFault(withoutAbsent(draft), '') ??
    findPartFault({ ...draft, id, time, subject }) ??
    findWhoFault(draft) ??
    findPersonalFault(draft) ??
    (draft.caseId === undefined || isName(draft.caseId) ? undefined : 'caseId: expected text')
  )
}

function findWhoFault({ actor }: EventDraft): string | undefined {
  const { who, kind, agent, ...rest } = actor
  if (Object.keys(rest).length > 0) return 'actor: expected kind, who and agent alone'
  if (!isRecord(who) || !isName(who.name) || (who.email !== undefined && !isName(who.email))) {
    return 'actor.who: expected a name, and perhaps an email'
  }
  const stranger = Object.keys(who).find((name) => name !== 'name' && name !== 'email')
  if (stranger !== undefined) return `actor.who.${stranger}: expected name and email alone`
  return findAgentFault(kind, agent)
}

function findPersonalFault({ personal }: EventDraft): string | undefined {
  if (personal === undefined) return undefined
  const names = Object.keys(personal)
  if (names.length >= MAX_DISCLOSURES) return `personal: expected fewer than ${MAX_DISCLOSURES} fields`
  const wrong = names.find((name) => name === 'actor' || !isDisclosureName(name))
  return wrong === undefined ? undefined : `personal.${wrong}: not a name for a personal field`
}

/** Members of value undefined count as absent, however they came there. */
function withoutAbsent(value: unknown): Readonly<Record<string, unknown>> {
  const members: Record<string, unknown> = {}
  for (const name of Object.keys(value as object)) {
    const member: unknown = (value as Readonly<Record<string, unknown>>)[name]
    if (member !== undefined) members[name] = name === 'actor' ? withoutAbsent(member) : member
  }
  return members
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_LETTERS
}

function toError(code: EventErrorCode, message: string): EventError {
  return { code, message }
}
