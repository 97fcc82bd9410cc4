/** A verdict in words: only the facts that made it what it is. */
import { formatLicenseExpression, type LicenseExpression } from '../model/index.ts'
import type { Condition, FactValue, Trace } from './model.ts'

/** Such as `severity is critical, days-known is 19 (above 7)`; for an unknown, what nobody knows. */
export function sayTrace(trace: Trace): string {
  const leaves = decisive(trace)
  return [...new Set(leaves.map(sayLeaf))].join(', ')
}

/** Leaves without which the verdict would be another. */
function decisive(trace: Trace): readonly Trace[] {
  if (trace.parts.length === 0) return [trace]
  return trace.parts.filter((part) => decides(trace, part)).flatMap(decisive)
}

function decides(parent: Trace, part: Trace): boolean {
  const { kind } = parent.condition
  return kind === 'not' || part.verdict === parent.verdict
}

function sayLeaf({ condition, found }: Trace): string {
  if (!('fact' in condition)) return ''
  if (found === undefined) return `${condition.fact} is unknown`
  return `${condition.fact} is ${sayValue(found)}${sayBound(condition)}`
}

function sayBound(condition: Condition): string {
  if (condition.kind === 'compare') return ` (${boundWords[condition.operator]} ${condition.than})`
  if (condition.kind === 'license')
    return condition.operator === 'within' ? ` (allowed: ${condition.ids.join(', ')})` : ''
  return ''
}

const boundWords = { above: 'above', atLeast: 'at least', below: 'below', atMost: 'at most' } as const

export function sayValue(value: FactValue): string {
  if (value === undefined) return 'unknown'
  if (value === true) return 'true'
  if (value === false) return 'false'
  if (typeof value === 'number' || typeof value === 'string') return String(value)
  if (isList(value)) return value.join(', ')
  return formatLicenseExpression(value)
}

function isList(value: readonly string[] | LicenseExpression): value is readonly string[] {
  return Array.isArray(value)
}
