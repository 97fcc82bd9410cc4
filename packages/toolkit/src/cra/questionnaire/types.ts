/** Shapes of the questionnaire: questions and rules are data, answers are facts with a person and a date. */

export type Scalar = string | number | boolean

/**
 * What a rule speaks about, one of:
 * `answer.B2` (value of an answer; a list for `multi`), `fact.role` (a derived fact, see `facts.ts`),
 * `SIG-REPO-LICENSE.state` (state of a signal), `SIG-REPO-LICENSE.osi_approved` (a result field of a signal),
 * `count.SIG-SBOM-EOL.components` (length of a list), `age.SIG-REPO-RISK-DOC.last_changed` (whole days until today).
 */
export type Term = string

/**
 * A rule over terms, evaluated in three values: a term that is not known (no answer, "I don't know", signal unknown, field
 * null) makes its comparison `unknown`; `all` and `any` follow Kleene, `not` keeps unknown. A rule fires on `true` only.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly eq: readonly [Term, Scalar] }
  | { readonly in: readonly [Term, readonly Scalar[]] }
  /** The list of the term holds the value. */
  | { readonly has: readonly [Term, Scalar] }
  | { readonly atLeast: readonly [Term, number] }
  | { readonly atMost: readonly [Term, number] }
  /** The term is a list or text that is not empty, or a number over zero, or true. */
  | { readonly filled: Term }

export type Truth = 'true' | 'false' | 'unknown'

export type SectionId = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J'

/** `scale` is the catalogue's yes_partial_no_na; `yn` has no partial and no n/a. Every type also takes `unknown`. */
export type QuestionType = 'yn' | 'scale' | 'single' | 'multi' | 'date'

/** Facts of `catalogue/classification-inputs.json` that an answer decides, by their dotted name (`foss.source_public`). */
export type FactSettings = Readonly<Record<string, Scalar | readonly string[]>>

export interface Option {
  /** kebab-case, unique in its question; `yes`, `no`, `partial`, `unknown`, `na` are taken. */
  readonly id: string
  readonly sets?: FactSettings
  /** Of a `multi` question: chosen alone, never with another. */
  readonly isExclusive?: boolean
}

export interface PrefillRule {
  readonly when: Condition
  /**
   * `high` is selected and marked for confirmation; `medium` is selected but never above `partial`;
   * `low` is shown beside the question and selects nothing.
   */
  readonly confidence: 'high' | 'medium' | 'low'
  /** Proposed value; `{ from }` copies a result field (dates, lists of option ids). Absent: show the finding only. */
  readonly answer?: string | readonly string[] | { readonly from: Term }
  /**
   * The finding speaks against any better answer: it caps what other rules propose, and clashes with a person who says
   * more. Without it the finding is a floor: a person may well know more than the machine can see.
   */
  readonly isAgainst?: boolean
  /** With `isAgainst`: holds better answers down and clashes with them, but selects nothing where nothing speaks for it. */
  readonly isCapOnly?: boolean
  /**
   * With `isAgainst`: what the find lacks is the point, as a policy that names nobody. Such a find is thin by nature, so
   * its low strength does not lower the confidence.
   */
  readonly isAboutLack?: boolean
}

/** Which facts an answer lays down; an unknown answer lays down none. Lists of several answers are joined. */
export interface AnswerFacts {
  readonly yes?: FactSettings
  readonly no?: FactSettings
  /**
   * Laid down by any known answer of a question with options; the chosen options add to it. A list here takes the place
   * of whatever the profile says; without it an answered question only decides about its own values.
   */
  readonly known?: FactSettings
  /** Name of the fact that takes the date of a `date` question. */
  readonly date?: string
}

export interface Question {
  /** Such as `E1`; never reused. */
  readonly id: string
  readonly section: SectionId
  readonly type: QuestionType
  readonly isQuick: boolean
  readonly isGate: boolean
  /** 0 for facts that steer and do not score, else 1 to 5. */
  readonly weight: number
  /** Absent: always shown. Hidden when `false`; shown when `true` or `unknown`. */
  readonly showIf?: Condition
  readonly options: readonly Option[]
  readonly sets?: AnswerFacts
  /** Ids of requirements, obligations, documents, scope nodes and triggers of the catalogue. */
  readonly maps: readonly string[]
  /** Of the rules that fire, see `propose.ts`: the best finding counts, capped by the worst one that speaks against. */
  readonly prefill: readonly PrefillRule[]
  readonly actions: readonly string[]
}

/** The words of one question in one language; all languages have the same keys (a test compares them). */
export interface QuestionText {
  /** At most 160 characters, plain words. */
  readonly text: string
  readonly why: string
  readonly options?: Readonly<Record<string, string>>
  /** By option id: a longer explanation, shown on demand. */
  readonly optionHelp?: Readonly<Record<string, string>>
  /** What would prove the answer. */
  readonly evidence?: string
}

export type Effort = 'S' | 'M' | 'L' | 'XL'

export interface Action {
  /** Such as `ACT-21`. */
  readonly id: string
  /** 1 is most urgent. */
  readonly priority: number
  readonly effort: Effort
  readonly questions: readonly string[]
}

export type Language = 'en' | 'de'

/** `unknown` is "I don't know": a value of its own, never read as `no` in a legal statement. */
export type AnswerValue =
  | { readonly kind: 'scale'; readonly value: 'yes' | 'partial' | 'no' | 'unknown' }
  | { readonly kind: 'na'; readonly reason: string }
  | { readonly kind: 'choice'; readonly option: string }
  | { readonly kind: 'choices'; readonly options: readonly string[] }
  /** `YYYY-MM-DD`. */
  | { readonly kind: 'date'; readonly date: string }

export interface Answer {
  readonly question: string
  readonly value: AnswerValue
  /** UTC, ISO 8601. */
  readonly at: string
  /** Who answered, as they name themselves. */
  readonly by: string
  /**
   * `person`: typed in. `confirmed`: a person accepted what a signal proposed. A proposal that nobody confirmed is no answer.
   */
  readonly source: 'person' | 'confirmed'
  readonly note?: string
  /** Documents named as evidence; `attached` means that the file was there when the answer was given. */
  readonly documents?: readonly {
    readonly name: string
    readonly path?: string
    readonly attached: boolean
  }[]
  /** A second person who reviewed the answer. */
  readonly reviewedBy?: string
  /** Catalogue version that the question was answered under. */
  readonly catalogue: string
}

/** What the evidence says about one question, before anybody answered. */
export interface Proposal {
  readonly question: string
  /** Absent: nothing selected, only shown. */
  readonly value?: AnswerValue
  readonly confidence: 'high' | 'medium' | 'low'
  /** What the deciding rule says, also where the finding is too thin to select it. */
  readonly suggested?: AnswerValue
  /** Whether the deciding finding speaks against a better answer. */
  readonly isAgainst: boolean
  /** Signals that the rules rest on, in the order of the catalogue. */
  readonly signals: readonly string[]
}

/** The evidence and the answer say different things. */
export interface Contradiction {
  readonly question: string
  readonly answered: AnswerValue
  readonly proposed: AnswerValue
  readonly signals: readonly string[]
  /** One plain sentence, built from the statements of the signals. */
  readonly sentence: string
}
