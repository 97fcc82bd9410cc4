/** What sources say about a vulnerability apart from its packages: changes daily, and never touches an advisory. */

/** Where a signal comes from, and of when it is. */
export interface SignalOrigin {
  /** Id of the vulnerability, a CVE as a rule. */
  readonly id: string
  readonly source: string
  /** Record of the source that says it. */
  readonly record: string
  /** SHA-256 of that record's bytes, lowercase hex. */
  readonly digest: string
  /** Date or RFC 3339 time, as the source wrote it; of the statement, not of the download. */
  readonly date?: string
}

/** FIRST EPSS: both numbers from 0 to 1. */
export interface EpssSignal extends SignalOrigin {
  readonly kind: 'epss'
  readonly score: number
  readonly percentile: number
}

/** Known to be exploited: CISA's catalogue, or the EU's (EUVD). */
export interface KevSignal extends SignalOrigin {
  readonly kind: 'kev'
  readonly catalogue: 'cisa' | 'eu'
  readonly added?: string
  /** By when US agencies must act. */
  readonly due?: string
  readonly ransomware: 'known' | 'unknown'
}

/** CISA's SSVC decision points, as in its CVE 5 container. */
export interface SsvcSignal extends SignalOrigin {
  readonly kind: 'ssvc'
  readonly exploitation: 'none' | 'poc' | 'active'
  readonly automatable: 'yes' | 'no'
  readonly technicalImpact: 'partial' | 'total'
  readonly version?: string
}

/** A signed statement about a claim (`id`: digest of its record), a package (core purl), another statement, or `reviews` for all. */
export interface ReviewSignal extends SignalOrigin {
  readonly kind: 'review'
}

export type Signal = EpssSignal | KevSignal | ReviewSignal | SsvcSignal

/** A list that its publisher keeps whole: what it does not name is not on it. */
export type SignalCatalogue = 'epss' | 'kev'
