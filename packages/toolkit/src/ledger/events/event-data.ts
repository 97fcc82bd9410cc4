/** Checks the data of an event against its type; what it accepts is what the type's JSON Schema accepts. */
import { ok, type Result } from '../../base/index.ts'
import { parseBase64 } from '../../translog/index.ts'
import { type EventError, eventError } from './errors.ts'
import { isEventTime, isHash, isRecord } from './event-shape.ts'
import type { EventData } from './model.ts'
import type { EventType, Field, Members } from './types/fields.ts'
import { findEventType } from './types/index.ts'
import { isUlid } from './ulid.ts'

/** The first member that is wrong, by its path. For producers: types that we do not know are an error here. */
export function validateEventData(type: string, data: unknown): Result<EventData, EventError> {
  const known = findEventType(type)
  if (known === undefined) return eventError('TYPE_UNKNOWN', `type: ${type} is no type of events`)
  const fault = findDataFault(known, data)
  return fault === undefined ? ok(data as EventData) : eventError('DATA_INVALID', `${type}: ${fault}`)
}

export function findDataFault({ data: members }: EventType, data: unknown): string | undefined {
  return findMembersFault(members, data, 'data')
}

function findMembersFault(members: Members, value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return `${path}: expected an object`
  const stranger = Object.keys(value).find((name) => !Object.hasOwn(members, name))
  if (stranger !== undefined) return `${path}.${stranger}: not a member of this type`
  for (const [name, { field, isRequired }] of Object.entries(members)) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined
    if (member === undefined && !isRequired) continue
    const fault =
      member === undefined
        ? `${path}.${name}: missing; expected ${nameField(field)}`
        : findFieldFault(field, member, `${path}.${name}`)
    if (fault !== undefined) return fault
  }
  return undefined
}

function findFieldFault(field: Field, value: unknown, path: string): string | undefined {
  if (field.kind === 'object') return findMembersFault(field.members, value, path)
  if (field.kind === 'list') return findListFault(field, value, path)
  return isOf(field, value) ? undefined : `${path}: expected ${nameField(field)}`
}

function findListFault(
  field: Extract<Field, { kind: 'list' }>,
  value: unknown,
  path: string,
): string | undefined {
  if (!Array.isArray(value) || value.length > field.max) return `${path}: expected ${nameField(field)}`
  for (const [at, item] of (value as readonly unknown[]).entries()) {
    const fault = findFieldFault(field.of, item, `${path}[${at}]`)
    if (fault !== undefined) return fault
  }
  return undefined
}

type Plain = Exclude<Field, { kind: 'object' | 'list' }>

function isOf(field: Plain, value: unknown): boolean {
  if (field.kind === 'count') return isCount(value, field.max)
  if (field.kind === 'flag') return typeof value === 'boolean'
  return typeof value === 'string' && isTextOf(field, value)
}

function isCount(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max
}

function isTextOf(field: Exclude<Plain, { kind: 'count' | 'flag' }>, value: string): boolean {
  switch (field.kind) {
    case 'text':
      return value !== '' && isAtMost(value, field.max)
    case 'choice':
      return field.values.includes(value)
    case 'sha256':
      return isHash(value)
    case 'time':
      return isEventTime(value)
    case 'day':
      return value.length === 10 && isEventTime(`${value}T00:00:00.000Z`)
    case 'event':
      return isUlid(value)
    case 'base64':
      return value.length <= field.max && isBase64(value)
    default:
      return field satisfies never
  }
}

/** In code points, as JSON Schema counts. */
function isAtMost(text: string, max: number): boolean {
  return text.length <= max || (text.length <= 2 * max && Array.from(text).length <= max)
}

function isBase64(text: string): boolean {
  return text.length > 0 && parseBase64(text) !== undefined
}

export function nameField(field: Field): string {
  switch (field.kind) {
    case 'text':
      return `text of 1 to ${field.max} letters`
    case 'choice':
      return `one of ${field.values.join(', ')}`
    case 'count':
      return nameCount(field.max)
    case 'flag':
      return 'true or false'
    case 'sha256':
      return 'a SHA-256 as 64 lower-case hex digits'
    case 'time':
      return 'a time in UTC with milliseconds'
    case 'day':
      return 'a day, YYYY-MM-DD'
    case 'event':
      return 'the id of an event (ULID)'
    case 'base64':
      return `base64 of at most ${field.max} letters`
    case 'list':
      return `a list of at most ${field.max}, each ${nameField(field.of)}`
    case 'object':
      return `an object of ${Object.keys(field.members).join(', ')}`
    default:
      return field satisfies never
  }
}

function nameCount(max: number): string {
  return max === Number.MAX_SAFE_INTEGER ? 'a whole number, not negative' : `a whole number from 0 to ${max}`
}
