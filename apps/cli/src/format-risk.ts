/** A risk assessment for people: threats with a picture of their levels, the 22 requirements, and what is missing. */
import {
  catalogue,
  formatRef,
  type RecordWords,
  recordWords,
  riskOf,
  type Step,
  textOf,
} from '@occtet/toolkit/cra'
import { type AssessmentPage, liner } from './assessment-page.ts'
import { plain } from './layout.ts'
import type { RiskValue, ThreatValue } from './risk-value.ts'

export function formatRisk(value: RiskValue, page: AssessmentPage): string {
  const words = recordWords(page.language)
  const line = liner(page)
  return [
    line(words('riskTitle', { product: page.product })),
    line(words('riskVersion', headOf(value, words)), 2),
    '\n',
    line(words('threats')),
    ...value.threats.flatMap((threat) => threatLines(threat, page)),
    ...(value.absentThreats.length === 0
      ? []
      : [line(words('absentThreats', { threats: value.absentThreats.join(', ') }), 2)]),
    '\n',
    ...matrixLines(value.threats, page),
    '\n',
    line(words('requirements')),
    ...value.requirements.flatMap((requirement) => requirementLines(requirement, page)),
    '\n',
    ...gapLines(value, page),
    '\n',
    line(words('riskDisclaimer', { date: value.at })),
  ].join('')
}

function headOf(value: RiskValue, words: RecordWords) {
  const { version, author, approved, nextReview } = value
  const unknown = words('notStated')
  return {
    version: version ?? unknown,
    author: author ?? unknown,
    approved: approved === null ? unknown : `${approved.by}, ${approved.at}`,
    nextReview: nextReview ?? unknown,
  }
}

function threatLines(threat: ThreatValue, page: AssessmentPage): readonly string[] {
  const words = recordWords(page.language)
  const line = liner(page)
  const safety = threat.concernsSafety ? ` (${words('safety')})` : ''
  return [
    line(`${threat.id} ${threat.title}${safety}`, 2),
    ...(threat.question === null ? [] : [line(threat.question, 6)]),
    line(`> ${ratingOf(threat, words)}`, 6),
    ...threat.measures.map((measure) => line(`- ${measure}`, 6)),
  ]
}

function ratingOf(threat: ThreatValue, words: RecordWords): string {
  if (threat.applies === null) return words('threatOpen')
  if (!threat.applies) return words('threatOut', { reason: threat.reason ?? words('noWhy') })
  const { likelihood, impact, before, after, treatment, reason } = threat
  const unknown = words('unknown')
  const rated = words('threatRated', {
    likelihood: likelihood === null ? unknown : words(`likelihood-${likelihood}`),
    impact: impact === null ? unknown : words(`impact-${impact}`),
    before: before === null ? unknown : words(`level-${before}`),
    after: after === null ? unknown : words(`level-${after}`),
    treatment: treatment === null ? unknown : words(`treatment-${treatment}`),
  })
  return reason === null ? rated : `${rated}. ${reason}`
}

const steps: readonly Step[] = [1, 2, 3, 4]
const cellWidth = 6

/** Where a threat stands in the picture. */
interface Spot {
  readonly likelihood: Step
  readonly impact: Step
}

/** Two fields of four by four, before and after; threats without a rating are counted beneath, never drawn. */
function matrixLines(threats: readonly ThreatValue[], page: AssessmentPage): readonly string[] {
  const words = recordWords(page.language)
  const applying = threats.filter(({ applies }) => applies === true)
  const before = applying.flatMap(({ likelihood, impact }) =>
    likelihood === null || impact === null ? [] : [{ likelihood, impact }],
  )
  const after = applying.flatMap(({ residual }) => residual ?? [])
  const gap = ' '.repeat(4)
  const width = cellWidth * 4 + 2
  const sides = [before, after]
  return [
    `  ${words('axes')}\n`,
    `  ${words('before').padEnd(width)}${gap}${words('after')}\n`,
    ...[...steps].reverse().map((step) => {
      const rows = sides.map((spots) => rowOf(spots, step, words))
      return `  ${rows.join(gap)} ${words(`likelihood-${step}`)}\n`
    }),
    `  ${sides
      .map(() => `  ${steps.map((step) => String(step).padEnd(cellWidth)).join('')}`)
      .join(gap)
      .trimEnd()}\n`,
    liner(page)(
      words('matrixKey', {
        ...keyOf(words),
        unrated: applying.length - before.length,
        left: applying.length - after.length,
      }),
      2,
    ),
  ]
}

/** The key to the marks of the picture. */
function keyOf(words: RecordWords) {
  return {
    low: words('mark-low'),
    lowName: words('level-low'),
    medium: words('mark-medium'),
    mediumName: words('level-medium'),
    high: words('mark-high'),
    highName: words('level-high'),
    critical: words('mark-critical'),
    criticalName: words('level-critical'),
  }
}

function rowOf(spots: readonly Spot[], likelihood: Step, words: RecordWords): string {
  const cells = steps.map((impact) => {
    const count = spots.filter((spot) => spot.likelihood === likelihood && spot.impact === impact).length
    const mark = words(`mark-${riskOf(likelihood, impact)}`)
    return `${mark} ${count === 0 ? '.' : count}`.padEnd(cellWidth)
  })
  return `${likelihood} ${cells.join('')}`
}

function requirementLines(
  requirement: RiskValue['requirements'][number],
  page: AssessmentPage,
): readonly string[] {
  const words = recordWords(page.language)
  const line = liner(page)
  const { applies, how, reason, measures, threats, ref, title } = requirement
  const state = words(applies === null ? 'appliesOpen' : applies ? 'applies' : 'appliesNot')
  const mark = applies === null ? '?' : applies ? '+' : '-'
  const told = [applies === false ? reason : how, ...measures].filter((one) => one !== null).join('; ')
  const because = threats.length === 0 ? [] : [words('because', { threats: threats.join(', ') })]
  const why = [told === '' ? words('noWhy') : told, ...because].join(' · ')
  return [line(`${mark} ${state}: ${formatRef(ref, page.language)} ${title}`, 2), line(why, 6)]
}

function gapLines({ gaps }: RiskValue, page: AssessmentPage): readonly string[] {
  const words = recordWords(page.language)
  const line = liner(page)
  if (gaps.length === 0) return [line(words('gapsNone'))]
  const items = [...catalogue.documents.keys()].filter((id) => gaps.some(({ item }) => item === id))
  return [
    line(words('gaps', { count: gaps.length })),
    ...items.flatMap((id) => {
      const own = gaps.filter(({ item }) => item === id)
      const title = textOf({ id }, 'item', page.language) ?? id
      return [
        line(`${id} ${title} (${formatRef(own[0]?.ref ?? '', page.language)})`, 2),
        ...own.map(({ message }) => line(`! ${plain(message)}`, 4)),
      ]
    }),
  ]
}
