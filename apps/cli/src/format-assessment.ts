/** Status, plan and comparison of an assessment for people: what it says first, then why, then what to do. */
import {
  type Assessment,
  assessmentWords,
  catalogue,
  createTexts,
  type Figure,
  formatRef,
  type Language,
  type PlanFile,
  type PlanItem,
  type RequirementStatus,
  textOf,
  textsOf,
} from '@occtet/toolkit/cra'
import { fold, plain } from './layout.ts'

export interface AssessmentPage {
  readonly language: Language
  readonly columns: number
  readonly product: string
}

const marks: Readonly<Record<RequirementStatus, string>> = {
  met: '+',
  partly: '~',
  gap: '!',
  unknown: '?',
  'not-applicable': '-',
}

export function formatStatus(assessment: Assessment, page: AssessmentPage): string {
  const words = assessmentWords(page.language)
  const line = liner(page)
  return [
    ...head(assessment, page),
    ...levelLines(assessment, page),
    '\n',
    line(words('requirements')),
    ...requirementLines(assessment, page),
    '\n',
    line(words('sections')),
    ...[...assessment.score.sections].map(
      ([section, figure]) =>
        `  ${section}  ${bar(figure)}  ${plain(textsOf(page.language).sections[section] ?? '')}\n`,
    ),
    ...troubleLines(assessment, page),
    '\n',
    line(words('next')),
    ...assessment.plan.slice(0, 5).map((item, at) => planLine(item, at, page)),
    ...enisaLine(assessment, page),
    '\n',
    line(words('disclaimer', { date: assessment.at, version: assessment.catalogue })),
  ].join('')
}

export function formatPlan(
  assessment: Assessment,
  { page, plan, all }: { readonly page: AssessmentPage; readonly plan: PlanFile; readonly all: boolean },
): string {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const shown = all ? assessment.plan : assessment.plan.slice(0, 12)
  const left = assessment.plan.length - shown.length
  if (assessment.plan.length === 0) return line(words('planEmpty'))
  return [
    line(words('planTitle')),
    ...shown.flatMap((item, at) => [
      planLine(item, at, page),
      ...detailLines(item, { page, entry: plan.actions[item.action] }),
    ]),
    left === 0 ? '' : line(words('more', { count: left }), 2),
    '\n',
    line(words('disclaimer', { date: assessment.at, version: assessment.catalogue })),
  ].join('')
}

function head(assessment: Assessment, page: AssessmentPage): readonly string[] {
  const { classification, score, factErrors } = assessment
  const words = assessmentWords(page.language)
  const line = liner(page)
  const t = createTexts(page.language)
  const name = (kind: 'scope' | 'class', id: string): string => t(`${kind}.${id}`)
  const roles = classification.roles.map((role) => t(`role.${role}`)).join(', ')
  return [
    line(`${plain(page.product)}`),
    line(
      words('scope', {
        scope: name('scope', classification.scope),
        roles,
        class: classification.class === null ? '-' : name('class', classification.class),
      }),
      2,
    ),
    ...(classification.applies === 'reporting_only' ? [line(words('legacy'), 2)] : []),
    ...dutyLines(assessment, page),
    ...(factErrors.length === 0
      ? []
      : [line(words('contradictory', { facts: factErrors.map(({ field }) => field).join(', ') }), 2)]),
    ...(score.level.mustAssessNow ? ['\n', line(words('assessNow'))] : []),
    '\n',
  ]
}

function dutyLines({ classification, proposals, view }: Assessment, page: AssessmentPage): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const open = [...proposals.values()].filter(({ question }) => !view.counted.has(question))
  const selected = open.filter(({ value }) => value !== undefined).length
  const isOpen = classification.scope === 'undetermined'
  const hasNone = classification.obligations.length === 0
  return [
    ...(isOpen ? [line(words('undetermined'), 2)] : hasNone ? [line(words('noDuties'), 2)] : []),
    ...(open.length === 0 ? [] : [line(words('found', { selected, shown: open.length - selected }), 2)]),
  ]
}

function levelLines({ score, mode }: Assessment, page: AssessmentPage): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const { levels } = textsOf(page.language)
  const { name = '', meaning = '' } = levels.get(String(score.level.number)) ?? {}
  const first = mode === 'quick' ? `, ${words('levelFirst')}` : ''
  const width = Math.max(words('readiness').length, words('evidence').length)
  return [
    line(`${words('level', { level: score.level.number, name, meaning })}${first}`),
    `  ${words('readiness').padEnd(width)}  ${bar(score.readiness)}  ${words('margin', { margin: score.margin })}\n`,
    `  ${words('evidence').padEnd(width)}  ${bar(score.evidence)}\n`,
    ...(score.level.number === score.level.uncapped
      ? []
      : [
          line(words('levelHeld', { uncapped: score.level.uncapped }), 2),
          ...score.level.caps
            .filter((cap) => cap.atMost < score.level.uncapped)
            .map((cap) => line(`- ${words(`cap-${cap.code}`, { question: cap.question })}`, 4)),
        ]),
  ]
}

function requirementLines({ score }: Assessment, page: AssessmentPage): readonly string[] {
  const words = assessmentWords(page.language)
  const states = Object.keys(marks) as RequirementStatus[]
  const width = Math.max(...states.map((state) => words(state).length))
  return catalogue.requirements.map((requirement) => {
    const state = score.requirements.get(requirement.id) ?? 'unknown'
    const title = textOf(requirement, 'title', page.language) ?? requirement.title
    return fold(
      `  ${marks[state]} ${words(state).padEnd(width)}  `,
      `${shortRef(requirement.ref)} ${title}`,
      {
        indent: width + 6,
        width: widthOf(page),
      },
    )
  })
}

/** `Annex I, Part I, point (2)(a)` as `I (2)(a)`. */
function shortRef(ref: string): string {
  return ref.replace(/^Annex I, Part (I+), point /, '$1 ')
}

function troubleLines(assessment: Assessment, page: AssessmentPage): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const { contradictions, stale, score } = assessment
  const { words: spoken } = textsOf(page.language)
  return [
    ...(contradictions.length === 0 ? [] : ['\n', line(words('clashes'))]),
    ...contradictions.map(({ question, sentence }) => line(`! ${question}: ${plain(sentence)}`, 2)),
    ...(stale.length === 0 ? [] : ['\n', line(words('stale'))]),
    ...stale.map(({ question, reasons }) =>
      line(`${question}: ${reasons.map((reason) => spoken[`stale-${reason}`]).join(' ')}`, 2),
    ),
    ...(score.toFindOut.length === 0
      ? []
      : [
          '\n',
          line(words('toFindOut', { count: score.toFindOut.length, questions: score.toFindOut.join(', ') })),
        ]),
    ...(score.unanswered.length === 0
      ? []
      : [
          '\n',
          line(
            words('unanswered', { count: score.unanswered.length, questions: score.unanswered.join(', ') }),
          ),
        ]),
  ]
}

function planLine(item: PlanItem, at: number, page: AssessmentPage): string {
  const words = assessmentWords(page.language)
  const { actions } = textsOf(page.language)
  const title = actions.get(item.action)?.title ?? item.action
  const tail = `${words(`effort-${item.effort}`)}, ${words(`urgency-${item.urgency}`)}`
  return fold(`  ${String(at + 1).padStart(2)}  `, `${item.action} ${title} (${tail})`, {
    indent: 6,
    width: widthOf(page),
  })
}

function detailLines(
  item: PlanItem,
  { page, entry }: { readonly page: AssessmentPage; readonly entry: PlanFile['actions'][string] | undefined },
): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const { actions } = textsOf(page.language)
  const help = actions.get(item.action)?.help
  const refs = [...new Set(item.records.map((id) => refOf(id, page.language)))]
  const closes = item.open.map(({ question, isUnknown }) => `${question}${isUnknown ? '?' : ''}`).join(', ')
  const due = entry?.due === undefined ? '' : `, ${words('due', { due: entry.due })}`
  const owner = item.owner === undefined ? words('noOwner') : words('owner', { owner: plain(item.owner) })
  return [
    ...(help === undefined ? [] : [line(help, 6)]),
    line(`${words('closes')} ${closes} · ${refs.join('; ')}`, 6),
    line(`${owner}${due}`, 6),
  ]
}

function refOf(id: string, language: Language): string {
  const record =
    catalogue.requirements.find((one) => one.id === id) ??
    catalogue.obligations.get(id) ??
    catalogue.documents.get(id)
  return record === undefined ? id : formatRef(record.ref, language)
}

function enisaLine({ enisa }: Assessment, page: AssessmentPage): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  if (enisa.mean === undefined || enisa.band === undefined) return ['\n', line(words('enisaNone'))]
  const band = words(`band-${enisa.band}`)
  return ['\n', line(words('enisa', { mean: enisa.mean.toFixed(1), band, empty: enisa.empty }))]
}

/** Twenty places, and the figure; nothing known is said, never drawn as zero. */
function bar({ percent: value }: Figure): string {
  if (value === undefined) return `[${'·'.repeat(20)}]    -`
  const full = Math.round(value / 5)
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}] ${value.toFixed(0).padStart(3)} %`
}

export function widthOf({ columns }: AssessmentPage): number {
  return Math.min(Math.max(columns, 60), 100)
}

export function liner(page: AssessmentPage): (text: string, indent?: number) => string {
  return (text, indent = 0) => fold(' '.repeat(indent), text, { indent, width: widthOf(page), lines: 12 })
}
