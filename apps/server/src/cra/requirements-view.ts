/** The 22: per requirement the chain answer, proof, agreement, paper; never better than what people answered. Pure. */
import type { requirementRow, requirementsView, requirementStatus } from '@occtet/contract/api'
import {
  allRequirements,
  assessmentWords,
  catalogue,
  checkRiskAssessment,
  createTexts,
  formatRef,
  type Question,
  questionnaire,
  type Requirement,
  type RequirementEvidence,
  textOf,
} from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import { reasonToDiffer } from './clash.ts'
import type { AssessedState } from './state.ts'
import { disclaimerOf, readinessOf, subjectOf } from './subject.ts'

export type Status = z.infer<typeof requirementStatus>
export type RequirementRow = z.infer<typeof requirementRow>
export type RequirementsView = z.infer<typeof requirementsView>

/** What was kept of an earlier release. */
export interface EarlierRelease {
  readonly version: string
  /** By id of the requirement; undefined where nothing was kept. */
  readonly requirements: Readonly<Record<string, Status>> | undefined
}

export function toRequirements(state: AssessedState, earlier: readonly EarlierRelease[]): RequirementsView {
  const rows = catalogue.requirements.map((one) => toRow(one, state, earlier))
  const count = (status: Status) => rows.filter((row) => row.status === status).length
  const { view } = state.assessment
  const signals = [...state.signals.values()]
  return {
    subject: subjectOf(state),
    readiness: readinessOf(state),
    rows,
    counts: {
      met: count('met'),
      partly: count('partly'),
      gap: count('gap'),
      unknown: count('unknown'),
      'not-applicable': count('not-applicable'),
    },
    releases: earlier.map(({ version }) => version),
    isAsked: bindsMaker(state) !== 'no',
    scopeText: scopeSentence(state),
    lookedAt: {
      answers: view.counted.size,
      asked: view.visible.length,
      signalsRead: signals.filter(({ state: found }) => found !== 'unknown').length,
      signalsUnknown: signals.filter(({ state: found }) => found === 'unknown').length,
      evidenceAt: state.evidenceAt ?? null,
    },
    disclaimer: disclaimerOf(state),
  }
}

/** The 22 bind the manufacturer (Art. 13(1)); `open`: nobody can say yet. */
export function bindsMaker({ assessment }: AssessedState): 'yes' | 'no' | 'open' {
  const { roles, applies, scope } = assessment.classification
  if (scope === 'undetermined' || roles.includes('undetermined') || applies === 'undetermined') return 'open'
  return roles.includes('manufacturer') && (applies === 'full' || applies === 'reporting_only') ? 'yes' : 'no'
}

export function scopeSentence(state: AssessedState): string {
  const { assessment, language } = state
  const { scope, applies } = assessment.classification
  const words = assessmentWords(language)
  if (bindsMaker(state) === 'open') return createTexts(language)('scope.undetermined')
  if (bindsMaker(state) === 'no') {
    const isChain = assessment.classification.roles.some(
      (role) => role === 'importer' || role === 'distributor',
    )
    return isChain ? words('notYours') : `${createTexts(language)(`scope.${scope}`)}. ${words('notAsked')}`
  }
  return applies === 'reporting_only' ? words('legacy') : createTexts(language)(`applies.${applies}`)
}

export function slugOf(id: string): string {
  return id.replace('ECR-', '')
}

export function findRequirement(ref: string): Requirement | undefined {
  return catalogue.requirements.find(({ id }) => slugOf(id) === ref || id === ref)
}

/** `I (2)(a)`. */
function pointOf(id: string): string {
  const [, part = '', number = '', letter = ''] = /^ECR-(I{1,2})-(\d)([a-m]?)$/.exec(id) ?? []
  return `${part} (${number})${letter === '' ? '' : `(${letter})`}`
}

/** Scored questions that map to it, asked or not. */
export function questionsOf(id: string): readonly Question[] {
  return [...questionnaire.questions.values()].filter(({ weight, maps }) => weight > 0 && maps.includes(id))
}

export function toRow(
  requirement: Requirement,
  state: AssessedState,
  earlier: readonly EarlierRelease[] = [],
): RequirementRow {
  const { id, part, ref, title } = requirement
  const chain = chainOf(id, state)
  const links = ['answer', 'proof', 'agree', 'paper'] as const
  const isDone = (status: Status) => status === 'met' || status === 'not-applicable'
  const status = statusOf(chain)
  return {
    id,
    slug: slugOf(id),
    part,
    point: pointOf(id),
    ref: formatRef(ref, state.language),
    title: textOf({ id }, 'title', state.language) ?? title,
    status,
    chain,
    stuck: links.find((link) => !isDone(chain[link])) ?? null,
    reason: status === 'not-applicable' ? reasonOf(id, state) : null,
    before: earlier.map(({ requirements }) => requirements?.[id] ?? null),
    clashes: clashesOf(id, state).length,
  }
}

/** As people answered; "met" does not stand where the evidence says something else. Nothing makes it better. */
function statusOf({ answer, agree }: RequirementRow['chain']): Status {
  return answer === 'met' && (agree === 'gap' || agree === 'partly') ? 'partly' : answer
}

function chainOf(id: string, state: AssessedState): RequirementRow['chain'] {
  const answer = answerStatus(id, state)
  const paper = paperStatus(id, state)
  if (answer === 'not-applicable') {
    return { answer, proof: 'not-applicable', agree: 'not-applicable', paper }
  }
  const proof = proofStatus(id, state)
  return { answer, proof, agree: agreeStatus(id, state, { answer, proof }), paper }
}

/** Unknown where no question was asked; not applicable for whom the law does not bind by it. */
function answerStatus(id: string, state: AssessedState): Status {
  if (bindsMaker(state) === 'no') return 'not-applicable'
  return state.assessment.score.requirements.get(id) ?? 'unknown'
}

function clashesOf(id: string, { assessment }: AssessedState): readonly string[] {
  const own = new Set(questionsOf(id).map((question) => question.id))
  return assessment.contradictions.flatMap(({ question }) => (own.has(question) ? [question] : []))
}

export function evidenceOf(id: string, { evidence }: AssessedState): RequirementEvidence | undefined {
  return evidence?.requirements.find((one) => one.id === id)
}

/** Machine evidence alone is never more than partly; documents beside the answers, or a review, can carry the rest. */
function proofStatus(id: string, state: AssessedState): Status {
  const found = evidenceOf(id, state)?.state ?? 'not-looked'
  if (found === 'contrary' || clashesOf(id, state).length > 0) return 'gap'
  const shown = questionsOf(id).filter(({ id: one }) => state.assessment.view.counted.has(one))
  const proven = shown.filter((question) => isProven(question.id, state))
  const asked = questionsOf(id).filter((one) => state.assessment.view.visible.includes(one))
  if (proven.length > 0 && proven.length === asked.length) return 'met'
  if (proven.length > 0 || found === 'evidence') return 'partly'
  return found === 'none' ? 'gap' : 'unknown'
}

function isProven(id: string, { assessment }: AssessedState): boolean {
  const answer = assessment.view.counted.get(id)
  if (answer === undefined || answer.value.kind !== 'scale') return false
  if (answer.value.value !== 'yes' && answer.value.value !== 'partial') return false
  return answer.reviewedBy !== undefined || (answer.documents ?? []).some(({ attached }) => attached)
}

function agreeStatus(
  id: string,
  state: AssessedState,
  { answer, proof }: { readonly answer: Status; readonly proof: Status },
): Status {
  const clashes = clashesOf(id, state)
  if (clashes.length > 0) {
    return clashes.every((one) => reasonToDiffer(state.answers.get(one)) !== undefined) ? 'partly' : 'gap'
  }
  if (answer === 'unknown' || proof === 'unknown') return 'unknown'
  if (evidenceOf(id, state)?.state === 'contrary' && (answer === 'met' || answer === 'partly')) return 'gap'
  return 'met'
}

/** Of the table of requirements in the risk assessment (Art. 13(4)): said, said in a draft, or not said. */
function paperStatus(id: string, state: AssessedState): Status {
  const { risk } = state
  if (risk === undefined) return bindsMaker(state) === 'no' ? 'not-applicable' : 'gap'
  const record = allRequirements(risk).find(({ requirement }) => requirement === id)
  const gaps = checkRiskAssessment(risk, state.now.slice(0, 10)).filter(({ at }) => at === id)
  if (record?.applies === undefined || gaps.length > 0) return 'gap'
  return risk.approved === undefined ? 'partly' : 'met'
}

/** The first reason that a person gave. */
function reasonOf(id: string, state: AssessedState): string | null {
  if (bindsMaker(state) === 'no') return scopeSentence(state)
  for (const { id: question } of questionsOf(id)) {
    const value = state.assessment.view.counted.get(question)?.value
    if (value?.kind === 'na') return value.reason
  }
  return null
}
