/** Judges a condition over facts in three values (Kleene): unknown stays unknown unless another part decides. */
import type { LicenseExpression } from '../model/index.ts'
import { isWithin, namesOf } from './license-choice.ts'
import type { Condition, Facts, FactValue, Trace } from './model.ts'

export function judgeCondition(condition: Condition, facts: Facts): Trace {
  if ('conditions' in condition) {
    const parts = condition.conditions.map((part) => judgeCondition(part, facts))
    return { condition, verdict: join(condition.kind, parts), parts }
  }
  if ('condition' in condition) {
    const part = judgeCondition(condition.condition, facts)
    return { condition, verdict: part.verdict === undefined ? undefined : !part.verdict, parts: [part] }
  }
  return judgeFact(condition, facts[condition.fact])
}

function join(kind: 'all' | 'any', parts: readonly Trace[]): boolean | undefined {
  const decisive = kind === 'any'
  if (parts.some((part) => part.verdict === decisive)) return decisive
  return parts.some((part) => part.verdict === undefined) ? undefined : !decisive
}

type Asking = Exclude<Condition, { readonly kind: 'all' | 'any' | 'not' }>

function judgeFact(condition: Asking, found: FactValue): Trace {
  const leaf = { condition, parts: [], ...(found === undefined ? {} : { found }) }
  if (condition.kind === 'known') return { ...leaf, verdict: (found !== undefined) === condition.is }
  if (found === undefined) return { ...leaf, verdict: undefined }
  return { ...leaf, verdict: compare(condition, found) }
}

function compare(condition: Exclude<Asking, { readonly kind: 'known' }>, found: FactValue): boolean {
  switch (condition.kind) {
    case 'flag':
      return found === condition.is
    case 'in':
      return textsOf(found).some((text) => condition.values.includes(text))
    case 'like':
      return textsOf(found).some((text) => condition.globs.some((glob) => isLike(text, glob)))
    case 'compare':
      return typeof found === 'number' && compareNumbers(condition.operator, found, condition.than)
    case 'license':
      return isExpression(found) && compareLicense(condition, found)
    default:
      return condition satisfies never
  }
}

function compareNumbers(operator: 'above' | 'atLeast' | 'below' | 'atMost', a: number, b: number): boolean {
  switch (operator) {
    case 'above':
      return a > b
    case 'atLeast':
      return a >= b
    case 'below':
      return a < b
    case 'atMost':
      return a <= b
    default:
      return operator satisfies never
  }
}

function compareLicense(
  { operator, ids }: { readonly operator: 'within' | 'names'; readonly ids: readonly string[] },
  found: LicenseExpression,
): boolean {
  return operator === 'within' ? isWithin(found, ids) : namesOf(found).some((id) => ids.includes(id))
}

function textsOf(value: FactValue): readonly string[] {
  if (typeof value === 'string') return [value]
  return isTexts(value) ? value : []
}

function isTexts(value: FactValue): value is readonly string[] {
  return Array.isArray(value)
}

function isExpression(value: FactValue): value is LicenseExpression {
  return typeof value === 'object' && 'kind' in value
}

/** `*` stands for any characters; everything else is itself. Linear in both lengths. */
export function isLike(text: string, glob: string): boolean {
  const pieces = glob.split('*')
  const [first = ''] = pieces
  const last = pieces.at(-1) ?? ''
  if (pieces.length === 1) return text === glob
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const next = text.indexOf(piece, at)
    if (next < 0 || next + piece.length > text.length - last.length) return false
    at = next + piece.length
  }
  return true
}
