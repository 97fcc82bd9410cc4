/** What an earlier decision has to do with the place of a finding. */
import type { Finding } from '../../model/index.ts'
import { isOverdue } from './group.ts'
import type { Reason } from './reason.ts'

export function decisionReasons(finding: Finding, today: string): readonly Reason[] {
  const { decision } = finding
  if (decision === undefined) return []
  const { status, at, expires, standing, staleReasons, deadline = '' } = decision
  const values = { date: at.slice(0, 10), status }
  switch (standing) {
    case 'in-force':
      if (isOverdue(finding, today)) return [{ code: 'ACTION_OVERDUE', values: { date: deadline } }]
      return expires === undefined
        ? [{ code: 'DECIDED', values }]
        : [{ code: 'DECIDED_UNTIL', values: { ...values, until: expires } }]
    case 'stale':
      return [{ code: 'DECISION_STALE', values: { ...values, what: staleReasons[0] ?? '' } }]
    case 'expired':
      return [{ code: 'DECISION_EXPIRED', values }]
    case 'waiting':
      return [{ code: 'DECISION_WAITING', values }]
    case 'revoked':
      return []
    default:
      return standing satisfies never
  }
}
