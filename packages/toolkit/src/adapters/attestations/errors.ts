/** What can go wrong between attestations and the disk. */

export type AttestationFileErrorCode =
  | 'KEY_EXISTS'
  | 'KEY_MISSING'
  /** Others may read it; a key without passphrase needs mode 0600. */
  | 'KEY_EXPOSED'
  | 'PASSPHRASE_NEEDED'
  /** Not the passphrase, or a damaged file. */
  | 'KEY_UNREADABLE'
  /** Neither Ed25519 nor ECDSA on P-256. */
  | 'KEY_TYPE_UNSUPPORTED'
  /** A bundle of which some line is no envelope: nothing is added, so that nothing is lost. */
  | 'BUNDLE_BROKEN'
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'

export class AttestationFileError extends Error {
  readonly code: AttestationFileErrorCode

  constructor(code: AttestationFileErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'AttestationFileError'
    this.code = code
  }
}

export function toFileError(
  code: 'FILE_UNREADABLE' | 'FILE_UNWRITABLE',
  path: string,
  cause: unknown,
): AttestationFileError {
  if (cause instanceof AttestationFileError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AttestationFileError(code, `${path}: ${reason}`, cause)
}
