/** A policy with what it judges: the current release of a product; or made-up facts, for test cases. */
import type { AnswerOf, policyRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import {
  type Judged,
  type Policy,
  type PolicyFault,
  parsePolicy,
  parsePolicyCases,
  runPolicyCases,
  untriedRules,
} from '@occtet/toolkit/policy'
import { openLicenseDesk, policySubjects } from '../licenses/license-desk.ts'
import type { Caller } from '../kernel/model.ts'
import type { OrgRows } from '../triage/org-rows.ts'
import { asSeenBy, type Refused } from '../triage/triage-desk.ts'

export interface JudgedPolicy {
  readonly policy: Policy
  readonly subjects: readonly Judged[]
}

/** `now`: RFC 3339. */
export async function openJudged(
  rows: OrgRows,
  product: string,
  { caller, now }: { readonly caller: Caller; readonly now: string },
): Promise<Result<JudgedPolicy, Refused>> {
  const licenses = await openLicenseDesk(rows, { product, release: 'current' })
  if (!licenses.ok) return licenses
  const { desk } = licenses.value
  const report = await desk.release.findings()
  if (report === undefined) {
    return err({ status: 409, code: 'NO_FINDINGS_YET', message: 'this release was not analysed yet' })
  }
  const seen = { ...licenses.value, desk: asSeenBy(desk, caller) }
  return ok({ policy: licenses.value.policy, subjects: policySubjects(seen, report, now) })
}

type Tested = AnswerOf<(typeof policyRoutes)['policy.test']>

/** What cannot be read is told with its line, not thrown: people are writing. */
export function runCases({ text, cases }: { readonly text: string; readonly cases: string }): Tested {
  const policy = parsePolicy(text)
  if (!policy.ok)
    return { passed: 0, results: [], untried: [], fault: toFault('POLICY_INVALID', policy.error) }
  const read = parsePolicyCases(cases, policy.value)
  if (!read.ok)
    return { passed: 0, results: [], untried: [], fault: toFault('POLICY_TESTS_INVALID', read.error) }
  const results = runPolicyCases(policy.value, read.value)
  return {
    passed: results.filter(({ expected, found }) => expected === found).length,
    results: results.map(({ name, line, rule, expected, found }) => ({ name, line, rule, expected, found })),
    untried: untriedRules(policy.value, read.value).map((one) => ({ ...one })),
  }
}

export function toFault(code: string, { line, field, message }: PolicyFault) {
  return { code, line, message: field === '' ? message : `${field}: ${message}` }
}
