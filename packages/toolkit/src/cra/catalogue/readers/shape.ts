/** Small readers that put together the checked shapes of the catalogue's data files. */

/** Where the data breaks its shape, as `requirements[3].title`. */
export interface CatalogueError {
  readonly code: 'CATALOGUE_SHAPE' | 'CATALOGUE_DUPLICATE' | 'CATALOGUE_LINK'
  readonly path: string
  readonly message: string
}

/** Where in the data we are, and the list that takes what is wrong there. */
export interface Place {
  readonly path: string
  readonly problems: CatalogueError[]
}

/** Gives the value, or complains at the place and gives a stand-in that nobody sees. */
export type Read<T> = (value: unknown, at: Place) => T

type Fields = Readonly<Record<string, Read<unknown>>>
type Values<F extends Fields> = { readonly [K in keyof F]: ReturnType<F[K]> }

export const text: Read<string> = (value, at) => {
  if (typeof value === 'string' && value !== '') return value
  complain(at, 'a text that is not empty')
  return ''
}

export const flag: Read<boolean> = (value, at) => {
  if (typeof value === 'boolean') return value
  complain(at, 'true or false')
  return false
}

export const figure: Read<number> = (value, at) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  complain(at, 'a number')
  return 0
}

/** `YYYY-MM-DD`. */
export const day: Read<string> = (value, at) => {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value
  complain(at, 'a date such as 2027-12-11')
  return ''
}

export const texts: Read<readonly string[]> = (value, at) => list(text)(value, at)

export function orNull<T>(read: Read<T>): Read<T | null> {
  return (value, at) => (value === null ? null : read(value, at))
}

export function list<T>(read: Read<T>): Read<readonly T[]> {
  return (value, at) => {
    if (Array.isArray(value)) return value.map((item, index) => read(item, inside(at, `[${index}]`)))
    complain(at, 'a list')
    return []
  }
}

/** The first allowed word stands in for a wrong one. */
export function oneOf<const T extends string>(allowed: readonly [T, ...T[]]): Read<T> {
  return (value, at) => {
    const found = allowed.find((word) => word === value)
    if (found === undefined) complain(at, `one of ${allowed.join(', ')}`)
    return found ?? allowed[0]
  }
}

/** An object of texts by their names. */
export const textsByName: Read<ReadonlyMap<string, string>> = (value, at) => {
  const entries = Object.entries(readRecord(value, at))
  return new Map(entries.map(([name, item]) => [name, text(item, inside(at, `.${name}`))]))
}

/** An object of texts and numbers by their names. */
export const scalarsByName: Read<ReadonlyMap<string, string | number>> = (value, at) => {
  const entries = Object.entries(readRecord(value, at))
  return new Map(
    entries.map(([name, item]) => [
      name,
      (typeof item === 'number' ? figure : text)(item, inside(at, `.${name}`)),
    ]),
  )
}

/**
 * An object: its members are the fields in snake_case; a member that no field reads is a complaint, so that nothing is
 * lost on the way in. Optional fields stay away where the data has none.
 */
export function shape<R extends Fields, O extends Fields = Record<never, never>>(
  required: R,
  optional?: O,
): Read<Values<R> & Partial<Values<O>>> {
  return (value, at) => {
    const record = readRecord(value, at)
    const known = new Map([...Object.keys(required), ...Object.keys(optional ?? {})].map(toMember))
    for (const member of Object.keys(record)) {
      if (!known.has(member)) complain(inside(at, `.${member}`), 'no such member')
    }
    const read: Record<string, unknown> = {}
    for (const [member, field] of known) {
      const isAbsent = record[member] === undefined && !Object.hasOwn(required, field)
      const reader = required[field] ?? optional?.[field]
      if (!isAbsent && reader !== undefined) read[field] = reader(record[member], inside(at, `.${member}`))
    }
    return read as Values<R> & Partial<Values<O>>
  }
}

export function complain(at: Place, expected: string): void {
  at.problems.push({ code: 'CATALOGUE_SHAPE', path: at.path, message: `expected ${expected}` })
}

function readRecord(value: unknown, at: Place): { readonly [member: string]: unknown } {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as { readonly [member: string]: unknown }
  }
  complain(at, 'an object')
  return {}
}

function inside(at: Place, step: string): Place {
  return { path: `${at.path}${step}`, problems: at.problems }
}

/** `applies_from` is the member of the field `appliesFrom`. */
function toMember(field: string): readonly [string, string] {
  return [field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), field]
}
