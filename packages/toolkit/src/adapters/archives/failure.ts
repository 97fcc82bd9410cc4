/** The one error of reading archives: caught where the archive or the layer is, and told as an issue. */
export type ArchiveFailureCode =
  | 'SYNTAX_INVALID'
  | 'SHAPE_UNEXPECTED'
  | 'FILE_TOO_LARGE'
  | 'FORMAT_UNSUPPORTED'
  | 'FILE_UNREADABLE'

export class ArchiveFailure extends Error {
  readonly code: ArchiveFailureCode

  constructor(code: ArchiveFailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.code = code
  }
}

/** Failures of disk and libraries in our own words: the first ones already are. */
export function toFailure(cause: unknown, otherwise: string): ArchiveFailure {
  return cause instanceof ArchiveFailure ? cause : new ArchiveFailure('SYNTAX_INVALID', otherwise, cause)
}
