/** Narrows what a JSON, YAML or TOML reader returned; keys are looked up as own properties only. */

export type Table = Readonly<Record<string, unknown>>

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The own property of a table; undefined where the value is no table or lacks the key. */
export function field(value: unknown, key: string): unknown {
  return isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** A text that is not empty. */
export function textField(value: unknown, key: string): string | undefined {
  const found = field(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** The members of a list; empty where there is no list. */
export function listField(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key)
  return Array.isArray(found) ? found : []
}

/** The own members of a table; empty where there is no table. */
export function entriesField(value: unknown, key: string): readonly (readonly [string, unknown])[] {
  const found = field(value, key)
  return isTable(found) ? Object.entries(found) : []
}

/** A text or number as text; anything else is empty (a table without a prototype would even throw). */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
