/** Gathers what papers are made from: what people stated, what a machine found, and what follows from both. Pure. */
import {
  type Classification,
  classify,
  type CraStatus,
  type DiligenceFile,
  factsOfProfile,
  joinComponents,
  parseFacts,
  type ProductProfile,
  type QuestionnaireAnswer,
  type RiskAssessment,
  settleFacts,
  toFactSheet,
  toFactsObject,
} from '../../cra/index.ts'
import type { FindingsReport, Inventory } from '../../model/index.ts'
import { toDiligenceView } from './diligence-view.ts'
import type { PaperInput } from './input.ts'
import { toRiskView } from './risk-view.ts'
import type { PaperLanguage } from './texts/texts.ts'
import { toClassificationView, toFindingsSummary, toInventorySummary } from './views.ts'

export interface PaperFacts {
  readonly profile: ProductProfile
  /** The answer that stands for each question. */
  readonly answers: Iterable<QuestionnaireAnswer>
  readonly status: CraStatus
  /** Undefined: nobody looked. */
  readonly inventory: Inventory | undefined
  /** With the decisions on them. Undefined: nobody looked. */
  readonly findings: FindingsReport | undefined
  /** Only the advisories that came with the program were looked at: a small sample, which no paper speaks about. */
  readonly isStarterSet: boolean
  readonly risk: RiskAssessment | undefined
  readonly diligence: DiligenceFile | undefined
  /** RFC 3339: when signals and inventory were read. */
  readonly readAt: string
  /** RFC 3339: the date that the papers carry. */
  readonly generatedAt: string
  readonly toolVersion: string
  readonly language: PaperLanguage
}

/** The same facts give the same papers, on the command line and on a server. */
export function toPaperInput(facts: PaperFacts): PaperInput {
  const { profile, inventory, findings, risk, language, generatedAt } = facts
  const answers = [...facts.answers]
  const today = generatedAt.slice(0, 10)
  const known = toFactsObject(settleFacts(answers, toFactSheet(factsOfProfile(profile))))
  const classified = classifyAt(known, today)
  const view = classified === undefined ? undefined : toClassificationView(classified)
  return {
    profile: { ...profile, facts: known },
    ...(view === undefined ? {} : { classification: view }),
    status: facts.status,
    evidenceAt: facts.readAt,
    answers,
    ...(inventory === undefined ? {} : { inventory: toInventorySummary(inventory, facts.readAt) }),
    ...(findings === undefined || facts.isStarterSet ? {} : { findings: toFindingsSummary(findings) }),
    ...(risk === undefined ? {} : { risk: toRiskView(risk, { file: 'risk.yaml', language, today }) }),
    ...diligenceOf(facts, today),
    toolVersion: facts.toolVersion,
    generatedAt,
    language,
  }
}

/** Facts that contradict each other classify nothing; `occtet cra classify` says what is wrong with them. */
function classifyAt(facts: Readonly<Record<string, unknown>>, at: string): Classification | undefined {
  const parsed = parseFacts(facts)
  return parsed.ok ? classify(parsed.value, { at }) : undefined
}

/** Decisions about components say nothing while nobody knows the components. */
function diligenceOf(
  { diligence, inventory, findings, language }: PaperFacts,
  today: string,
): Pick<PaperInput, 'dueDiligence'> {
  if (diligence === undefined || inventory === undefined) return {}
  const record = joinComponents({ inventory, findings }, diligence, today)
  return { dueDiligence: toDiligenceView(record, language) }
}
