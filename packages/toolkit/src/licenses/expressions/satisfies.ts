/** Questions about license expressions: may it be used under these, is it the same, how short can it be said. */
import {
  formatLicenseExpression,
  type LicenseExpression,
  type LicenseExpressionError,
  parseLicenseExpression,
} from '../../model/index.ts'
import { err, ok, type Result } from '../../base/index.ts'
import { normalizeExpression } from './normalize.ts'
import { overlaps, toVersionRange, type VersionRange } from './versions.ts'

export type Satisfaction =
  | { readonly satisfied: true; readonly choice: string }
  /** Licenses of the expression that no allowed license meets, sorted; one of them suffices where it says `OR`. */
  | { readonly satisfied: false; readonly missing: readonly string[] }

/** Which argument could not be read. */
export interface SatisfactionError extends LicenseExpressionError {
  readonly input: string
}

/**
 * True where a choice exists that uses allowed licenses only. `AND` needs all, `OR` one. A license is allowed when
 * some version of it is allowed: `GPL-2.0-or-later` under `GPL-3.0-only`, `GPL-2.0-only` under `GPL-2.0-or-later`.
 * With an exception it is another license and has to be allowed with that exception.
 */
export function satisfiesLicense(
  expression: string,
  allowed: readonly string[],
): Result<Satisfaction, SatisfactionError> {
  const parsed = parse(expression)
  if (!parsed.ok) return parsed
  const ranges: VersionRange[] = []
  for (const text of allowed) {
    const one = parse(text)
    if (!one.ok) return one
    const leaf = one.value
    if ('operands' in leaf) return refuse(text)
    ranges.push(toVersionRange(leaf))
  }
  const answer = choose(parsed.value, ranges)
  return ok(
    answer.choice === undefined
      ? { satisfied: false, missing: [...new Set(answer.missing)].sort() }
      : { satisfied: true, choice: formatLicenseExpression(answer.choice) },
  )
}

function refuse(input: string): Result<never, SatisfactionError> {
  return err({
    code: 'LICENSE_EXPRESSION_INVALID',
    offset: 0,
    message: 'expected one license, with or without an exception, found an expression',
    input,
  })
}

function parse(input: string): Result<LicenseExpression, SatisfactionError> {
  const parsed = parseLicenseExpression(input)
  return parsed.ok ? ok(normalizeExpression(parsed.value)) : err({ ...parsed.error, input })
}

interface Choice {
  readonly choice: LicenseExpression | undefined
  readonly missing: readonly string[]
}

function choose(expression: LicenseExpression, allowed: readonly VersionRange[]): Choice {
  switch (expression.kind) {
    case 'license':
    case 'reference': {
      const range = toVersionRange(expression)
      const isAllowed = allowed.some((one) => overlaps(range, one))
      const text = formatLicenseExpression(expression)
      return { choice: isAllowed ? expression : undefined, missing: isAllowed ? [] : [text] }
    }
    case 'or': {
      const answers = expression.operands.map((operand) => choose(operand, allowed))
      const first = answers.find((answer) => answer.choice !== undefined)
      return first ?? { choice: undefined, missing: answers.flatMap((answer) => answer.missing) }
    }
    case 'and': {
      const answers = expression.operands.map((operand) => choose(operand, allowed))
      const missing = answers.flatMap((answer) => answer.missing)
      const operands = answers.flatMap((answer) => answer.choice ?? [])
      return { choice: operands.length === answers.length ? { kind: 'and', operands } : undefined, missing }
    }
    default:
      return expression satisfies never
  }
}
