/** Reads our own data files value by value and collects every complaint with its place, instead of stopping at the first. */

/** Where our data breaks its shape or names what does not exist, as `questions[E1].prefill[0]`. */
export interface DataError {
  readonly code: 'DATA_SHAPE' | 'DATA_DUPLICATE' | 'DATA_LINK'
  readonly path: string
  readonly message: string
}

/** Where in the data we are, and the list that takes what is wrong there. */
export interface Place {
  readonly path: string
  readonly problems: DataError[]
}

export type DataRecord = { readonly [key: string]: unknown }

export function below(at: Place, member: string | number): Place {
  const step = typeof member === 'number' ? `[${member}]` : `.${member}`
  return { path: `${at.path}${step}`, problems: at.problems }
}

export function complain(at: Place, message: string, code: DataError['code'] = 'DATA_SHAPE'): void {
  at.problems.push({ code, path: at.path, message })
}

/** Empty after a complaint. `allowed`: any other member is a typing slip. */
export function readRecord(value: unknown, at: Place, allowed?: readonly string[]): DataRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain(at, 'expected an object')
    return {}
  }
  const record = value as DataRecord
  if (allowed !== undefined) {
    for (const key of Object.keys(record)) if (!allowed.includes(key)) complain(at, `unknown member ${key}`)
  }
  return record
}

/** Reads each item; no items after a complaint. */
export function readEach<T>(value: unknown, at: Place, read: (item: unknown, at: Place) => T): readonly T[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => read(item, below(at, index)))
  complain(at, 'expected a list')
  return []
}

export function readText(value: unknown, at: Place): string {
  if (typeof value === 'string' && value !== '') return value
  complain(at, 'expected a text that is not empty')
  return ''
}

export function readTexts(value: unknown, at: Place): readonly string[] {
  return readEach(value, at, readText)
}

export function readFlag(value: unknown, at: Place): boolean {
  if (typeof value === 'boolean') return value
  complain(at, 'expected true or false')
  return false
}

export function readNumber(value: unknown, at: Place): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  complain(at, 'expected a number')
  return 0
}

/** The first allowed word stands in for a wrong one; the complaint makes sure that nobody sees it. */
export function readOneOf<T extends string>(value: unknown, allowed: readonly [T, ...T[]], at: Place): T {
  const found = allowed.find((word) => word === value)
  if (found === undefined) complain(at, `expected one of ${allowed.join(', ')}`)
  return found ?? allowed[0]
}

/** Complains about each id that comes twice. */
export function refuseTwins(ids: readonly string[], at: Place): void {
  const twins = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  for (const id of twins) complain(at, `${id} occurs twice`, 'DATA_DUPLICATE')
}
