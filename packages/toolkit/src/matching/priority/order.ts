/** The order inside a group of the queue, as a list of numbers per finding: smaller comes first, place by place. */
import { type Finding, priorityGroups, type SeverityLevel } from '../../model/index.ts'
import { exposureOf } from './exposure.ts'
import { groupOf } from './group.ts'
import type { SubjectFacts } from './subject.ts'

const reachOrder = { imported: 0, unknown: 1, 'development-only': 2, 'not-seen': 3 } as const

const relationOrder = { direct: 0, unknown: 1, transitive: 2 } as const

/** An unknown severity may be any: it stands above those of which somebody said that they are at most medium. */
const levelOrder: Readonly<Record<SeverityLevel, number>> = {
  critical: 0,
  high: 1,
  unknown: 2,
  medium: 3,
  low: 4,
  none: 5,
}

/** Above every CVSS score: within a level a missing score may be the highest. */
const noScore = 11

/**
 * An unknown EPSS is not 0: it stands with 10 %, the threshold that FIRST uses in its own examples ("The EPSS User Guide",
 * strategies), so above the many forecasts of nearly nothing and below all that are alarming.
 */
export const unknownEpss = 0.1

/** Group, notices last, what only tests use before them; reached, shipped, direct; severity, exposure of the product, EPSS. Ties are for the key to break. */
export function orderKey(finding: Finding, subject: SubjectFacts, today: string): readonly number[] {
  const { scope, exploitation } = finding
  return [
    priorityGroups.indexOf(groupOf(finding, today)),
    Number(finding.informational !== undefined),
    Number(finding.isOnlyTested === true),
    reachOrder[finding.reachability?.state ?? 'unknown'],
    Number(scope === 'development' || scope === 'build'),
    relationOrder[finding.relation],
    levelOrder[finding.level],
    -(finding.score ?? noScore),
    -exposureOf(finding, subject).balance,
    -(exploitation?.epss?.score ?? unknownEpss),
  ]
}

export function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, place) => number !== b[place])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
