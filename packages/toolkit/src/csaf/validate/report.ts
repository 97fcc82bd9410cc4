/** What a validation has to say. */
import type { CsafTestGroup } from './csaf-test.ts'
import type { CsafVersion } from './csaf-version.ts'

export interface CsafFinding {
  /** `6.1.1`, or `schema` for the JSON schema itself. */
  readonly test: string
  /** Mandatory ones make the document invalid. The schema counts as mandatory. */
  readonly group: CsafTestGroup
  /** JSON Pointer (RFC 6901) into the document. */
  readonly path: string
  readonly message: string
}

/** A test, or a part of one, that could not say anything about this document. */
export interface CsafSkip {
  readonly test: string
  readonly reason: string
}

export interface CsafReport {
  /** Undefined when the document names none that is known here; then nothing was tested. */
  readonly version: CsafVersion | undefined
  /** No mandatory finding, and no mandatory test was broken off because of the size of the document. */
  readonly isValid: boolean
  /** In the order of the specification; at most `maxFindingsPerTest` for each test. */
  readonly findings: readonly CsafFinding[]
  readonly skipped: readonly CsafSkip[]
}

export interface CsafValidation {
  /** RFC 3339; test 6.2.33 asks what is past. Without it, that test is skipped. */
  readonly now?: string
}
