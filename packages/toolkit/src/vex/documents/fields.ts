/** Doors from `unknown` to the few shapes that VEX documents are made of; only own members count. */

export type Fields = Readonly<Record<string, unknown>>

const nothing: Fields = {}

export function fieldsOf(value: unknown): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Fields) : nothing
}

export function memberOf(value: unknown, key: string): unknown {
  const fields = fieldsOf(value)
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

/** A text with something in it. */
export function textOf(value: unknown, key: string): string | undefined {
  const found = memberOf(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

export function listOf(value: unknown, key: string): readonly unknown[] {
  const found = memberOf(value, key)
  return Array.isArray(found) ? (found as readonly unknown[]) : []
}

export function textsOf(value: unknown, key: string): readonly string[] {
  return listOf(value, key).filter((item): item is string => typeof item === 'string' && item !== '')
}

/** The members that are there: no property of the result is ever `undefined`. */
export function present<K extends string, V>(
  values: Readonly<Record<K, V | undefined>>,
): { readonly [P in K]?: V } {
  const found: { [P in K]?: V } = {}
  for (const key in values) {
    const value = values[key]
    if (value !== undefined) found[key] = value
  }
  return found
}

/** Undefined for an empty list or object: what says nothing has no member. */
export function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value
}
