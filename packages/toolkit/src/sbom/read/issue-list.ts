/** Issues of one reading: a document of a million faults gets the first of each kind, and a count of the others. */
import type { Issue, IssueCode } from '../../base/index.ts'

export interface IssueList {
  readonly push: (issue: Issue) => void
  /** In the order in which they came; at the end one issue for each kind of which there were more than are kept. */
  readonly toList: (path: string) => readonly Issue[]
}

/** Of one code. More than that nobody reads, and they would take the memory that the components need. */
export const MAX_ISSUES_OF_A_CODE = 10_000

export function createIssueList(): IssueList {
  const kept: Issue[] = []
  const counts = new Map<IssueCode, { count: number; level: Issue['level'] }>()
  return {
    push: (issue) => {
      const known = counts.get(issue.code)
      const count = (known?.count ?? 0) + 1
      counts.set(issue.code, { count, level: known?.level === 'warning' ? known.level : issue.level })
      if (count <= MAX_ISSUES_OF_A_CODE) kept.push(issue)
    },
    toList: (path) => [
      ...kept,
      ...[...counts].flatMap(([code, { count, level }]): readonly Issue[] => {
        const more = count - MAX_ISSUES_OF_A_CODE
        const message = `${more} more issues of this kind are not listed one by one`
        return more > 0 ? [{ code, level, path, message }] : []
      }),
    ],
  }
}
