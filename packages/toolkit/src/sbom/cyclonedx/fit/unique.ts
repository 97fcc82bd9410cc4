/** Finds items that a list has twice without comparing each with each. */
import { asFields } from '../../read/values.ts'
import { formatCanonicalJson, type Json } from '../../../base/index.ts'

/** A function that says of each item, one after the other, that no equal one came before. */
export function hasNoTwin(): (item: unknown) => boolean {
  const seen = new Map<string, unknown>()
  const whole = new Set<string>()
  return (item) => {
    const sign = signOf(item)
    if (!seen.has(sign)) {
      seen.set(sign, item)
      return true
    }
    const first = seen.get(sign)
    if (first !== undefined) whole.add(sign + canonical(first))
    seen.set(sign, undefined)
    const key = sign + canonical(item)
    if (whole.has(key)) return false
    whole.add(key)
    return true
  }
}

/** Equal items have equal signs; unequal ones mostly do not. */
function signOf(item: unknown): string {
  const fields = asFields(item)
  if (fields === undefined) return JSON.stringify(item)
  const names = ['bom-ref', 'ref', 'name', 'version', 'purl', 'id']
  return names.map((name) => (typeof fields[name] === 'string' ? fields[name] : '')).join('\0')
}

function canonical(item: unknown): string {
  return formatCanonicalJson(item as Json)
}
