/**
 * A reader that consumes: it knows which members of an object were taken, and the tally gets all others, so that no
 * member of a document is forgotten without a word.
 */
import { asFields, type Fields, member } from '../../read/values.ts'
import type { Tally } from './tally.ts'

export interface Taking {
  readonly fields: Fields
  /** Pattern of the place, `packages[].`; empty for the document. */
  readonly where: string
  readonly tally: Tally
  readonly taken: Set<string>
}

export const noPlace = 'the model of a document has no place for it'

/** Reads one object; what `read` does not take is counted when it returns. */
export function takeAll<T>(
  fields: Fields,
  { where, tally }: Pick<Taking, 'where' | 'tally'>,
  read: (from: Taking) => T,
): T {
  const from: Taking = { fields, where, tally, taken: new Set() }
  const value = read(from)
  for (const key of Object.keys(fields)) {
    if (!from.taken.has(key) && !isNothing(fields[key])) tally.add(place(from, key), 'left-out', noPlace)
  }
  return value
}

/** A text with something in it. Anything else stays untaken. */
export function takeText(from: Taking, key: string): string | undefined {
  const value = member(from.fields, key)
  if (typeof value !== 'string' || value === '') return undefined
  from.taken.add(key)
  return value
}

export function takeFlag(from: Taking, key: string): boolean | undefined {
  const value = member(from.fields, key)
  if (typeof value !== 'boolean') return undefined
  from.taken.add(key)
  return value
}

/** A whole number that is no less than 0. */
export function takeCount(from: Taking, key: string): number | undefined {
  const value = member(from.fields, key)
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined
  from.taken.add(key)
  return value
}

/** The texts of a list; items that are none are counted. */
export function takeTexts(from: Taking, key: string): readonly string[] {
  return takeItems(from, key, (item) => (typeof item === 'string' ? item : undefined))
}

/** The objects of a list, each consumed in its turn. */
export function takeList<T>(from: Taking, key: string, read: (item: Taking) => T | undefined): readonly T[] {
  const where = `${place(from, key)}[].`
  return takeItems(from, key, (item) => {
    const fields = asFields(item)
    return fields === undefined ? undefined : takeAll(fields, { where, tally: from.tally }, read)
  })
}

export function takeObject<T>(from: Taking, key: string, read: (item: Taking) => T): T | undefined {
  const fields = asFields(member(from.fields, key))
  if (fields === undefined) return undefined
  from.taken.add(key)
  return takeAll(fields, { where: `${place(from, key)}.`, tally: from.tally }, read)
}

/** Says that a member is known and why it is not kept. */
export function leaveOut(from: Taking, key: string, reason: string): void {
  if (isNothing(member(from.fields, key))) return
  from.taken.add(key)
  from.tally.add(place(from, key), 'left-out', reason)
}

function takeItems<T>(from: Taking, key: string, read: (item: unknown) => T | undefined): readonly T[] {
  const value = member(from.fields, key)
  if (!Array.isArray(value)) return []
  from.taken.add(key)
  const items: T[] = []
  for (const item of value as readonly unknown[]) {
    const found = read(item)
    if (found !== undefined) items.push(found)
    else if (!isNothing(item))
      from.tally.add(`${place(from, key)}[]`, 'left-out', 'it has not the expected shape')
  }
  return items
}

function place(from: Taking, key: string): string {
  return `${from.where}${key.slice(0, 60)}`
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
