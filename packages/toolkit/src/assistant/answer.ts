/** What the assistant answers: statements that each name their passages, or a refusal that says where to turn. */
import type { PassageSource, RefusalReason, Tongue } from './passage.ts'
import type { Reference } from './reference.ts'

export interface Citation {
  /** The provision; absent for a passage about a product, a command or in a user's document without one. */
  readonly ref?: Reference
  /** Of the passage. */
  readonly id: string
  readonly source: PassageSource
}

export interface Statement {
  /** Plain text; shown as text, never as markup. */
  readonly text: string
  /** One at least. */
  readonly citations: readonly Citation[]
}

/** A passage that the search found, whether the answer cites it or not. */
export interface FoundPassage extends Citation {
  readonly title: string
  /** 0 to 1, comparable between questions. */
  readonly score: number
  readonly place?: string
}

interface Asked {
  readonly question: string
  readonly language: Tongue
  /** The five best, best first. */
  readonly passages: readonly FoundPassage[]
}

export interface Answered extends Asked {
  readonly status: 'answered'
  readonly answer: readonly Statement[]
}

export interface Refused extends Asked {
  readonly status: 'refused'
  readonly reason: RefusalReason
  /** Where to turn instead, in the question's language. */
  readonly pointer: string
  readonly answer: readonly []
}

export type Answer = Answered | Refused
