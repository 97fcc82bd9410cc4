/** One order for the queue: findings in groups by reason, each with its rank and the sentence that says why. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding, Priority } from '../../model/index.ts'
import { groupOf } from './group.ts'
import { compareKeys, orderKey } from './order.ts'
import { reasonsOf } from './reasons.ts'
import { decideSsvc } from './ssvc.ts'
import type { SubjectFacts } from './subject.ts'
import { sayReasons } from './words.ts'

export interface PriorityContext {
  readonly subject: SubjectFacts
  /** `YYYY-MM-DD`, against which terms count. */
  readonly today: string
}

/**
 * All findings, none hidden, first what to look at first; ties by key, so that the order of the input does not matter.
 * A priority that a finding had before is replaced.
 */
export function prioritise(findings: readonly Finding[], context: PriorityContext): readonly Finding[] {
  const { subject, today } = context
  return findings
    .map((finding) => ({ finding, key: orderKey(finding, subject, today) }))
    .sort((a, b) => compareKeys(a.key, b.key) || compareCodeUnits(a.finding.key, b.finding.key))
    .map(({ finding }, at) => ({ ...finding, priority: toPriority(finding, at + 1, context) }))
}

function toPriority(finding: Finding, rank: number, { subject, today }: PriorityContext): Priority {
  const ssvc = decideSsvc(finding, subject)
  const reasons = reasonsOf(finding, { subject, today, ssvc })
  return { rank, group: groupOf(finding, today), because: sayReasons(reasons, 'en'), reasons, ...ssvc }
}
