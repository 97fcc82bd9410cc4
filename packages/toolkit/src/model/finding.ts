/** A finding is a component and an advisory that meet: the one object that policy, VEX, report and CRA status read. */
import type { Issue } from '../base/index.ts'
import type { Relation, Scope } from './component.ts'
import type { Purl } from './purl/purl.ts'
import type { Reachability } from './reachability.ts'
import type { SignalCatalogue } from './signal.ts'
import type { FindingDecision } from './vex.ts'

/** The very statement that matched (design 10.3). */
export interface Match {
  readonly source: string
  readonly record: string
  readonly digest: string
  readonly kind: 'range' | 'versions'
  /** The range as written, one line; or the listed version. */
  readonly range: string
  readonly introduced?: string
  readonly fixed?: string
  readonly lastAffected?: string
}

export type SeverityLevel = 'critical' | 'high' | 'medium' | 'low' | 'none' | 'unknown'

/** What one source says of how bad it is: a vector, or a bare score, or a word; each is kept apart from the others. */
export interface Severity {
  readonly source: string
  /** CVSS vector as the source wrote it; empty where it gives only a score or a word. */
  readonly vector: string
  /**
   * Of the vector: the base score, of CVSS 4.0 with the threat and environmental metrics that it has. Of a source that
   * gives a score without a vector: its score. Absent where neither can be had; never made from a word.
   */
  readonly score?: number
  /** The source's own word (`moderate`), as written; only where it gives no vector and no score. */
  readonly word?: string
}

export interface Fix {
  /** Lowest version above the found one that no claim of this group covers; undefined when none is known. */
  readonly nearest?: string
  /** The dependency of the product to bump, where the component is transitive. */
  readonly direct?: Purl
  readonly kind: 'upgrade' | 'upgrade-direct' | 'remove' | 'none-known'
}

/**
 * What is known of attacks, under any id of the group. A part that is absent is unknown: no loaded source speaks of it.
 * An empty `kev` is a statement: a loaded, fresh catalogue does not list it.
 */
export interface Exploitation {
  /** FIRST EPSS, the highest of the group's ids: both numbers from 0 to 1. */
  readonly epss?: { readonly score: number; readonly percentile: number; readonly date?: string }
  readonly kev?: readonly {
    readonly catalogue: 'cisa' | 'eu'
    readonly added?: string
    readonly due?: string
    readonly ransomware: 'known' | 'unknown'
  }[]
  /** CISA's decision points as published; the decision itself needs the product's facts (`priority`). */
  readonly ssvc?: {
    readonly exploitation: 'none' | 'poc' | 'active'
    readonly automatable: 'yes' | 'no'
    readonly technicalImpact: 'partial' | 'total'
  }
}

/** A record of the same flaw that speaks of the package and does not count this version in. */
export interface Dissent {
  readonly source: string
  readonly record: string
  /** What it counts in, one line, as written; empty when it lists versions only. */
  readonly range: string
}

/** Groups of the queue by reason, first to last (docs/guide/triage.md). */
export const priorityGroups = [
  'malicious',
  'exploited',
  'one-upgrade-away',
  'disputed',
  'stale-decision',
  'waiting',
  'rest',
  'decided',
] as const
export type PriorityGroup = (typeof priorityGroups)[number]

/** A fact that decided, as a code and its values, so that every language can say it (`matching/priority/words`). */
export interface PriorityReason {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

/** CISA's SSVC decision (CERT/CC, decision table `cisa:CISA_COORDINATOR` 2.0.3). */
export type SsvcDecision = 'track' | 'track*' | 'attend' | 'act'

/** Its four inputs; `derived` names those that nobody published and that were read off the CVSS vector. */
export interface SsvcInputs {
  readonly exploitation: 'none' | 'poc' | 'active'
  readonly automatable: 'yes' | 'no'
  readonly technicalImpact: 'partial' | 'total'
  readonly missionAndWellBeing: 'low' | 'medium' | 'high'
  readonly derived: readonly ('automatable' | 'technicalImpact')[]
}

/** Why the finding stands where it stands in the queue. */
export interface Priority {
  /** From 1, over all findings of the report. */
  readonly rank: number
  readonly group: PriorityGroup
  /** One English sentence with the facts that decided. */
  readonly because: string
  /** The same facts, most telling first. */
  readonly reasons: readonly PriorityReason[]
  /** Absent where an input is unknown: no default stands in for a fact. */
  readonly ssvc?: SsvcDecision
  /** Present with `ssvc`. */
  readonly ssvcInputs?: SsvcInputs
}

export interface Finding {
  /** Stable key: purl and group. */
  readonly key: string
  readonly purl: Purl
  /** Id of the alias group (design 10.2): ecosystem's own id, else GHSA, else CVE, else first by code unit. */
  readonly group: string
  /** All ids of the group, sorted. */
  readonly aliases: readonly string[]
  /** Ids of every source record that hit, sorted. */
  readonly records: readonly string[]
  readonly summary?: string
  readonly isMalicious: boolean
  readonly informational?: string
  readonly published?: string
  readonly matched: readonly Match[]
  readonly severity: readonly Severity[]
  readonly level: SeverityLevel
  /** Highest score of `severity`. */
  readonly score?: number
  /** Records that disagree about this version, sorted; absent where none does. */
  readonly disputed?: readonly Dissent[]
  readonly fix: Fix
  /** Shortest path per direct dependency, from it to the component; at most ten. */
  readonly paths: readonly (readonly Purl[])[]
  readonly scope: Scope
  readonly relation: Relation
  /** True where only lock files of tests, examples or documents state the component; absent otherwise. */
  readonly isOnlyTested?: true
  /** Import paths or symbols that the records name as affected, sorted; absent where they name none. */
  readonly affectedPaths?: readonly string[]
  /** Absent where no source of such signals is loaded. */
  readonly exploitation?: Exploitation
  /** Absent where no search was made (an SBOM, or `--no-reachability`). */
  readonly reachability?: Reachability
  /** Absent where nobody decided. */
  readonly decision?: FindingDecision
  /** Absent where the findings were not put in order (a bare `scan`). */
  readonly priority?: Priority
}

/** Why nothing can be said about a component (design 10.2). */
export type UnknownReason =
  | 'NO_SOURCE_FOR_TYPE'
  | 'VERSION_MISSING'
  | 'VERSION_UNPARSABLE'
  | 'SOURCE_STALE'
  | 'INPUT_NOT_A_PURL'

export interface UnknownComponent {
  readonly purl: Purl
  readonly reason: UnknownReason
  readonly detail?: string
}

export interface SourceStatus {
  readonly name: string
  /** Ecosystems it has records of. */
  readonly ecosystems: readonly string[]
  /** Ecosystems for which it claims to know all published advisories. */
  readonly covers: readonly string[]
  readonly records: number
  /** RFC 3339: how fresh its content is known to be. */
  readonly asOf: string
  /** Date of the newest credible record. */
  readonly newestRecord?: string
  readonly isStale: boolean
  readonly license?: string
  /** Catalogues of signals that it claims to hold whole: where it is fresh, its silence is a statement. Absent for none. */
  readonly catalogues?: readonly SignalCatalogue[]
}

export interface FindingsReport {
  readonly schema: string
  readonly asOf: string
  readonly sources: readonly SourceStatus[]
  readonly findings: readonly Finding[]
  readonly unknown: readonly UnknownComponent[]
  readonly issues: readonly Issue[]
}
