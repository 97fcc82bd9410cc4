/** The group of the queue that a finding belongs to: the first of `priorityGroups` whose reason holds. */
import { type DecisionStanding, type Finding, isExploited, type PriorityGroup } from '../../model/index.ts'

/** `today`: `YYYY-MM-DD`. A decision in force takes the finding to the end, unless its own day for the action has passed. */
export function groupOf(finding: Finding, today: string): PriorityGroup {
  const standing = finding.decision?.standing
  if (standing === 'in-force' && !isOverdue(finding, today)) return 'decided'
  if (finding.isMalicious) return 'malicious'
  if (isExploited(finding) === true) return 'exploited'
  // Notices (unmaintained, unsound) are for policy; an upgrade of them is no hurry.
  if (finding.informational === undefined && isOneUpgradeAway(finding)) return 'one-upgrade-away'
  if (finding.disputed !== undefined) return 'disputed'
  return standing === undefined ? 'rest' : groupOfStanding[standing]
}

/** Of those that no longer, or not yet, speak for the product; `in-force` comes here only when the action is overdue. */
const groupOfStanding: Readonly<Record<DecisionStanding, PriorityGroup>> = {
  'in-force': 'stale-decision',
  stale: 'stale-decision',
  expired: 'stale-decision',
  waiting: 'waiting',
  revoked: 'rest',
}

/** The fixed version is one that the product itself can ask for; what a parent would have to allow is not known here. */
export function isOneUpgradeAway({ fix, relation, isOnlyTested }: Finding): boolean {
  // A fixture of a test is no reason to hurry.
  return isOnlyTested !== true && relation === 'direct' && fix.kind === 'upgrade' && fix.nearest !== undefined
}

/** The day by which the action was to be done has passed. */
export function isOverdue({ decision }: Finding, today: string): boolean {
  return decision?.deadline !== undefined && decision.deadline < today
}
