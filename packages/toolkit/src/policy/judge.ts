/** Judges all rules on all subjects: what is not a plain pass comes back with the facts that decided. */
import { compareCodeUnits } from '../base/index.ts'
import type { SeverityLevel } from '../model/index.ts'
import { isLike, judgeCondition } from './judge-condition.ts'
import type {
  Facts,
  Policy,
  PolicyException,
  PolicyReport,
  PolicyResult,
  PolicyRule,
  PolicySubject,
  Trace,
} from './model.ts'
import { sayTrace } from './say-trace.ts'

/** One thing that rules are judged on. */
export interface Judged {
  readonly about: PolicySubject
  /** Key of the finding, purl of the component, name of the product. */
  readonly subject: string
  readonly facts: Facts
  readonly severity?: SeverityLevel
}

/** `today`: `YYYY-MM-DD`, in UTC; an exception holds on its last day. */
export function judgePolicy(policy: Policy, subjects: readonly Judged[], today: string): PolicyReport {
  const used = new Set<PolicyException>()
  const results: PolicyResult[] = []
  for (const rule of policy.rules) {
    for (const judged of subjects) {
      if (judged.about !== rule.about) continue
      const result = judgeRule(rule, judged)
      if (result === undefined) continue
      const exception = policy.exceptions.find((one) => lifts(one, rule, judged))
      if (exception !== undefined) used.add(exception)
      const isLifted = exception !== undefined && today <= exception.until
      results.push(isLifted ? { ...result, verdict: 'excepted', exception } : result)
    }
  }
  results.sort((a, b) => compareCodeUnits(a.rule, b.rule) || compareCodeUnits(a.subject, b.subject))
  const failed = new Set(results.flatMap((result) => (breaksGate(policy, result) ? [result.rule] : [])))
  return {
    policy: policy.name,
    rules: policy.rules.length,
    subjects: countSubjects(subjects),
    results,
    failed: [...failed].sort(compareCodeUnits),
    idleExceptions: policy.exceptions.flatMap((exception) => idle(exception, { used, today })),
  }
}

/** Undefined: the rule is kept, or cannot be judged and says that this is fine. */
export function judgeRule(rule: PolicyRule, judged: Judged): PolicyResult | undefined {
  const trace = judgeCondition(rule.when, judged.facts)
  if (trace.verdict === false || (trace.verdict === undefined && rule.onUnknown === 'pass')) return undefined
  return toResult(rule, judged, trace)
}

function toResult(rule: PolicyRule, { subject, severity }: Judged, trace: Trace): PolicyResult {
  const { id, category, level, about, because, hint } = rule
  return {
    rule: id,
    category,
    level,
    about,
    subject,
    verdict: trace.verdict === true ? 'breach' : 'unknown',
    message: sayTrace(trace),
    because,
    ...(hint === undefined ? {} : { hint }),
    ...(severity === undefined ? {} : { severity }),
    trace,
  }
}

function breaksGate(policy: Policy, result: PolicyResult): boolean {
  if (result.level !== 'fail') return false
  if (result.verdict === 'breach') return true
  const rule = policy.rules.find(({ id }) => id === result.rule)
  return result.verdict === 'unknown' && rule?.onUnknown === 'breach'
}

function lifts(exception: PolicyException, rule: PolicyRule, judged: Judged): boolean {
  if (exception.rule !== rule.id) return false
  const { purl, vulnerability } = judged.facts
  const fits = (pattern: string | undefined, value: unknown): boolean =>
    pattern === undefined ||
    (typeof value === 'string' && isLike(value, pattern)) ||
    (Array.isArray(value) && value.includes(pattern))
  return fits(exception.purl, purl) && fits(exception.vulnerability, vulnerability)
}

function idle(
  exception: PolicyException,
  { used, today }: { readonly used: ReadonlySet<PolicyException>; readonly today: string },
): PolicyReport['idleExceptions'] {
  if (exception.until < today) return [{ exception, why: 'expired' }]
  return used.has(exception) ? [] : [{ exception, why: 'unused' }]
}

function countSubjects(subjects: readonly Judged[]): PolicyReport['subjects'] {
  const counts = { finding: 0, component: 0, product: 0 }
  for (const { about } of subjects) counts[about]++
  return counts
}
