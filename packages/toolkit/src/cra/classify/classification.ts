/**
 * What a classification says. Members have the names of `expected` in the shared scenarios, because this is the value
 * that `occtet cra classify --json` prints and that papers and server keep; null is "does not apply", never "not known".
 */
import type { Language } from '../questionnaire/types.ts'

export type Scope =
  | 'in_scope'
  | 'steward_regime'
  | 'part_of_product'
  | 'not_a_product'
  | 'out_of_scope'
  | 'excluded'
  | 'not_placed_on_market'
  | 'no_role'
  | 'undetermined'

export type OperatorRole =
  | 'manufacturer'
  | 'importer'
  | 'distributor'
  | 'authorised_representative'
  | 'open_source_steward'
  | 'none'
  | 'undetermined'

export type Applies = 'full' | 'reporting_only' | 'steward_only' | 'none' | 'undetermined'

export type ProductClass = 'default' | 'important_class_I' | 'important_class_II' | 'critical'

/** A free edition beside a paid one is a product of its own. */
export type Subject = 'product' | 'paid_edition' | 'community_edition'

/** One step of the reasoning; a lawyer can follow it without the program. */
export interface Step {
  /** Node of the scope tree, rule, or name of the step. */
  readonly id: string
  readonly subject: Subject
  readonly question: string
  readonly answer: string
  /** The facts that the answer rests on; null is "not known". */
  readonly facts: Readonly<Record<string, unknown>>
  readonly ref: string
  readonly consequence: string
  readonly verification: string
}

/** A question whose answer is missing, and what each answer would mean. */
export interface OpenQuestion {
  readonly id: string
  readonly subject: Subject
  readonly question: string
  /** Names of the missing facts. */
  readonly facts: readonly string[]
  readonly meanings: readonly { readonly answer: string; readonly means: string }[]
}

export interface RoleDetail {
  readonly subject: Subject
  readonly role: OperatorRole
  readonly steward_tier: string | null
  readonly ref: string
  readonly why: string
  readonly verification: string
}

export interface Route {
  /** Id of the catalogue's procedure. */
  readonly id: string
  readonly name: string
  /** Null: depends on a question that is open. */
  readonly allowed: true | null
  /** Whether it can be used on the date of the classification; null: not known. */
  readonly availableAt: boolean | null
  readonly thirdParty: boolean | null
  readonly note: string | null
  readonly ref: string
  readonly verification: string
}

export interface Duty {
  readonly id: string
  readonly ref: string
  readonly title: string
  readonly duty: string
  readonly kind: 'obligation' | 'option' | 'prohibition'
  /** `YYYY-MM-DD`. */
  readonly applies_from: string
  /** `YYYY-MM-DD`: from then on it binds this product, so not before it is on the market. */
  readonly binds_from: string
  /** On the date of the classification. */
  readonly in_force: boolean
  /** `depends`: whether it applies hangs on a question that is open. */
  readonly status: 'applies' | 'depends'
  readonly trigger: string
  readonly deadline: string | null
  readonly retention: string | null
  readonly penalty_tier: string | null
  readonly notes: string | null
  readonly verification: string
}

export interface SupportPeriod {
  /** Five, or the expected use where that is shorter. */
  readonly minimum_years: number
  /** Null: nobody said how long the product will be in use. */
  readonly expected_years: number | null
  /** `YYYY-MM`. Null while the expected use or the date of placing is not known. */
  readonly end_not_before: string | null
  readonly ref: string
}

/** What became of one event of the facts under Art. 14. */
export interface EventOutcome {
  /** `YYYY-MM-DD`. */
  readonly event: string
  readonly at: string
  readonly type: string
  /** Null: hangs on an open question, or the event belongs to no case. */
  readonly mandatory: boolean | null
  readonly why: string
  /** By stage id, UTC; null: this clock has not started. Empty where no report is due. */
  readonly deadlines: Readonly<Record<string, string | null>>
}

export interface Note {
  readonly id: string
  /** Number of the contentious or open point that it settles. */
  readonly point: number | null
  readonly text: string
  readonly ref: string
  readonly verification: string
}

export interface DateEntry {
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly what: string
  readonly ref: string
  readonly verification: string
}

export interface Classification {
  readonly schema: 'occtet.classification/1'
  /** `YYYY-MM-DD`. */
  readonly at: string
  readonly catalogue: { readonly version: string; readonly as_of: string }
  readonly language: Language
  readonly scope: Scope
  /** Null: several are possible. */
  readonly outcome: string | null
  readonly possible_outcomes: readonly string[]
  readonly applies: Applies
  readonly roles: readonly OperatorRole[]
  readonly roles_detail: readonly RoleDetail[]
  readonly steward_tier: string | null
  readonly class: ProductClass | 'undetermined' | null
  readonly category: string | null
  readonly conformity_routes: readonly Route[]
  readonly conformity_routes_of_manufacturer: readonly Route[]
  readonly route_reason: string | null
  readonly obligations: readonly Duty[]
  readonly support: SupportPeriod | null
  /** `YYYY-MM-DD` by what is kept. */
  readonly retention: Readonly<Record<string, string>>
  /** Null: not known. */
  readonly substantial_modification: boolean | null
  readonly new_placing_on_market: string | null
  /** What held until the modified version. */
  readonly before: { readonly applies: Applies; readonly until: string } | null
  readonly events: readonly EventOutcome[]
  /** Of the one event that must be reported; of several see `events`. */
  readonly deadlines: Readonly<Record<string, string | null>>
  /** Art. 14(8); null: hangs on an open question. */
  readonly inform_users: boolean | null
  readonly fines: 'none' | 'possible' | 'undetermined'
  readonly fine_tiers: readonly string[]
  readonly micro_small_relief: readonly string[]
  readonly not_allowed: readonly string[]
  readonly dates: readonly DateEntry[]
  readonly open: readonly OpenQuestion[]
  readonly reasoning: readonly Step[]
  readonly notes: readonly Note[]
  readonly disclaimer: string
}
