/** Due diligence on third-party components (Art. 13(5)) and reports to their makers (Art. 13(6)). */
import type { Purl, Relation, Scope, SeverityLevel } from '../../model/index.ts'

/** Why a component deserves a look; the law asks for depth by risk, not for a paper on each package. */
export type RiskReason =
  | 'direct'
  | 'open-advisory'
  | 'malicious'
  | 'version-unknown'
  | 'no-advisory-source'
  | 'no-license'
  | 'not-from-registry'

/** What the machine can tell, made anew at each run and never stored. */
export interface ComponentFacts {
  readonly purl: Purl
  /** Without version: the key of a decision. */
  readonly package: string
  readonly version: string | undefined
  readonly relation: Relation
  readonly scope: Scope
  readonly licenses: readonly string[]
  /** `path:line` of the first place that names it. */
  readonly foundAt: string
  /** Ids of open findings with their level. */
  readonly advisories: readonly {
    readonly id: string
    readonly level: SeverityLevel
    readonly fix?: string
  }[]
  /** Undefined: no source covers the component, which is not the same as none. */
  readonly advisoriesKnown: boolean
  /** The lock file pins the content by a hash. */
  readonly isPinned: boolean
  readonly reasons: readonly RiskReason[]
}

/** What a person decided about a package; stored in `diligence.yaml`. */
export interface ComponentDecision {
  /** Purl without version. */
  readonly package: string
  /** Version that was looked at. */
  readonly version?: string
  readonly decision: 'accepted' | 'accepted-with-measures' | 'replace'
  /** Why it was chosen or is kept. */
  readonly why: string
  readonly measures?: readonly string[]
  /** What was looked at: `CE marking`, `update history`, `own tests` … (recital 34). */
  readonly checks?: readonly string[]
  /** `YYYY-MM` or a sentence, as its maker states it. */
  readonly supportEnds?: string
  /** Who keeps it, and what to do if they stop. */
  readonly maintainer?: string
  readonly fallback?: string
  readonly by: string
  /** `YYYY-MM-DD`. */
  readonly at: string
  /** Advisories that were open and known when it was decided. */
  readonly advisories?: readonly string[]
}

/** A vulnerability that the manufacturer found in a component, and what became of it upstream. */
export interface UpstreamReport {
  readonly package: string
  readonly vulnerability: string
  /** `YYYY-MM-DD`. */
  readonly foundAt: string
  /** Where and when it was reported; absent with `notReported`. */
  readonly reported?: { readonly at: string; readonly to: string; readonly url?: string }
  /** Why no report was needed (C(2026) 5252, points 222-229). */
  readonly notReported?: 'maintainer-knows' | 'no-maintainer'
  /** Fix that was shared, where one was made (Art. 13(6), second sentence). */
  readonly fix?: { readonly at: string; readonly url: string }
  readonly by: string
}

export interface DiligenceFile {
  readonly schema: 'occtet.diligence/1'
  readonly decisions: readonly ComponentDecision[]
  readonly upstream: readonly UpstreamReport[]
}

export type DiligenceState =
  /** A person decided, and nothing has changed since. */
  | { readonly kind: 'decided'; readonly decision: ComponentDecision }
  /** Decided, but version or advisories are others now. */
  | {
      readonly kind: 'stale'
      readonly decision: ComponentDecision
      readonly changes: readonly ('version' | 'advisories' | 'older-than-a-year')[]
    }
  | { readonly kind: 'open' }

export interface DiligenceRow {
  readonly facts: ComponentFacts
  readonly state: DiligenceState
}

export interface DiligenceRecord {
  /** Components that deserve a look, riskiest first. */
  readonly rows: readonly DiligenceRow[]
  /** Third-party components in all; the rest is covered by scan and SBOM only, and the paper says so. */
  readonly components: number
  /** Decisions about packages that the product no longer has. */
  readonly orphans: readonly ComponentDecision[]
  readonly upstream: readonly UpstreamReport[]
  /** Reports that are neither sent nor excused. */
  readonly unreported: readonly UpstreamReport[]
}
