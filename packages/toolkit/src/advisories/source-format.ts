/** The shape that every source of advisories has: one file in `sources/`, one registry, one contract test. */
import type { Result } from '../base/index.ts'
import type { AdvisoryClaim, SeverityVector, Signal, SignalCatalogue } from '../model/index.ts'

/** Why an entry of a source was not kept. Each is counted in the import's report. */
export type DropReason =
  | 'BAD_CRC'
  | 'BAD_DATA'
  | 'DUPLICATE_ID'
  | 'ENCRYPTED'
  /** The record is of the form, but says nothing that can be kept: neither claim, fact nor signal. */
  | 'EMPTY'
  | 'METHOD_UNSUPPORTED'
  /** The file belongs to the feed but is none of its records: a licence, a schema, an index. */
  | 'NOT_A_RECORD'
  | 'NOT_JSON'
  | 'NOT_UTF8'
  | 'NOT_XML'
  | 'NOT_YAML'
  | 'NO_ID'
  | 'TOO_LARGE'

/** One file of a feed, or one piece of a file that holds many records. */
export interface SourceFile {
  /** Inside the archive or folder, `/` between parts; a piece has `#` and its place or name added. */
  readonly path: string
  readonly text: string
}

/** What a format is asked to recognise: the path, and the first megabyte of the text. */
export type Sample = SourceFile

export interface ReadContext {
  /** Name of the source that the record is imported from. */
  readonly source: string
  /** SHA-256 of the record's bytes, lowercase hex. */
  readonly digest: string
  /** Milliseconds; dates after it are not credible. */
  readonly now: number
}

/** A record of any source, in the words of the model. */
export interface SourceRecord {
  readonly id: string
  /** Other ids of the same flaw; never `upstream` or `related` ones. */
  readonly aliases: readonly string[]
  readonly modified?: string
  /** The source takes the record back: withdrawn, rejected or revoked. */
  readonly isWithdrawn: boolean
  /** Milliseconds of the latest credible date in the record. */
  readonly newest?: number
  /** In the order of the record. Empty where it names no package that a purl could find. */
  readonly claims: readonly AdvisoryClaim[]
  /** Affected entries that name no package: nothing can find them by purl. */
  readonly unnamedEntries: number
  readonly signals: readonly Signal[]
  /** What `db show` and `db explain` tell beside the claims; worked out only when asked. */
  readonly facts: () => RecordFacts
}

export interface RecordFacts {
  readonly status: 'published' | 'withdrawn' | 'rejected' | 'disputed'
  readonly title?: string
  readonly details?: string
  /** As upstream wrote them. */
  readonly published?: string
  readonly modified?: string
  readonly withdrawn?: string
  /** `by`: who rated it, where that is not the source itself. */
  readonly severity: readonly (SeverityVector & { readonly by?: string })[]
  /** `CWE-79`, as the source orders them. */
  readonly weaknesses: readonly string[]
  readonly references: readonly { readonly url: string; readonly type?: string }[]
  /** Ids that the record was made from (OSV `upstream`): other flaws or other views, never aliases. */
  readonly upstream: readonly string[]
  readonly related: readonly string[]
  /** Parts of packages that it names as affected; absent where it names none. */
  readonly paths?: readonly AffectedPaths[]
}

export interface AffectedPaths {
  readonly ecosystem: string
  readonly name: string
  /** Import paths or functions; a symbol stands behind `#`. */
  readonly paths: readonly string[]
}

/** One form in which advisories are published. Pure and total: text in, never throws, whatever the text. */
export interface SourceFormat {
  /** Kept with each layer, so that its records can be read again; never renamed. */
  readonly id: string
  /** For people: `RubySec advisories (YAML)`. */
  readonly title: string
  /** What its records may say that an index finds: claims about packages, or signals. Empty: they are found by id only. */
  readonly yields: readonly ('claims' | Signal['kind'])[]
  /** The catalogue of signals that a feed of this form is the whole of; absent: it is none, or may be a part. */
  readonly catalogue?: SignalCatalogue
  /** Name of the source; absent where the same form comes from many, and the path names it. */
  readonly source?: string
  /** SPDX expression, or free text where the source states none. */
  readonly license?: string
  /** OSV ecosystems whose packages it knows completely; absent: its silence means nothing, or the folder decides. */
  readonly covers?: readonly string[]
  /** Whether a file is of this form. Asked of a few files only; must not say yes to another's. */
  readonly recognises: (sample: Sample) => boolean
  /** Records of a file that holds many. Absent: each file is one. A file that cannot be cut yields itself. */
  readonly split?: (file: SourceFile) => Iterable<SourceFile>
  readonly read: (file: SourceFile, context: ReadContext) => Result<SourceRecord, DropReason>
}
