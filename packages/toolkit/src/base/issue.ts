/** An issue says what could not be read: never a gap in a result without one of these beside it. */

export type IssueCode =
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'FILE_NOT_UTF8'
  | 'FOLDER_UNREADABLE'
  | 'LINK_SKIPPED'
  | 'SYNTAX_INVALID'
  | 'NESTING_TOO_DEEP'
  | 'DUPLICATE_KEY'
  | 'SHAPE_UNEXPECTED'
  | 'FORMAT_VERSION_UNSUPPORTED'
  | 'FORMAT_UNSUPPORTED'
  | 'ENTRY_UNREADABLE'
  | 'VERSION_UNRESOLVED'
  | 'VERSION_UNPARSABLE'
  | 'PURL_INVALID'
  | 'REFERENCE_MISSING'
  | 'INCLUDE_MISSING'
  | 'LOCK_MISSING'
  | 'RANGE_INVALID'
  | 'PARSER_FAILED'
  | 'DIGEST_MISMATCH'

/** `error`: the file gave nothing. `warning`: something of it is lost or doubtful. `note`: nothing is lost. */
export type IssueLevel = 'error' | 'warning' | 'note'

export interface Issue {
  readonly code: IssueCode
  readonly level: IssueLevel
  /** Path relative to the scanned root, with forward slashes. */
  readonly path: string
  /** 1-based line, where one is known. */
  readonly line?: number
  /** What was expected and what was found. */
  readonly message: string
  /** What the user can do about it. */
  readonly hint?: string
}

/** The good part of some input together with what was lost of the rest. */
export interface WithIssues<T> {
  readonly value: T
  readonly issues: readonly Issue[]
}
