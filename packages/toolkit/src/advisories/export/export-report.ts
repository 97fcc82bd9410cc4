/** What an export could not carry or place: every single case, so that nothing is lost in silence. */

export type LossCode =
  /** Bounds that contain nothing; the form cannot say "unclear". */
  | 'RANGE_BROKEN'
  /** A bound that nobody can order is passed on as it is; a native range that cannot be read is left out. */
  | 'RANGE_UNREADABLE'
  /** OSV events cannot leave out a single version: it is counted as affected. */
  | 'RANGE_WIDENED'
  /** The form cannot take a record back, so that it is not written at all. */
  | 'WITHDRAWN'
  /** The form has no word for unmaintained and the like. */
  | 'INFORMATIONAL'
  /** No purl can name the package. */
  | 'PACKAGE_UNNAMED'
  /** The archive has one record of an id; another version of it is left out. */
  | 'OTHER_VERSION'
  /** No format of this build reads the record. */
  | 'RECORD_UNREADABLE'

export interface Loss {
  readonly code: LossCode
  readonly source: string
  readonly record: string
  /** Ecosystem and name, where it is about one package. */
  readonly package?: string
  readonly detail: string
}

export interface ExportIssue {
  /** `PATH_UNSAFE` files are not written; the others are, and may clash on some systems. */
  readonly code: 'PATH_UNSAFE' | 'PATH_NOT_PORTABLE' | 'PATH_CASE_CLASH'
  readonly path: string
  readonly message: string
}

export interface ExportReport {
  readonly files: number
  readonly packages: number
  readonly records: number
  /** Files with advisories of a package by version, `aboutcode` only. */
  readonly versions: number
  readonly losses: readonly Loss[]
  readonly issues: readonly ExportIssue[]
}

/** Absent: everything. */
export interface ExportScope {
  readonly sources?: ReadonlySet<string>
  readonly types?: ReadonlySet<string>
}

export interface ExportFile {
  /** Zip archive that the path is inside of; absent: a file of its own. */
  readonly archive?: string
  /** `/` between parts; checked, so that it stays inside the folder. */
  readonly path: string
  readonly text: string
}
