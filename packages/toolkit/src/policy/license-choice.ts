/** What a license expression allows: which choice fulfils it, and which licenses it names. */
import type { LicenseExpression } from '../model/index.ts'

/** Whether it can be fulfilled with the allowed ids alone: one side of OR is enough, all sides of AND are needed. */
export function isWithin(expression: LicenseExpression, allowed: readonly string[]): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.operands.every((operand) => isWithin(operand, allowed))
    case 'or':
      return expression.operands.some((operand) => isWithin(operand, allowed))
    case 'license':
    case 'reference':
      return allowed.includes(expression.id)
    default:
      return expression satisfies never
  }
}

/** Ids of all licenses that it names, whatever the choices. */
export function namesOf(expression: LicenseExpression): readonly string[] {
  return 'operands' in expression ? expression.operands.flatMap(namesOf) : [expression.id]
}
