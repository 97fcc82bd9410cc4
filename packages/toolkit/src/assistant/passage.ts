/** What the assistant searches, shows and cites: short texts that each stand for one thing. */
import type { Reference } from './reference.ts'

/** Languages of questions and answers. */
export type Tongue = 'en' | 'de'

/**
 * Where a passage comes from. `guidance`: our own words on a provision · `catalogue`, `questionnaire`: the facts and questions of
 * the CRA engine · `documentation`: our manual · `product`: facts, findings, answers and papers of the user's product ·
 * `document`: what the user added (the Official Journal, a standard that they bought).
 */
export type PassageSource =
  | 'guidance'
  | 'catalogue'
  | 'questionnaire'
  | 'documentation'
  | 'product'
  | 'document'

export interface Passage {
  /** Stable and unique in a corpus: `guidance/Art. 14(2)(a)/en`, `product/finding/…`, `document/SHA-256/12`. */
  readonly id: string
  readonly source: PassageSource
  /** The provision that the passage is about; absent where it is about a product or a command. */
  readonly ref?: Reference
  /** Other provisions of which the text says something. */
  readonly also: readonly Reference[]
  /** Absent: any language (a name, a figure, a user's document). */
  readonly language?: Tongue
  readonly title: string
  /** Plain text; what a supplier or an advisory wrote stays untrusted. */
  readonly text: string
  /** Address in the web application or name of the file, for a link. */
  readonly place?: string
}

/** A passage before it is cut into terms. */
export interface AskedPassage extends Passage {
  /** How people ask for it; searched, never shown. */
  readonly asks: readonly string[]
}

/** Why no answer is given (the four words). */
export type RefusalReason = 'out_of_corpus' | 'legal_advice' | 'other_law' | 'no_promise'

export const refusalReasons: readonly RefusalReason[] = [
  'out_of_corpus',
  'legal_advice',
  'other_law',
  'no_promise',
]

/** A kind of question that is refused, and where to turn instead. */
export interface Refusal {
  readonly id: string
  readonly reason: RefusalReason
  readonly title: Readonly<Record<Tongue, string>>
  readonly pointer: Readonly<Record<Tongue, string>>
}

export interface AskedRefusal extends Refusal {
  /** Examples. */
  readonly asks: Readonly<Record<Tongue, readonly string[]>>
}
