/** Doors from parsed JSON of others to the few shapes that are read of it; what has another shape counts as absent. */
import { err, type JsonDocument, ok, parseJson, type Result } from '../base/index.ts'

export type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** Follows own members only: a document that states nothing must not seem to. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const key of path) {
    const fields = fieldsOf(at)
    at = fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined
  }
  return at
}

/** A text with something in it. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path)
  return typeof found === 'string' && found.trim() !== '' ? found : undefined
}

export function flagAt(value: unknown, ...path: readonly string[]): boolean | undefined {
  const found = valueAt(value, ...path)
  return typeof found === 'boolean' ? found : undefined
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path)
  return Array.isArray(found) ? (found as readonly unknown[]) : []
}

/** RFC 3339 with a zone, as GitHub, GitLab, CycloneDX and SPDX write times, to UTC in whole seconds. */
export function timeAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path)
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text))
    return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`
}

/** The error is the end of a sentence that names the file. */
export function openJson(text: string): Result<JsonDocument, string> {
  const parsed = parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text)
  return parsed.ok ? ok(parsed.value) : err(`${parsed.error.message} (line ${parsed.error.line})`)
}
