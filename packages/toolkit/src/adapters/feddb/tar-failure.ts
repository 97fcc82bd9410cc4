/** An archive that cannot be read to its end. */
export class TarFailure extends Error {
  readonly code: 'TAR_INVALID' | 'TAR_TOO_LARGE'

  constructor(code: TarFailure['code'], message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
