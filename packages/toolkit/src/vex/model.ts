/** Two shapes: what a document of anybody states (statement), and what a person of this house decided (decision). */
import type {
  AnalysisJustification,
  Component,
  DecisionScope,
  Purl,
  VexJustification,
  VexResponse,
  VexStatus,
} from '../model/index.ts'

// --- documents ---------------------------------------------------------------------------------------------------

export type VexFormat = 'openvex' | 'cyclonedx' | 'csaf' | 'spdx'

/** How far the user trusts an author; set at import, never by the document. */
export type VexTrust = 'own' | 'supplier' | 'other'

/** One thing that a statement is about, as the document names it. */
export interface VexProduct {
  /** Canonical purl where the document gives a legal one; without version it means every version. */
  readonly purl?: Purl
  /** Versions covered, as a vers range, where the document gives a range instead of one version. */
  readonly versions?: string
  /** Everything else that identifies it: the document's own id, CPE, hashes as `sha256:…`, serial number with bom-ref. Sorted. */
  readonly ids: readonly string[]
  readonly name?: string
  /** OpenVEX subcomponents, CSAF "component in product": the statement is about them inside the product, never alone. */
  readonly subcomponents: readonly VexProduct[]
}

/** One status of one vulnerability in some products. */
export interface VexStatement {
  readonly vulnerability: {
    /** The name that the document puts first. */
    readonly id: string
    /** All other names, sorted. */
    readonly aliases: readonly string[]
    readonly description?: string
  }
  /** Never empty. */
  readonly products: readonly VexProduct[]
  readonly status: VexStatus
  readonly justification?: VexJustification
  /** CycloneDX only; kept so that a round trip loses nothing. */
  readonly analysis?: AnalysisJustification
  /** Sorted. */
  readonly responses: readonly VexResponse[]
  /** Why it is not affected, in words (OpenVEX `impact_statement`, CSAF threat of category `impact`, CycloneDX `detail`). */
  readonly impact?: string
  /** What to do (OpenVEX `action_statement`, CSAF remediation details, CycloneDX `workaround` or `recommendation`). */
  readonly action?: string
  /** RFC 3339 or date: when the action statement was made. */
  readonly actionAt?: string
  readonly notes?: string
  readonly supplier?: string
  /** RFC 3339: of the statement, else of its document. */
  readonly at?: string
}

/** A document as read: statements, and all that its format has no place for elsewhere is in `issues` of the reading. */
export interface VexDocument {
  readonly format: VexFormat
  readonly formatVersion: string
  /** The document's own id; a digest of its bytes where it has none. */
  readonly id: string
  readonly author?: string
  readonly role?: string
  readonly version?: string
  /** RFC 3339. */
  readonly issued?: string
  readonly updated?: string
  readonly tooling?: string
  readonly statements: readonly VexStatement[]
}

// --- decisions ---------------------------------------------------------------------------------------------------

/** What is decided: the four statuses with what each needs (OpenVEX 0.2.0; CSAF 2.1 section 4.5; CycloneDX `analysis`). */
export interface Verdict {
  readonly status: VexStatus
  /** Required with `not_affected`, unless `impact` says why; absent otherwise. */
  readonly justification?: VexJustification
  readonly analysis?: AnalysisJustification
  readonly responses: readonly VexResponse[]
  /** Why it is not affected; readers outside see it. */
  readonly impact?: string
  /** Required with `affected`: what users should do, or what we do. */
  readonly action?: string
  /** `YYYY-MM-DD`: by when the action, or the investigation, is to be done. */
  readonly deadline?: string
}

/** The document that an imported decision comes from. */
export interface ImportedFrom {
  readonly id: string
  readonly author?: string
  /** SHA-256 of its bytes, lowercase hex. */
  readonly digest: string
  /** RFC 3339: when it said so; what leaves the house again carries this time. */
  readonly statedAt?: string
  /** RFC 3339: when its action statement was made. */
  readonly actionAt?: string
}

/** One step in the life of a decision; entries are added and never edited. */
export type DecisionEntry =
  | {
      readonly kind: 'decide' | 'import'
      /** RFC 3339. */
      readonly at: string
      readonly by: string
      /** In the decider's words; for colleagues, not for readers outside. */
      readonly reason: string
      readonly verdict: Verdict
      /** Facts that it was made on: what must stay for it to hold. */
      readonly basis: DecisionBasis
      /** `YYYY-MM-DD`: last day. Nothing is decided for ever. */
      readonly expires: string
      /** It also ends with the next release of the product; the basis names the release. */
      readonly untilNextRelease?: true
      /** Whether a second person must confirm before it speaks. */
      readonly needsConfirmation: boolean
      /** Code of the machine's proposal that was accepted, where one was. */
      readonly proposal?: string
      /** `import`: which document said it. */
      readonly document?: ImportedFrom
    }
  /** Another person than the decider has looked at the evidence. */
  | {
      readonly kind: 'confirm' | 'reject'
      readonly at: string
      readonly by: string
      readonly reason?: string
    }
  | { readonly kind: 'revoke'; readonly at: string; readonly by: string; readonly reason: string }
  | { readonly kind: 'note'; readonly at: string; readonly by: string; readonly reason: string }

/** The finding as it was when the decision was made (design 10.3: purl, any shared alias, product). */
export interface DecisionBasis {
  /** With version. */
  readonly purl: Purl
  /** Id of the product in which it was found. */
  readonly product: string
  /** What each source said, sorted by record, source and range. */
  readonly records: readonly {
    readonly source: string
    readonly record: string
    /** SHA-256 of the record's bytes, lowercase hex. */
    readonly digest: string
    /** As `Match.range`. */
    readonly range: string
  }[]
  /** CVSS vectors that the sources gave, once each, sorted. */
  readonly severity: readonly string[]
  /** As `Finding.affectedPaths`. */
  readonly affectedPaths?: readonly string[]
  /** State of the import-level search at that time; absent where none was made. */
  readonly reachability?: 'imported' | 'development-only' | 'not-seen' | 'unknown'
  readonly scope: Component['scope']
  /** Whether a loaded catalogue listed it as exploited; absent where no catalogue was loaded. */
  readonly exploited?: boolean
  /** Version of the product, where it had one. */
  readonly release?: string
}

/** One file of `.occtet/decisions/`: one vulnerability in one package, decided by people over time. */
export interface DecisionRecord {
  readonly schema: 'occtet.decision/1'
  /** Names the file: letters, digits, `.`, `-`, `_`. */
  readonly id: string
  readonly vulnerability: { readonly id: string; readonly aliases: readonly string[] }
  /** Without version. */
  readonly component: Purl
  readonly holds: {
    readonly scope: DecisionScope
    /** Id of the product (`.occtet/product.yaml`); absent for `organisation`. */
    readonly product?: string
    /** `release-range`: versions of the product, as a vers range. */
    readonly releases?: string
    /**
     * Versions of the component, as a vers range; absent: only the version of the basis (`finding`), every version
     * (`product`), or every version that the same records still cover with the same ranges (all others).
     */
    readonly versions?: string
  }
  /** Embargoed decisions lie in the private folder and leave the house only when the day is past (`YYYY-MM-DD`). */
  readonly embargoUntil?: string
  /** Oldest first; never empty. */
  readonly entries: readonly DecisionEntry[]
}

/** The product that decisions are applied to and VEX is written for. */
export interface VexSubject {
  /** Id of the profile, else the name of the tree. */
  readonly id: string
  readonly name: string
  readonly version?: string
  /** Of the profile, else `pkg:generic/NAME@VERSION`. */
  readonly purl: Purl
  readonly supplier?: string
}
