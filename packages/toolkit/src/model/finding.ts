/** A finding is a component and an advisory that meet: the one object that policy, VEX, report and CRA status read. */
import type { Issue } from '../base/index.ts'
import type { Relation, Scope } from './component.ts'
import type { Purl } from './purl/purl.ts'

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

export interface Severity {
  readonly source: string
  readonly vector: string
  /** CVSS base score; undefined when the vector cannot be scored. */
  readonly score?: number
}

export interface Fix {
  /** Lowest version above the found one that no claim of this group covers; undefined when none is known. */
  readonly nearest?: string
  /** The dependency of the product to bump, where the component is transitive. */
  readonly direct?: Purl
  readonly kind: 'upgrade' | 'upgrade-direct' | 'remove' | 'none-known'
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
  readonly fix: Fix
  /** Shortest path per direct dependency, from it to the component; at most ten. */
  readonly paths: readonly (readonly Purl[])[]
  readonly scope: Scope
  readonly relation: Relation
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
}

export interface FindingsReport {
  readonly schema: string
  readonly asOf: string
  readonly sources: readonly SourceStatus[]
  readonly findings: readonly Finding[]
  readonly unknown: readonly UnknownComponent[]
  readonly issues: readonly Issue[]
}
