/** Merged benchmark records for people: groups of at least k, and how many are withheld. */
import { type BenchmarkReport, recordWords } from '@occtet/toolkit/cra'
import { type AssessmentPage, liner } from './assessment-page.ts'

export function formatGroups({ k, groups, withheld }: BenchmarkReport, page: AssessmentPage): string {
  const words = recordWords(page.language)
  const line = liner(page)
  const figure = (value: number | null): string => (value === null ? words('unknown') : `${value} %`)
  return [
    line(words(groups.length === 0 ? 'groupsNone' : 'groupsTitle', { k })),
    ...groups.flatMap(({ key: [role, productClass, size], count, readiness, evidence, levels }) => [
      line(words('group', { role, class: productClass, size, count }), 2),
      line(
        words('groupFigures', {
          readiness: figure(readiness),
          evidence: figure(evidence),
          levels: Object.values(levels).join(' '),
        }),
        4,
      ),
    ]),
    ...(withheld === 0 ? [] : [line(words('withheld', { count: withheld }), 2)]),
  ].join('')
}
