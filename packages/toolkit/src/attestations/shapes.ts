/** Small checks of JSON that name what they miss. Members that are not named are left alone: predicates may grow. */

/** `path` in the document, such as `predicate.results[3].status`. */
export interface ShapeFault {
  readonly path: string
  readonly expected: string
}

export type Shape = (value: unknown, path: string) => readonly ShapeFault[]
export type Members = Readonly<Record<string, unknown>>

const MAX_ITEMS = 100_000
const MAX_TEXT = 100_000

export function membersOf(value: unknown): Members {
  return isObject(value) ? value : {}
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function when(isRight: boolean, path: string, expected: string): readonly ShapeFault[] {
  return isRight ? [] : [{ path, expected }]
}

export const text: Shape = (value, path) =>
  when(typeof value === 'string' && value !== '' && value.length <= MAX_TEXT, path, 'a text')

export const anyText: Shape = (value, path) => when(typeof value === 'string', path, 'a text')

export const wholeNumber: Shape = (value, path) =>
  when(Number.isSafeInteger(value) && Number(value) >= 0, path, 'a whole number')

/** RFC 3339 with time and zone. */
export const instant: Shape = (value, path) =>
  when(readInstant(value) !== undefined, path, 'a time (RFC 3339)')

/** RFC 3339, or a day alone. */
export const dayOrInstant: Shape = (value, path) =>
  when(readEnd(value) !== undefined, path, 'a day or a time (RFC 3339)')

/** 64 lower-case hex digits. */
export const sha256Text: Shape = (value, path) =>
  when(isSha256(value), path, 'a SHA-256 in 64 lower-case hex digits')

/** A digest set that holds at least a SHA-256; weaker ones may stand beside it. */
export const digestSet: Shape = (value, path) => [
  ...sha256Text(membersOf(value)['sha256'], `${path}.sha256`),
  ...Object.entries(membersOf(value)).flatMap(([name, digest]) => text(digest, `${path}.${name}`)),
]

export function oneOf(words: readonly string[]): Shape {
  return (value, path) =>
    when(typeof value === 'string' && words.includes(value), path, `one of ${words.join(', ')}`)
}

export function list(item: Shape, { min = 0 }: { readonly min?: number } = {}): Shape {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < min || value.length > MAX_ITEMS) {
      return [{ path, expected: min === 0 ? 'a list' : `a list of at least ${min}` }]
    }
    return value.flatMap((entry, index) => item(entry, `${path}[${index}]`))
  }
}

export function object(
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape {
  return (value, path) => {
    if (!isObject(value)) return [{ path, expected: 'an object' }]
    const has = (name: string): boolean => Object.hasOwn(value, name)
    return [
      ...Object.entries(required).flatMap(([name, shape]) =>
        has(name)
          ? shape(value[name], `${path}.${name}`)
          : [{ path: `${path}.${name}`, expected: 'to be there' }],
      ),
      ...Object.entries(optional).flatMap(([name, shape]) =>
        has(name) ? shape(value[name], `${path}.${name}`) : [],
      ),
    ]
  }
}

export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

const instantForm =
  /^(\d{4})-(\d{2})-(\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/
const dayForm = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY = 86_400_000

/** Milliseconds since 1970; undefined for anything that is no RFC 3339 time, also for 30 February. */
export function readInstant(value: unknown): number | undefined {
  if (typeof value !== 'string' || !instantForm.test(value)) return undefined
  const at = Date.parse(value.toUpperCase())
  return Number.isNaN(at) || startOfDay(value.slice(0, 10)) === undefined ? undefined : at
}

/** The last instant of a validity: a day lasts until its end in UTC. */
export function readEnd(value: unknown): number | undefined {
  const day = typeof value === 'string' && dayForm.test(value) ? startOfDay(value) : undefined
  return day === undefined ? readInstant(value) : day + DAY - 1
}

/** The first instant of a validity: a day begins at 00:00 UTC. */
export function readStart(value: unknown): number | undefined {
  const day = typeof value === 'string' && dayForm.test(value) ? startOfDay(value) : undefined
  return day ?? readInstant(value)
}

function startOfDay(day: string): number | undefined {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? undefined : at
}
