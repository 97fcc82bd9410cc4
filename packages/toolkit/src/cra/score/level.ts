/** Levels and the gates that hold them down (questionnaire design, section 3, "Levels" and "Gates"). */
import type { Question } from '../questionnaire/types.ts'
import type { Cap, Figure, Level, ScoreInput } from './types.ts'
import { toValue } from './weigh.ts'

type LevelNumber = Level['number']

/** Lowest readiness in percent, and lowest evidence share in percent, of levels 5 down to 2. */
const ladder: readonly {
  readonly level: LevelNumber
  readonly readiness: number
  readonly evidence: number
}[] = [
  { level: 5, readiness: 90, evidence: 85 },
  { level: 4, readiness: 70, evidence: 60 },
  { level: 3, readiness: 45, evidence: 0 },
  { level: 2, readiness: 20, evidence: 0 },
]

export function toLevel(
  figures: { readiness: Figure; evidence: Figure },
  input: ScoreInput,
  scored: readonly Question[],
): Level {
  const uncapped = climb(figures.readiness.percent ?? 0, figures.evidence.percent ?? 0)
  const caps = scored.flatMap((question) => findCap(question, input))
  const lowest = caps.reduce<LevelNumber>((least, cap) => (cap.atMost < least ? cap.atMost : least), uncapped)
  return {
    number: lowest,
    uncapped,
    caps,
    mustAssessNow: caps.some((cap) => cap.code === 'KNOWN_EXPLOITED'),
  }
}

function climb(readiness: number, evidence: number): LevelNumber {
  return ladder.find((step) => readiness >= step.readiness && evidence >= step.evidence)?.level ?? 1
}

interface CapRule {
  readonly question: string
  /** `no`: the answer is no. `open`: also when nobody knows. */
  readonly when: 'no' | 'open'
  readonly only?: keyof ScoreInput['context']
  readonly cap: Omit<Cap, 'question'>
}

/** The first rule of a question that holds decides; any other gate question that is open caps at 3. */
const capRules: readonly CapRule[] = [
  { question: 'E1', when: 'no', only: 'hasUnassessedExploited', cap: { atMost: 2, code: 'KNOWN_EXPLOITED' } },
  { question: 'G2', when: 'open', only: 'reportingAppliesToday', cap: { atMost: 2, code: 'REPORTING_PLAN' } },
  { question: 'F10', when: 'no', cap: { atMost: 2, code: 'NO_CONTACT' } },
  // The first duty of a role: without it nothing else carries.
  { question: 'J1', when: 'no', cap: { atMost: 2, code: 'ROLE_DUTY' } },
  { question: 'J3', when: 'no', cap: { atMost: 2, code: 'ROLE_DUTY' } },
  { question: 'J6', when: 'no', cap: { atMost: 2, code: 'ROLE_DUTY' } },
  { question: 'C5', when: 'no', only: 'needsThirdParty', cap: { atMost: 3, code: 'THIRD_PARTY_ROUTE' } },
]

function findCap(question: Question, { answers, context }: ScoreInput): readonly Cap[] {
  const value = toValue(answers.get(question.id))
  if (value.kind === 'na' || (value.kind === 'value' && value.value > 0)) return []
  const rule = capRules.find(
    ({ question: id, when, only }) =>
      id === question.id &&
      (when === 'open' || value.kind === 'value') &&
      (only === undefined || context[only]),
  )
  if (rule !== undefined) return [{ ...rule.cap, question: question.id }]
  return question.isGate ? [{ atMost: 3, code: 'GATE', question: question.id }] : []
}
