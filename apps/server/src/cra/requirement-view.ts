/** One of the 22 opened: the four links of its chain in full, and the cheapest step that moves it. Pure. */
import type { requirementView } from '@occtet/contract/api'
import {
  allRequirements,
  assessmentWords,
  catalogue,
  checkRiskAssessment,
  effortDays,
  formatMark,
  recordWords,
  reasonOf,
  type Requirement,
  textOf,
  textsOf,
} from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import { contradictionOf } from './clash.ts'
import {
  type EarlierRelease,
  evidenceOf,
  questionsOf,
  type RequirementRow,
  slugOf,
  type Status,
  toRow,
} from './requirements-view.ts'
import { questionText, sayAnswer, toFinding, toGiven } from './say.ts'
import type { AssessedState } from './state.ts'
import { subjectOf } from './subject.ts'

export type RequirementView = z.infer<typeof requirementView>
type Step = RequirementView['steps'][number]
type QuestionOf = RequirementView['questions'][number]

export function toRequirement(
  requirement: Requirement,
  state: AssessedState,
  earlier: readonly EarlierRelease[],
): RequirementView {
  const { id, verification } = requirement
  const at = catalogue.requirements.indexOf(requirement)
  const text = (field: 'obligation' | 'applicability') =>
    textOf({ id }, field, state.language) ?? requirement[field]
  const row = toRow(requirement, state, earlier)
  const questions = questionsOf(id).map((question) => toQuestionOf(question.id, state))
  const steps = stepsOf(id, state)
  const neighbour = (by: number) => catalogue.requirements[at + by]
  const slug = (one: Requirement | undefined) => (one === undefined ? null : slugOf(one.id))
  return {
    subject: subjectOf(state),
    row,
    obligation: text('obligation'),
    applicability: text('applicability'),
    checked: formatMark(verification, state.language),
    questions,
    ...evidenceParts(requirement, state),
    humanNeeded: listOf(`${id}.humanNeeded`, requirement.humanNeeded.length, state),
    evidenceIdeas: listOf(`${id}.smeEvidence`, requirement.smeEvidence.length, state),
    paper: paperOf(id, state),
    next: nextOf({ row, questions, steps }),
    steps,
    pitfalls: state.language === 'en' ? [...requirement.pitfalls] : [],
    previous: slug(neighbour(-1)),
    following: slug(neighbour(1)),
  }
}

/** Texts of a list, numbered from 1. */
function listOf(id: string, length: number, { language }: AssessedState): string[] {
  return Array.from({ length }, (_, at) => textOf({ id }, String(at + 1), language)).filter(
    (text) => text !== undefined,
  )
}

function toQuestionOf(id: string, state: AssessedState): QuestionOf {
  const { assessment, language } = state
  const isAsked = assessment.view.visible.some((question) => question.id === id)
  const answer = state.answers.get(id)
  const value = assessment.proposals.get(id)?.value
  return {
    id,
    text: questionText(id, language),
    isAsked,
    status: isAsked ? statusOfAnswer(id, state) : 'unknown',
    answer: answer === undefined ? null : toGiven(answer, state),
    found: answer !== undefined || value === undefined ? null : sayAnswer(id, value, language),
    contradiction: contradictionOf(id, state),
  }
}

function statusOfAnswer(id: string, { assessment }: AssessedState): Status {
  const value = assessment.view.counted.get(id)?.value
  if (value?.kind === 'na') return 'not-applicable'
  if (value?.kind !== 'scale') return 'unknown'
  return ({ yes: 'met', partial: 'partly', no: 'gap', unknown: 'unknown' } as const)[value.value]
}

function evidenceParts(
  requirement: Requirement,
  state: AssessedState,
): Pick<RequirementView, 'findings' | 'notRead'> {
  const { language, signals } = state
  const evidence = evidenceOf(requirement.id, state)
  const tells = new Map(requirement.autoEvidence.map(({ signal, what }) => [signal, what]))
  const ids = evidence === undefined ? [] : [...evidence.against, ...evidence.supports, ...evidence.absent]
  const nobody = { en: 'nobody looked at this release yet', de: 'diese Version hat noch niemand angesehen' }
  const unread =
    evidence?.notRead.map((one) => ({ id: one.id, reason: reasonOf(one, language) ?? one.reason })) ??
    [...tells.keys()].map((id) => ({ id, reason: nobody[language] }))
  return {
    findings: [...new Set(ids)].flatMap((id) => {
      const signal = signals.get(id)
      return signal === undefined ? [] : [toFinding(signal, language, tells.get(id) ?? null)]
    }),
    notRead: unread.map(({ id, reason }) => ({ id, title: catalogue.signals.get(id)?.title ?? id, reason })),
  }
}

function paperOf(id: string, state: AssessedState): RequirementView['paper'] {
  const words = recordWords(state.language)
  const item = id === 'ECR-I-1' || id.startsWith('ECR-II-') ? 'DOC-RA-7' : 'DOC-RA-6'
  const section = textOf({ id: item }, 'item', state.language) ?? item
  const { risk } = state
  if (risk === undefined) return { section, text: null, missing: null, hasRiskAssessment: false }
  const record = allRequirements(risk).find(({ requirement }) => requirement === id)
  const said = record?.applies === false ? record.reason : record?.how
  const [gap] = checkRiskAssessment(risk, state.now.slice(0, 10)).filter(({ at }) => at === id)
  return {
    section,
    text: said ?? null,
    missing:
      gap === undefined
        ? null
        : words(`gap-${gap.code}`, { at: id, because: (gap.because ?? []).join(', ') }),
    hasRiskAssessment: true,
  }
}

/** Open actions of the requirement's questions, cheapest first. */
function stepsOf(id: string, state: AssessedState): Step[] {
  const own = new Set(questionsOf(id).map((question) => question.id))
  const items = state.assessment.plan.filter(({ open }) => open.some(({ question }) => own.has(question)))
  return items
    .toSorted((a, b) => effortDays[a.effort] - effortDays[b.effort] || a.priority - b.priority)
    .map((item) => toStep(item.action, item.effort, state))
}

export function toStep(action: string, effort: Step['effort'], state: AssessedState): Step {
  const text = textsOf(state.language).actions.get(action)
  const entry = state.plan?.actions[action]
  return {
    action,
    title: text?.title ?? action,
    help: text?.help ?? action,
    effort,
    effortText: assessmentWords(state.language)(`effort-${effort}`),
    owner: entry?.owner ?? null,
    due: entry?.due ?? null,
  }
}

interface Known {
  readonly row: RequirementRow
  readonly questions: readonly QuestionOf[]
  readonly steps: readonly Step[]
}

/** Minutes before days: a nod, an answer, a reason; then the cheapest work; then the paper. */
function nextOf({ row, questions, steps }: Known): RequirementView['next'] {
  const asked = questions.filter(({ isAsked }) => isAsked)
  const found = asked.find(({ answer, found: what }) => answer === null && what !== null)
  if (found !== undefined) return { kind: 'confirm', question: found.id, text: found.text }
  const open = asked.find(({ answer }) => answer === null)
  if (open !== undefined) return { kind: 'answer', question: open.id, text: open.text }
  const clash = asked.find(({ contradiction }) => contradiction !== null && contradiction.stand === null)
  if (clash !== undefined) return { kind: 'resolve', question: clash.id, text: clash.text }
  const [step] = steps
  if (step !== undefined) return { kind: 'do', step }
  return row.chain.paper === 'gap' || row.chain.paper === 'partly' ? { kind: 'write', text: row.title } : null
}
