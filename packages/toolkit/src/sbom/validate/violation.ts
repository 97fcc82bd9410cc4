/** What a check of an SBOM says. */

/** One place that does not fit. */
export interface SbomViolation {
  /**
   * `SCHEMA` where the schema says no, `CONTENT` where it says yes and the specification says no; otherwise there was
   * nothing to check against the schema.
   */
  readonly code:
    | 'SCHEMA'
    | 'CONTENT'
    | 'SYNTAX_INVALID'
    | 'NESTING_TOO_DEEP'
    | 'FILE_TOO_LARGE'
    | 'FILE_NOT_UTF8'
    | 'FORMAT_UNSUPPORTED'
    | 'FORMAT_VERSION_UNSUPPORTED'
  /** JSON Pointer (RFC 6901), or a path of XML elements; empty for the whole document. */
  readonly pointer: string
  /** 1-based line of the innermost object, array or element around the place. */
  readonly line: number
  readonly message: string
}

export interface SbomValidation {
  readonly isValid: boolean
  /** `cyclonedx-1.6`, `spdx-2.3`: the schema that was asked; undefined where there is none for the text. */
  readonly schema: string | undefined
  /** One for each entry that does not fit, up to `maxViolations`; empty exactly when the document is valid. */
  readonly violations: readonly SbomViolation[]
}

/** More than that helps nobody: the rest shows once these are repaired. */
export const maxViolations = 200

/** No schema could be asked, and this is why. */
export function refuse({ code, pointer, line, message }: SbomViolation): SbomValidation {
  return { isValid: false, schema: undefined, violations: [{ code, pointer, line, message }] }
}
