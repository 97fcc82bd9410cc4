/** A cybersecurity risk assessment as structured data (Art. 13(2)-(4)); the file `risk.yaml` of a product. */

/** 1 rare, 2 possible, 3 likely, 4 expected · 1 small, 2 noticeable, 3 serious, 4 severe. */
export type Step = 1 | 2 | 3 | 4

export type RiskLevel = 'low' | 'medium' | 'high' | 'critical'

/**
 * Handing a risk on to users or an insurer is no treatment: the product itself has to carry it
 * (C(2026) 5252, points 157-163).
 */
export type Treatment = 'reduce' | 'avoid' | 'accept'

export interface Measure {
  readonly what: string
  /** Requirement of Annex I that the measure serves. */
  readonly requirement?: string
  /** Path or address of what proves it. */
  readonly evidence?: string
}

/** A threat of the starting set, or one of the user's own (`OWN-…`, then with `title` and `requirements`). */
export interface ThreatRecord {
  readonly id: string
  readonly title?: string
  readonly requirements?: readonly string[]
  /** Absent: nobody has decided yet. */
  readonly applies?: boolean
  /** Why it does not apply, or why the risk that is left is acceptable for this product. */
  readonly reason?: string
  readonly likelihood?: Step
  readonly impact?: Step
  /** The harm could be to health or safety (Art. 13(2)). */
  readonly concernsSafety?: boolean
  readonly treatment?: Treatment
  readonly measures?: readonly Measure[]
  /** What is left after the measures. */
  readonly residual?: { readonly likelihood: Step; readonly impact: Step }
}

/** Whether one of the 22 requirements applies, and how it is met or why not (Art. 13(3)-(4)). */
export interface ApplicabilityRecord {
  readonly requirement: string
  /** Absent: not decided. Point (1) and Part II always apply to a manufacturer. */
  readonly applies?: boolean
  readonly how?: string
  readonly reason?: string
  readonly measures?: readonly Measure[]
}

export interface Interface {
  readonly name: string
  readonly exposure: 'internet' | 'local-network' | 'physical' | 'user' | 'other-software'
  readonly protection?: string
}

export interface Asset {
  readonly name: string
  readonly kind: 'data' | 'function' | 'component'
  readonly protect: readonly ('confidentiality' | 'integrity' | 'availability' | 'safety')[]
}

export interface RiskAssessment {
  readonly schema: 'occtet.risk/1'
  readonly version?: string
  readonly author?: string
  readonly approved?: { readonly by: string; readonly at: string }
  /** `YYYY-MM-DD`. */
  readonly reviewedAt?: string
  readonly nextReview?: string
  readonly reviewTriggers: readonly string[]
  readonly intendedPurpose?: string
  readonly foreseeableUse: readonly string[]
  readonly foreseeableMisuse: readonly string[]
  readonly environment?: string
  readonly users?: string
  readonly assets: readonly Asset[]
  readonly expectedUseYears?: number
  readonly boundary: {
    readonly parts: readonly string[]
    readonly interfaces: readonly Interface[]
    readonly remoteDataProcessing: readonly string[]
    readonly thirdPartyServices: readonly string[]
  }
  readonly threats: readonly ThreatRecord[]
  readonly requirements: readonly ApplicabilityRecord[]
  /** Such as legacy protocols that cannot be changed, with what makes up for them. */
  readonly constraints: readonly { readonly what: string; readonly compensation: string }[]
}

/** A threat of the starting set. */
export interface Threat {
  readonly id: string
  readonly category: string
  /** Any of these traits makes it come into question; empty: always. */
  readonly traits: readonly string[]
  /** `basic` threats are for every product; `full` ones for important and critical products, or on wish. */
  readonly depth: 'basic' | 'full'
  readonly requirements: readonly string[]
}

export interface ThreatText {
  readonly title: string
  readonly question: string
}
