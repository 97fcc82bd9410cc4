/** Simplifies and compares expressions as what they are: choices (OR) of things that all apply (AND). */
import { formatLicenseExpression, type LicenseExpression } from '../../model/index.ts'
import { normalizeExpression } from './normalize.ts'

/** One way to comply: licenses that all apply, as text, in order of first mention. */
type Term = readonly string[]

/** Ways to comply that we compare; beyond it an expression is left as it is. */
const mostTerms = 2000

/**
 * The shortest form under the laws that hold for choices: said twice is said once, `A OR (A AND B)` is `A`.
 * In current ids; the order of first mention stays. An expression with more than 2000 ways to comply comes back
 * normalised only.
 */
export function simplifyExpression(expression: LicenseExpression): LicenseExpression {
  const normal = normalizeExpression(expression)
  const leaves = new Map<string, LicenseExpression>()
  const terms = toTerms(normal, leaves)
  if (terms === undefined) return normal
  const short = absorb(terms)
  const operands = short.map((term) =>
    joinAll(
      'and',
      term.flatMap((text) => leaves.get(text) ?? []),
    ),
  )
  const factored = joinAll('or', operands)
  const longer = formatLicenseExpression(factored).length > formatLicenseExpression(normal).length
  return longer && absorb(terms).length === terms.length ? normal : factored
}

/** Undefined where one of the two has too many ways to comply to be compared. */
export function isSameExpression(a: LicenseExpression, b: LicenseExpression): boolean | undefined {
  const leaves = new Map<string, LicenseExpression>()
  const [left, right] = [toTerms(normalizeExpression(a), leaves), toTerms(normalizeExpression(b), leaves)]
  if (left === undefined || right === undefined) return undefined
  const key = (terms: readonly Term[]): string =>
    absorb(terms)
      .map((term) => [...term].sort().join(' AND '))
      .sort()
      .join(' OR ')
  return key(left) === key(right)
}

function toTerms(
  expression: LicenseExpression,
  leaves: Map<string, LicenseExpression>,
): readonly Term[] | undefined {
  if (expression.kind === 'license' || expression.kind === 'reference') {
    const text = formatLicenseExpression(expression)
    leaves.set(text, expression)
    return [[text]]
  }
  let all: readonly Term[] = expression.kind === 'or' ? [] : [[]]
  for (const operand of expression.operands) {
    const own = toTerms(operand, leaves)
    if (own === undefined) return undefined
    if (expression.kind === 'or') all = [...all, ...own]
    else if (all.length * own.length > mostTerms) return undefined
    else all = all.flatMap((left) => own.map((right) => [...new Set([...left, ...right])]))
    all = distinct(all)
    if (all.length > mostTerms) return undefined
  }
  return all
}

function distinct(terms: readonly Term[]): readonly Term[] {
  return [...new Map(terms.map((term) => [[...term].sort().join('\n'), term])).values()]
}

/** Drops each term that asks for all that another one asks for, and more. */
function absorb(terms: readonly Term[]): readonly Term[] {
  const sets = terms.map((term) => new Set(term))
  return terms.filter(
    (term, index) =>
      !terms.some(
        (other, at) =>
          at !== index && other.length < term.length && other.every((text) => sets[index]?.has(text)),
      ),
  )
}

function joinAll(kind: 'and' | 'or', operands: readonly LicenseExpression[]): LicenseExpression {
  const [only] = operands
  return operands.length === 1 && only !== undefined ? only : { kind, operands }
}
