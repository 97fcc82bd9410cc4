/** What sources say about packages: claims stay apart by source and record; merging comes later and is policy. */

/** One bound of a range (OSV schema 1.7.5, `events`). */
export type RangeEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly lastAffected: string }
  | { readonly limit: string }

/** Three notations, each kept as its source wrote it; evaluation reads them. */
export type AffectedRange = EventRange | NativeRangeClaim | VersRangeClaim

export interface EventRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM'
  /** As the source wrote them; evaluation sorts. */
  readonly events: readonly RangeEvent[]
}

/** Ranges in the words of a package manager: a version is in when it fulfils one of them. */
export interface NativeRangeClaim {
  readonly type: 'NATIVE'
  /** Id of a notation in `versions/native` (`gem`, `composer`, `npm`, …). */
  readonly notation: string
  /** Whether the versions inside are the affected ones, or the only ones that are not. */
  readonly says: 'affected' | 'clear'
  readonly ranges: readonly string[]
}

export interface VersRangeClaim {
  readonly type: 'VERS'
  readonly vers: string
}

export interface SeverityVector {
  /** `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, `Ubuntu`, … as the source names it. */
  readonly type: string
  /** A CVSS vector, or a word. */
  readonly score: string
}

/** What one record of one source claims about one package. */
export interface AdvisoryClaim {
  /** The record's own id. */
  readonly record: string
  /** Name of the source that the record was imported from. */
  readonly source: string
  /** SHA-256 of the record's bytes as upstream sent them, lowercase hex. */
  readonly digest: string
  /** Full ecosystem name as upstream writes it, suffix included (`Debian:12`). */
  readonly ecosystem: string
  /** Package name as upstream writes it. */
  readonly name: string
  readonly aliases: readonly string[]
  readonly summary?: string
  /** RFC 3339, as upstream wrote them. */
  readonly published?: string
  readonly modified?: string
  readonly withdrawn?: string
  /** Known malicious code, not a flaw: the whole package is the problem. */
  readonly isMalicious: boolean
  /** RustSec `informational` (unmaintained, unsound, notice): for policy, not a vulnerability. */
  readonly informational?: string
  readonly ranges: readonly AffectedRange[]
  readonly versions: readonly string[]
  /** Versions that the source names as fixed apart from its ranges; as written, unchecked, absent when it names none. */
  readonly patched?: readonly string[]
  /** Of the affected entry where it has its own, else of the record. */
  readonly severity: readonly SeverityVector[]
  /** Ids of the approved statements that changed what the source says here; absent where none did. */
  readonly curatedBy?: readonly string[]
}
