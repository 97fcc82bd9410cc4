/** JSON texts of records: parsed without surprises, and arrays cut into their elements. */
import type { SourceFile } from '../source-format.ts'

/** Undefined for text that is no JSON; a byte-order mark is allowed. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text.codePointAt(0) === 0xfeff ? text.slice(1) : text) as unknown
  } catch (cause) {
    // Only syntax: out of memory and the like must not look like a bad record.
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** An array becomes one piece per element, written anew; anything else stays whole, and is judged as one record. */
export function splitJsonArray(file: SourceFile): readonly SourceFile[] {
  if (!/^[\s\uFEFF]*\[/.test(file.text)) return [file]
  const value = parseJsonText(file.text)
  return Array.isArray(value) ? toPieces(file, value) : [file]
}

/** The pieces of a file, numbered from 0. */
export function toPieces(file: SourceFile, values: readonly unknown[]): readonly SourceFile[] {
  return values.map((value, at) => ({ path: `${file.path}#${at}`, text: JSON.stringify(value) }))
}
