/** Reading values that anybody may have written: of another type is as good as absent. */

export type Shape = Readonly<Record<string, unknown>>

const nothing: Shape = {}

/** An object's own members; nothing of anything else. */
export function members(value: unknown): Shape {
  const isPlain = value !== null && typeof value === 'object' && !Array.isArray(value)
  return isPlain ? (value as Shape) : nothing
}

export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

export function objects(value: unknown): readonly Shape[] {
  return elements(value).map(members)
}

/** Undefined for empty text, which says nothing. */
export function words(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined
}

export function wordList(value: unknown): readonly string[] {
  return elements(value).flatMap((item) => words(item) ?? [])
}

/** The members that are there: no property of the result is ever `undefined`. */
export function present<K extends string>(
  from: Shape,
  names: Readonly<Record<K, string>>,
): { readonly [P in K]?: string } {
  const found: { [P in K]?: string } = {}
  for (const name in names) {
    const value = words(from[names[name]])
    if (value !== undefined) found[name] = value
  }
  return found
}
