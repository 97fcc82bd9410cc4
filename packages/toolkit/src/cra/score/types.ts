/** What scoring takes and gives: readiness and evidence stay two figures, never one. */
import type { Answer, Question, SectionId } from '../questionnaire/types.ts'

/** What the machine's evidence says of a given answer. */
export type Backing = 'strong' | 'medium' | 'none' | 'contradicted'

/** `quick`: only quick questions were asked, so the margin stays wide. */
export type AssessmentMode = 'quick' | 'full'

export interface ScoreInput {
  /** All questions that are visible under the answers given, in the questionnaire's order. */
  readonly visible: readonly Question[]
  readonly answers: ReadonlyMap<string, Answer>
  /** By question id; absent is `none`. */
  readonly backing: ReadonlyMap<string, Backing>
  readonly mode: AssessmentMode
  readonly context: ScoreContext
}

export interface ScoreContext {
  /** Placed before 2027-12-11 and not substantially modified: only reporting duties score (Art. 69(3)). */
  readonly isLegacy: boolean
  /** A reporting duty binds this role today (Art. 14, 71(2)). */
  readonly reportingAppliesToday: boolean
  /** The class leaves no route without a third party (Art. 32(2)-(4)). */
  readonly needsThirdParty: boolean
  /** A known exploited vulnerability is open and nobody assessed it in writing. */
  readonly hasUnassessedExploited: boolean
}

export interface Figure {
  /** Percent, 0 to 100, one decimal; undefined when nothing applicable was weighed. */
  readonly percent: number | undefined
  /** Sum of the weights that count. */
  readonly weight: number
}

export interface Score {
  readonly readiness: Figure
  /** Plus and minus, in points of readiness. */
  readonly margin: number
  /** Share of weight that evidence carries, over answers yes and partial. */
  readonly evidence: Figure
  readonly sections: ReadonlyMap<SectionId, Figure>
  /** By catalogue id: requirements, obligations, documents. */
  readonly byRecord: ReadonlyMap<string, Figure>
  readonly requirements: ReadonlyMap<string, RequirementStatus>
  readonly level: Level
  readonly unanswered: readonly string[]
  /** Answered with "I don't know": each is a task to find out. */
  readonly toFindOut: readonly string[]
}

export interface Level {
  readonly number: 1 | 2 | 3 | 4 | 5
  /** What the figures alone would give. */
  readonly uncapped: 1 | 2 | 3 | 4 | 5
  readonly caps: readonly Cap[]
  /** An open known exploited vulnerability that nobody assessed could start the 24 h clock. */
  readonly mustAssessNow: boolean
}

/** Why a level is held down, whatever the score. */
export interface Cap {
  readonly atMost: 2 | 3
  readonly code:
    | 'REPORTING_PLAN'
    | 'NO_CONTACT'
    | 'KNOWN_EXPLOITED'
    | 'GATE'
    | 'THIRD_PARTY_ROUTE'
    | 'ROLE_DUTY'
  readonly question: string
}

/** Of one essential requirement, from answers only. */
export type RequirementStatus = 'met' | 'partly' | 'gap' | 'unknown' | 'not-applicable'
