/** Everything that the self-assessment of one product rests on, and the one assessment made from it. Pure. */
import {
  type Assessment,
  assessProduct,
  type CraStatus,
  emptyPlan,
  factsOfProfile,
  findNaHint,
  type Language,
  type Mode,
  parseFacts,
  type PlanFile,
  type ProductProfile,
  type QuestionnaireAnswer,
  type RiskAssessment,
  type SignalResult,
  toLookup,
} from '@occtet/toolkit/cra'
import { createMemo } from '../kernel/memo.ts'

export interface CraState {
  /** Slug, also the id of its profile. */
  readonly product: string
  readonly productName: string
  /** Undefined: the product has no release yet. */
  readonly release: string | undefined
  /** When somebody looked at a source tree or SBOM of the release; undefined: nobody did. */
  readonly evidenceAt: string | undefined
  readonly evidence: CraStatus | undefined
  readonly profile: ProductProfile
  readonly answers: ReadonlyMap<string, QuestionnaireAnswer>
  /** Of the file of answers; 0: there is none. */
  readonly version: number
  readonly plan: PlanFile | undefined
  readonly planVersion: number
  readonly risk: RiskAssessment | undefined
  readonly riskVersion: number
  /** RFC 3339, UTC. */
  readonly now: string
  readonly language: Language
  readonly mode: Mode
}

/** With what follows from it. */
export interface AssessedState extends CraState {
  readonly assessment: Assessment
  readonly signals: ReadonlyMap<string, SignalResult>
  readonly newestRelease: string | undefined
}

type Judged = Pick<AssessedState, 'assessment' | 'signals' | 'newestRelease'>

/** Assessments, each with about 200 kB of what led to it. */
const judgements = createMemo<Judged>(200)

/**
 * The same steps as `occtet cra status`: a profile, its answers and the evidence give one assessment. `from`: the texts of
 * profile, answers and plan, and the digest of the evidence, from which `state` was read; the same ones give the same
 * assessment all day.
 */
export function assessKept(state: CraState, from: readonly unknown[]): AssessedState {
  const key = JSON.stringify([...from, state.mode, state.language, state.now.slice(0, 10)])
  const known = judgements.find(key) ?? judge(state)
  judgements.keep(key, known, 1)
  return { ...state, ...known }
}

/** For a state that is only thought of. */
export function assess(state: CraState): AssessedState {
  return { ...state, ...judge(state) }
}

function judge(state: CraState): Judged {
  const signals = new Map((state.evidence?.signals ?? []).map((signal) => [signal.id, signal]))
  const facts = parseFacts(factsOfProfile(state.profile))
  if (!facts.ok) throw new Error('the profile was read, so its facts are legal')
  const plan = state.plan ?? emptyPlan
  const last = signals.get('SIG-REPO-MAINTAINED')?.facts['last_release']
  const newestRelease = typeof last === 'string' ? last : undefined
  const target = state.profile.security?.fixTargetDays
  const assessment = assessProduct({
    profileFacts: facts.value,
    answers: state.answers,
    signals: [...signals.values()],
    mode: state.mode,
    today: state.now.slice(0, 10),
    language: state.language,
    enisa: new Map(Object.entries(plan.enisa ?? {})),
    owners: new Map(Object.entries(plan.actions).map(([id, { owner }]) => [id, owner])),
    ...(newestRelease === undefined ? {} : { newestRelease }),
    ...(target === undefined ? {} : { fixTargetDays: target }),
  })
  return { assessment, signals, newestRelease }
}

/** What rules look things up in, under the answers that count. */
export function lookupOf({ assessment, signals, now }: AssessedState): ReturnType<typeof toLookup> {
  const { counted, ruleFacts } = assessment.view
  return toLookup({ answers: counted, facts: ruleFacts, signals, today: now.slice(0, 10) })
}

/** Draft of a reason for "not applicable"; undefined where nothing suggests it or somebody answered. */
export function naHintOf(state: AssessedState, question: string): string | undefined {
  if (state.answers.has(question)) return undefined
  return findNaHint(question, lookupOf(state), state.language)
}
