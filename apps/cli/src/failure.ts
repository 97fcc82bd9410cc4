/** The one error that ends a command on purpose: what happened, where, and what to do. */
import type { ExitCode } from './exit-codes.ts'

export class CommandFailure extends Error {
  readonly exitCode: ExitCode
  readonly code: string
  readonly hint: string | undefined

  constructor(failure: {
    exitCode: ExitCode
    code: string
    message: string
    hint?: string
    cause?: unknown
  }) {
    super(failure.message, { cause: failure.cause })
    this.exitCode = failure.exitCode
    this.code = failure.code
    this.hint = failure.hint
  }
}
