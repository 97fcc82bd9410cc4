/** Doors from `unknown` to the few shapes that SBOM documents are made of. */

export type Fields = Readonly<Record<string, unknown>>

export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** An own member: what a document does not state must not come from a prototype. */
export function member(fields: Fields | undefined, key: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined
}

/** A text with something in it. */
export function textOf(fields: Fields | undefined, key: string): string | undefined {
  const value = member(fields, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function listOf(fields: Fields | undefined, key: string): readonly unknown[] {
  const value = member(fields, key)
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

export function textsOf(fields: Fields | undefined, key: string): readonly string[] {
  return listOf(fields, key).filter((item) => typeof item === 'string')
}

/** The value as fields, or undefined where the text is no JSON object. */
export function parseFields(text: string): Fields | undefined {
  try {
    return asFields(JSON.parse(text))
  } catch {
    return undefined
  }
}
