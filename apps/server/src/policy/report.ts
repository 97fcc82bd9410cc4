/** What a policy says, as the contract has it: the same values that the command line prints. */
import type { AnswerOf, policyRoutes } from '@occtet/contract/api'
import { judgeRule, type PolicyReport, type PolicyResult, sayValue } from '@occtet/toolkit/policy'
import type { JudgedPolicy } from './judged.ts'

type ReportValue = AnswerOf<(typeof policyRoutes)['policy.check']>
type Explained = AnswerOf<(typeof policyRoutes)['policy.explain']>

export function toReportValue(report: PolicyReport): ReportValue {
  return {
    schema: 'urn:occtet:schema:policy-report:1',
    policy: { name: report.policy },
    rules: report.rules,
    subjects: { ...report.subjects },
    failed: [...report.failed],
    results: report.results.map(({ trace: _, exception, ...result }) => ({
      ...result,
      ...(exception === undefined ? {} : { exception: withoutLine(exception) }),
    })),
    idleExceptions: report.idleExceptions.map(({ exception, why }) => ({
      why,
      exception: withoutLine(exception),
    })),
  }
}

type Exception = NonNullable<PolicyResult['exception']>

function withoutLine({ line: _, ...rest }: Exception): Omit<Exception, 'line'> {
  return rest
}

/** Every rule on one subject: a purl, the key of a finding, an id of a vulnerability, or the product. */
export function explainSubject({ policy, subjects }: JudgedPolicy, subject: string): Explained | undefined {
  const found = subjects.filter(({ subject: name, facts }) => {
    const ids = facts['vulnerability']
    return name === subject || facts['purl'] === subject || (Array.isArray(ids) && ids.includes(subject))
  })
  if (found.length === 0) return undefined
  return {
    schema: 'urn:occtet:schema:policy-explain:1',
    subjects: found.map((one) => ({
      about: one.about,
      subject: one.subject,
      facts: toFactValues(one.facts),
      rules: policy.rules
        .filter(({ about }) => about === one.about)
        .map((rule) => {
          const result = judgeRule({ ...rule, onUnknown: 'breach' }, one)
          return {
            rule: rule.id,
            verdict: result?.verdict ?? 'kept',
            ...(result === undefined ? {} : { message: result.message }),
            because: rule.because,
          }
        }),
    })),
  }
}

type FactValues = Explained['subjects'][number]['facts']

/** Unknown facts are left out. */
function toFactValues(facts: JudgedPolicy['subjects'][number]['facts']): FactValues {
  const values: FactValues = {}
  for (const [name, fact] of Object.entries(facts)) {
    if (fact === undefined) continue
    if (typeof fact !== 'object') values[name] = fact
    else values[name] = 'kind' in fact ? sayValue(fact) : [...fact]
  }
  return values
}
