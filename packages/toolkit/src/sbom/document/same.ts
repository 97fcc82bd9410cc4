/** Whether two values say the same, whatever the order of their members. */
import { formatCanonicalJson, type Json } from '../../base/index.ts'

/** Of JSON values; a member that is undefined is no member. */
export function isSameJson(a: unknown, b: unknown): boolean {
  return canonicalText(a) === canonicalText(b)
}

/** With members in order; undefined for what is no JSON. */
export function canonicalText(value: unknown): string | undefined {
  const text = JSON.stringify(value)
  return text === undefined ? undefined : formatCanonicalJson(JSON.parse(text) as Json)
}
