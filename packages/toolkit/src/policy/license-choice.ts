/** What a license expression allows: which choice fulfils it, and which licenses it names. */
import { satisfiesLicense } from '../licenses/index.ts'
import { formatLicenseExpression, type LicenseExpression } from '../model/index.ts'

/** Whether it can be fulfilled with the allowed ids alone; the reader of the policy has checked the ids. */
export function isWithin(expression: LicenseExpression, allowed: readonly string[]): boolean {
  const answer = satisfiesLicense(formatLicenseExpression(expression), allowed)
  return answer.ok && answer.value.satisfied
}

/** Ids of all licenses that it names, whatever the choices. */
export function namesOf(expression: LicenseExpression): readonly string[] {
  return 'operands' in expression ? expression.operands.flatMap(namesOf) : [expression.id]
}
