/** Two assessments of one product side by side, for people. */
import {
  assessmentWords,
  type AssessmentWords,
  catalogue,
  type Comparison,
  textOf,
  textsOf,
} from '@occtet/toolkit/cra'
import { type AssessmentPage, liner, shortRef } from './assessment-page.ts'

/** `toLabel`: what the later one is called where it was not saved. */
export function formatComparison(
  comparison: Comparison,
  page: AssessmentPage & { readonly toLabel?: 'now' },
): string {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const { from, to } = comparison
  const title = words('compareTitle', {
    from: words(`label-${from.label}`),
    fromDate: from.at.slice(0, 10),
    to: words(`label-${page.toLabel ?? to.label}`),
    toDate: to.at.slice(0, 10),
  })
  return [
    line(title),
    line(move('readiness', comparison, words), 2),
    line(move('evidence', comparison, words), 2),
    line(words('levels', { from: from.level, to: to.level }), 2),
    ...warningsOf(comparison, words).map((text) => line(text, 2)),
    ...changeLines(comparison, page),
    line(timeOf(comparison, words)),
  ].join('')
}

function move(name: 'readiness' | 'evidence', comparison: Comparison, words: AssessmentWords): string {
  const figure = (value: number | null): string =>
    value === null ? words('noFigure') : `${value.toFixed(0)} %`
  const change = comparison[name]
  const points = words('points', {
    from: figure(comparison.from[name]),
    to: figure(comparison.to[name]),
    change: change === undefined ? '?' : change > 0 ? `+${change}` : String(change),
  })
  return `${words(name)}: ${points}`
}

function warningsOf(comparison: Comparison, words: AssessmentWords): readonly string[] {
  return [
    ...(comparison.isWithinMargin ? [words('withinMargin')] : []),
    ...(comparison.hasOtherCatalogue ? [words('otherCatalogue')] : []),
    ...(comparison.hasOtherMode ? [words('otherMode')] : []),
  ]
}

function changeLines(comparison: Comparison, page: AssessmentPage): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const list = (ids: readonly string[]): string => (ids.length === 0 ? words('none') : ids.join(', '))
  const { actions } = textsOf(page.language)
  const toTitle = (id: string): string => `${id} ${actions.get(id)?.title ?? ''}`.trim()
  return [
    line(words('changedRequirements')),
    ...comparison.requirements.map(({ id, from, to }) =>
      line(
        `${nameOf(id, page)}: ${from === undefined ? '-' : words(from)} -> ${to === undefined ? '-' : words(to)}`,
        2,
      ),
    ),
    line(words('changedAnswers', { questions: list(comparison.answers.map(({ id }) => id)) })),
    line(words('closedActions', { actions: list(comparison.closedActions.map(toTitle)) })),
    line(words('newActions', { actions: list(comparison.newActions.map(toTitle)) })),
  ]
}

function nameOf(id: string, { language }: AssessmentPage): string {
  const requirement = catalogue.requirements.find((one) => one.id === id)
  if (requirement === undefined) return id
  return `${shortRef(requirement.ref)} ${textOf(requirement, 'title', language) ?? requirement.title}`
}

function timeOf({ seconds }: Comparison, words: AssessmentWords): string {
  if (seconds.from + seconds.to === 0) return words('timeUnknown')
  return words('time', { from: Math.round(seconds.from / 60), to: Math.round(seconds.to / 60) })
}
