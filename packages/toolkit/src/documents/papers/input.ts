/** What papers are made from: facts of the manufacturer, results of the engine, answers of people. Nothing is computed here. */
import type { CraStatus, ProductProfile, QuestionnaireAnswer } from '../../cra/index.ts'
import type { DecisionStanding, VexJustification, VexStatus } from '../../model/index.ts'
import type { PaperLanguage } from './texts/texts.ts'

export interface PaperInput {
  readonly profile: ProductProfile
  /** Undefined: the facts were not given, so role, class and route are not known. */
  readonly classification?: ClassificationView
  readonly status: CraStatus
  /** RFC 3339: when the signals were read. */
  readonly evidenceAt: string
  readonly answers: readonly QuestionnaireAnswer[]
  /** Undefined: nobody looked; never to be read as "no components". */
  readonly inventory?: InventorySummary
  /** Undefined: nobody looked; never to be read as "no findings". */
  readonly findings?: FindingsSummary
  readonly risk?: RiskView
  readonly dueDiligence?: DiligenceView
  readonly toolVersion: string
  /** RFC 3339; the date that the papers carry. */
  readonly generatedAt: string
  readonly language: PaperLanguage
}

/** As much of a classification as papers say. */
export interface ClassificationView {
  /** `in_scope`, `steward_regime`, `not_a_product`, … as the catalogue names them. */
  readonly scope: string
  readonly roles: readonly string[]
  readonly class: string | undefined
  readonly category: string | undefined
  /** `full`, `steward_only`, `reporting_only`, `none`. */
  readonly applies: string
  readonly routes: readonly RouteView[]
  readonly obligations: readonly string[]
  readonly support?: {
    readonly minimumYears: number
    readonly expectedYears?: number
    /** `YYYY-MM`. */
    readonly endNotBefore?: string
  }
  /** `YYYY-MM-DD`, Art. 13(13). */
  readonly retainUntil?: string
}

export interface RouteView {
  /** `A`, `B+C`, `H`, `CERT`, or the procedure of another act. */
  readonly id: string
  /** Undefined: hangs on a question that is open. */
  readonly allowed: boolean | undefined
  /** False: the law allows it, and nobody can use it today; undefined: not known. */
  readonly isAvailable: boolean | undefined
}

export interface InventorySummary {
  /** RFC 3339. */
  readonly readAt: string
  readonly components: number
  readonly direct: number
  readonly withVersion: number
  readonly withLicense: number
  readonly ecosystems: readonly { readonly id: string; readonly components: number }[]
  readonly files: readonly { readonly path: string; readonly status: string; readonly packages: number }[]
}

export interface FindingsSummary {
  /** RFC 3339: how fresh the advisories are. */
  readonly asOf: string
  readonly sources: readonly string[]
  readonly bySeverity: readonly { readonly severity: string; readonly findings: number }[]
  readonly findings: readonly FindingLine[]
  /** Components that no source can speak about. */
  readonly unknown: number
}

export interface FindingLine {
  readonly id: string
  readonly purl: string
  readonly severity: string
  readonly fixedIn: string | undefined
  /** Undefined: nobody decided, or the decision was taken back. */
  readonly decision: DecisionLine | undefined
}

/** What a person decided about one finding. A text under embargo is masked before it comes here. */
export interface DecisionLine {
  readonly status: VexStatus
  readonly justification?: VexJustification
  /** Only `in-force` speaks for the product. */
  readonly standing: Exclude<DecisionStanding, 'revoked'>
  /** In the decider's words. */
  readonly reason: string
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  /** `YYYY-MM-DD`: last day. */
  readonly expires?: string
  /** What is to be done, and by which day (`YYYY-MM-DD`), where the product is affected. */
  readonly action?: string
  readonly deadline?: string
}

/** The least that a structured risk assessment (Art. 13(2)-(4)) must bring to be printed. */
export interface RiskView {
  /** File that it was read from, such as `risk.yaml`. */
  readonly file: string
  /** Points that its own check finds missing; an item of the catalogue with one of them stays a gap. */
  readonly openPoints?: readonly { readonly item: string; readonly at: string; readonly code: string }[]
  readonly intendedPurpose?: string
  readonly foreseeableUse?: readonly string[]
  readonly expectedUseYears?: number
  readonly version?: string
  readonly author?: string
  readonly approvedBy?: string
  readonly reviewTriggers?: readonly string[]
  /** `YYYY-MM-DD`. */
  readonly nextReview?: string
  readonly environment?: readonly string[]
  readonly users?: readonly string[]
  readonly assets?: readonly string[]
  readonly boundary?: readonly string[]
  readonly threats: readonly RiskThreat[]
  readonly requirements: readonly RiskRequirement[]
  /** How residual risk is judged, as the law asks: against the product. */
  readonly treatment?: readonly string[]
  readonly constraints?: readonly string[]
}

export interface RiskThreat {
  readonly id: string
  readonly title: string
  readonly likelihood: string
  readonly impact: string
  readonly treatment: string | undefined
  readonly residual: string | undefined
}

export interface RiskRequirement {
  /** Catalogue id, such as `ECR-I-2e`. */
  readonly id: string
  readonly applies: 'yes' | 'no' | 'unknown'
  /** How it is met, or why it does not apply (Art. 13(4)). */
  readonly text: string | undefined
}

export interface DiligenceView {
  /** Components that risk sets apart. */
  readonly entries: readonly DueDiligenceEntry[]
  /** Third-party components that nothing set apart. */
  readonly others: number
  readonly upstream: readonly {
    readonly package: string
    readonly vulnerability: string
    readonly reported: string
    readonly fix: string
  }[]
}

/** One component looked at before it was built in (Art. 13(5)). Undefined members are gaps. */
export interface DueDiligenceEntry {
  readonly purl: string
  readonly reason?: string
  readonly license?: string
  readonly maintenance?: string
  readonly vulnerabilities?: string
  readonly supportEnd?: string
  readonly decision?: string
  /** It was decided once, and what changed since. */
  readonly stale?: string
  readonly by?: string
}
