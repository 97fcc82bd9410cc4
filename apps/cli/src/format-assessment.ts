/** Status of an assessment for people: what it says first, then why, then what to do. */
import {
  type Assessment,
  assessmentWords,
  createTexts,
  type Figure,
  questionnaire,
  type RequirementEvidence,
  textsOf,
  toRawAnswer,
} from '@occtet/toolkit/cra'
import { type AssessmentPage, command, liner } from './assessment-page.ts'
import { planLine } from './format-plan.ts'
import { requirementLines } from './format-requirements.ts'
import { plain } from './layout.ts'

export function formatStatus(
  assessment: Assessment,
  page: AssessmentPage,
  found: readonly RequirementEvidence[],
): string {
  const words = assessmentWords(page.language)
  const line = liner(page)
  return [
    ...head(assessment, page),
    ...levelLines(assessment, page),
    '\n',
    ...requirementLines(assessment, page, found),
    ...(assessment.score.sections.size === 0 ? [] : ['\n', line(words('sections'))]),
    ...[...assessment.score.sections].map(
      ([section, figure]) =>
        `  ${section}  ${bar(figure)}  ${plain(textsOf(page.language).sections[section] ?? '')}\n`,
    ),
    ...troubleLines(assessment, page),
    ...(assessment.plan.length === 0 ? [] : ['\n', line(words('next'))]),
    ...assessment.plan.slice(0, 5).map((item, at) => planLine(item, at, { page, assessment })),
    ...enisaLine(assessment, page),
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

function dutyLines(assessment: Assessment, page: AssessmentPage): readonly string[] {
  const { classification, proposals, view, mode } = assessment
  const words = assessmentWords(page.language)
  const line = liner(page)
  const open = [...proposals.values()].filter(({ question }) => !view.counted.has(question))
  const selected = open.filter(({ value }) => value !== undefined).length
  const isOpen = classification.scope === 'undetermined'
  const hasNone = classification.obligations.length === 0
  return [
    ...(isOpen ? [line(openText(assessment, page), 2)] : hasNone ? [line(words('noDuties'), 2)] : []),
    ...routeLine(assessment, page),
    ...countLine(assessment, page),
    line(
      words('why', { command: command(['cra', 'classify'], page, mode === 'quick' ? ['--quick'] : []) }),
      2,
    ),
    ...(open.length === 0 ? [] : [line(words('found', { selected, shown: open.length - selected }), 2)]),
  ]
}

/** Nothing answered: where to begin; else which questions keep the answer open. */
function openText({ view }: Assessment, page: AssessmentPage): string {
  const words = assessmentWords(page.language)
  const open = view.visible
    .filter(({ section }) => section === 'A' || section === 'B')
    .filter(({ id }) => {
      const value = view.counted.get(id)?.value
      return value === undefined || toRawAnswer(value) === 'unknown'
    })
  return view.counted.size === 0
    ? words('undetermined')
    : words('undeterminedOpen', { questions: open.map(({ id }) => id).join(', ') })
}

/** Each route with what can be said of it today; a route that hangs on an open question says so. */
function routeLine({ classification }: Assessment, page: AssessmentPage): readonly string[] {
  const t = createTexts(page.language)
  const routes = classification.conformity_routes.map(({ id, allowed, availableAt }) => {
    const state = allowed === null ? t('label.route-open') : t(`label.available-${String(availableAt)}`)
    return `${id}: ${state}`
  })
  const words = assessmentWords(page.language)
  return routes.length === 0 ? [] : [liner(page)(words('routes', { routes: routes.join('; ') }), 2)]
}

/** How many duties there are by the day from which they apply; options are no duties. */
function countLine({ classification, at }: Assessment, page: AssessmentPage): readonly string[] {
  const words = assessmentWords(page.language)
  const duties = classification.obligations.filter(({ kind }) => kind === 'obligation')
  const now = duties.filter((duty) => duty.in_force).length
  const days = [...new Set(duties.filter((duty) => !duty.in_force).map((duty) => duty.binds_from))].sort()
  const counts = [
    ...(now === 0 ? [] : [words('dutiesNow', { count: now, date: at })]),
    ...days.map((date) =>
      words('dutiesLater', { count: duties.filter((duty) => duty.binds_from === date).length, date }),
    ),
  ]
  return counts.length === 0 ? [] : [liner(page)(words('duties', { now: counts.join(', ') }), 2)]
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
    ...evidenceLine(score, page),
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

/** Where only the evidence keeps the next level away. */
function evidenceLine(
  { level, readiness, evidence }: Assessment['score'],
  page: AssessmentPage,
): readonly string[] {
  const next = questionnaire.levels.find((one) => one.level === level.uncapped + 1)
  const needed = (next?.evidenceMin ?? 0) * 100
  const isHeld =
    next !== undefined && (readiness.percent ?? 0) >= next.min && (evidence.percent ?? 0) < needed
  const words = assessmentWords(page.language)
  return isHeld ? [liner(page)(words('levelEvidence', { level: next.level, percent: needed }), 2)] : []
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
