/** Where the questionnaire stands: one value for `--json`, and the same in a few lines for people. */
import {
  type AnswerValue,
  assessmentWords,
  createTexts,
  currentStanding,
  type QuestionStanding,
  textsOf,
  toRawAnswer,
} from '@occtet/toolkit/cra'
import type { Desk } from './assess-desk.ts'
import { command } from './assessment-page.ts'
import { fold, plain } from './layout.ts'

export type AssessReport = ReturnType<typeof toAssessment>

/** Every question that is shown, with answer, proposal and clash, and what is known of the whole. */
export function toAssessment({ situation, profile, language, section, newestRelease }: Desk) {
  const standing = currentStanding(situation, {
    language,
    ...(section === undefined ? {} : { section }),
    ...(newestRelease === undefined ? {} : { newestRelease }),
  })
  const { roles, scope, outcome, applies, ...rest } = standing.classification
  return {
    schema: 'occtet.cra-assess/1',
    product: profile.id,
    at: situation.today,
    mode: situation.mode,
    language,
    questionnaire: standing.version,
    progress: standing.progress,
    classification: { scope, outcome, roles, class: rest.class, applies, steward_tier: rest.steward_tier },
    assumed: standing.assumed,
    questions: standing.questions.map(toRow),
  }
}

function toRow({ question, text, answer, stale, proposal, contradiction, naHint }: QuestionStanding) {
  return {
    id: question.id,
    section: question.section,
    text: text.text,
    weight: question.weight,
    isGate: question.isGate,
    ...toGiven(answer),
    stale,
    proposal:
      proposal === undefined
        ? null
        : {
            selected: rawOrNull(proposal.value),
            suggested: rawOrNull(proposal.suggested),
            confidence: proposal.confidence,
            isAgainst: proposal.isAgainst,
            signals: proposal.signals,
          },
    naHint: naHint ?? null,
    contradiction:
      contradiction === undefined
        ? null
        : { sentence: contradiction.sentence, signals: contradiction.signals },
  }
}

function toGiven(answer: QuestionStanding['answer']) {
  return {
    answer: rawOrNull(answer?.value),
    by: answer?.by ?? null,
    at: answer?.at ?? null,
    source: answer?.source ?? null,
    note: answer?.note ?? null,
  }
}

function rawOrNull(value: AnswerValue | undefined) {
  return value === undefined ? null : toRawAnswer(value)
}

export function formatAssessment(
  assessment: AssessReport,
  { desk, columns }: { readonly desk: Desk; readonly columns: number },
): string {
  const { words, sections } = textsOf(desk.language)
  const width = Math.min(Math.max(columns, 60), 100)
  const line = (text: string, indent = 0) => fold(' '.repeat(indent), text, { indent, width, lines: 12 })
  const { questions, progress, assumed } = assessment
  const clashes = questions.filter((question) => question.contradiction !== null)
  const bySection = Object.entries(sections).flatMap(([id, name]) => {
    const own = questions.filter((question) => question.section === id)
    const done = own.filter((question) => question.answer !== null).length
    return own.length === 0 ? [] : [line(`${id}  ${name}: ${done}/${own.length}`, 2)]
  })
  return [
    line(`${plain(desk.profile.product.name)}: ${summaryOf(assessment, words)}`),
    ...bySection,
    ...clashes.map((question) =>
      line(`! ${question.id}: ${plain(question.contradiction?.sentence ?? '')}`, 2),
    ),
    ...questions
      .filter((question) => question.stale.length > 0)
      .map((question) =>
        line(`~ ${question.id}: ${question.stale.map((why) => words[`stale-${why}`]).join(' ')}`, 2),
      ),
    assumed.length === 0
      ? ''
      : line(fill(words.assumed, { list: [...new Set(assumed.map((one) => one.question))].join(', ') })),
    progress.minutesLeft === 0
      ? ''
      : line(fill(words.minutesLeft, { ...progress, minutes: progress.minutesLeft })),
    ...outcomeTexts(assessment, desk).map((text) => line(text)),
    line(fill(words.disclaimer, { date: assessment.at, version: assessment.questionnaire })),
  ].join('')
}

/** So few open questions are named. */
const FEW = 12

/** What applies by the answers so far, what is open, and the command that shows what it means. */
function outcomeTexts({ questions, classification, mode }: AssessReport, desk: Desk): readonly string[] {
  const words = assessmentWords(desk.language)
  const t = createTexts(desk.language)
  const open = questions.filter((question) => question.answer === null).map(({ id }) => id)
  const { scope, roles } = classification
  const isQuick = mode === 'quick'
  return [
    ...(open.length === 0 || open.length > FEW
      ? []
      : [words('unanswered', { count: open.length, questions: open.join(', ') })]),
    words('scope', {
      scope: t(`scope.${scope}`),
      roles: roles.map((role) => t(`role.${role}`)).join(', '),
      class: classification.class === null ? '-' : t(`class.${classification.class}`),
    }),
    words('nextStatus', { command: command(['cra', 'status'], desk, isQuick ? ['--quick'] : []) }),
    ...(isQuick && open.length === 0
      ? [words('nextFull', { command: command(['cra', 'assess'], desk) })]
      : []),
  ]
}

function summaryOf(
  { questions, progress }: AssessReport,
  words: ReturnType<typeof textsOf>['words'],
): string {
  return fill(words.result, {
    answered: progress.answered,
    total: progress.total,
    unknown: questions.filter((question) => question.answer === 'unknown').length,
    clashes: questions.filter((question) => question.contradiction !== null).length,
  })
}

/** Puts values in; a name that is not given stays. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
