/** Careful reading of values that anybody may have written: what has another type is as good as absent. */

export type Fields = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function fields(value: unknown): Fields {
  return isObject(value) ? value : none
}

const none: Fields = {}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Text, or a number as text; empty text says nothing. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The list itself when it holds nothing but texts: version lists are long. */
export function texts(value: unknown): readonly string[] {
  const items = list(value)
  return items.every(isFullText) ? items : items.flatMap((item) => text(item) ?? [])
}

function isFullText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
