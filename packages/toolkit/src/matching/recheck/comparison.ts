/** What two runs over one product differ in, and why: the words of a re-check. */
import type { Finding, FindingsReport, Purl, UnknownComponent } from '../../model/index.ts'

/** What a record said of a package at one time: enough to tell a new advisory from one that changed. */
export interface RecordPrint {
  readonly source: string
  readonly record: string
  readonly digest: string
  /** All of its ranges for the package, one line, as written. */
  readonly range: string
  readonly isWithdrawn: boolean
}

/** One run over the product. */
export interface Run {
  readonly report: FindingsReport
  /** Purls of the third-party components, with version. */
  readonly components: readonly Purl[]
  /** What records said of a component's package, whatever its version; undefined where that was not kept. */
  readonly recordsOf?: (purl: Purl) => readonly RecordPrint[] | undefined
}

/** Why a finding is new. */
export type NewCode =
  /** No record of it spoke of the package before. */
  | 'ADVISORY_NEW'
  /** A record of it was there and did not count the version in. */
  | 'RANGE_WIDENED'
  /** A record was taken back before, and is not any more. */
  | 'ADVISORY_RESTORED'
  /** What records said before was not kept: new or changed. */
  | 'ADVISORY_NEW_OR_CHANGED'
  | 'COMPONENT_ADDED'
  | 'COMPONENT_UPGRADED'
  | 'SOURCE_ADDED'

/** Why a finding is gone. */
export type GoneCode =
  | 'ADVISORY_WITHDRAWN'
  | 'ADVISORY_REMOVED'
  | 'RANGE_NARROWED'
  | 'ADVISORY_REMOVED_OR_CHANGED'
  | 'COMPONENT_REMOVED'
  | 'COMPONENT_UPGRADED'
  | 'SOURCE_LOST'

/** What changed about a finding that both runs have. */
export type ChangeCode =
  | 'ADVISORY_CHANGED'
  | 'DISPUTE_CHANGED'
  | 'EPSS_CHANGED'
  | 'FIX_CHANGED'
  | 'GROUP_RENAMED'
  | 'GROUPS_MERGED'
  | 'GROUPS_SPLIT'
  | 'KEV_ADDED'
  | 'KEV_REMOVED'
  | 'RANGE_CHANGED'
  | 'REACHABILITY_CHANGED'
  | 'RECORD_ADDED'
  | 'RECORD_LOST'
  | 'SEVERITY_CHANGED'
  | 'SOURCE_ADDED'
  | 'SOURCE_LOST'
  | 'SSVC_CHANGED'
  | 'USE_CHANGED'
  | 'VERSION_CHANGED'

export interface Told<C extends string> {
  readonly code: C
  readonly values: Readonly<Record<string, string | number>>
  /** One English sentence. */
  readonly message: string
}

export interface ChangedFinding {
  readonly before: Finding
  readonly after: Finding
  /** At least one; by code. */
  readonly changes: readonly Told<ChangeCode>[]
}

export interface Comparison {
  readonly new: readonly { readonly finding: Finding; readonly cause: Told<NewCode> }[]
  readonly gone: readonly { readonly finding: Finding; readonly cause: Told<GoneCode> }[]
  readonly changed: readonly ChangedFinding[]
  /** Findings of the later run that are as they were. */
  readonly unchanged: number
  /** Components of which something could be said before, or that are new, and of which nothing can be said now. */
  readonly nowUnknown: readonly UnknownComponent[]
  /** Names of sources, sorted. A stale one no longer proves that nothing is new. */
  readonly sources: {
    readonly added: readonly string[]
    readonly lost: readonly string[]
    readonly stale: readonly string[]
  }
}
