/** How a command ends on purpose, and how every other error is told to the user. */
import type { Context } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'

/** What happened, where, and what to do. */
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

/** `what` needs the network, and the user forbade it. */
export function offlineFailure(what: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'OFFLINE',
    message: `${what} needs the network, and --offline forbids it`,
  })
}

/** Tells the error once, on standard error (and as one JSON value where asked), and names the exit code. */
export function toExit(context: Context, cause: unknown, json: boolean): ExitCode {
  const failure = toFailure(cause)
  context.say(`occtet: ${failure.message}${failure.hint === undefined ? '' : `\n        ${failure.hint}`}\n`)
  if (json) {
    const { code, message, hint } = failure
    context.out(`${JSON.stringify({ error: { code, message, hint } })}\n`)
  }
  if (
    failure.exitCode === exitCodes.ownFault &&
    context.env['OCCTET_DEBUG'] !== undefined &&
    cause instanceof Error
  ) {
    context.say(`${cause.stack ?? ''}\n`)
  }
  return failure.exitCode
}

const diskCodes = new Set([
  'EACCES',
  'EPERM',
  'ENOSPC',
  'EROFS',
  'EDQUOT',
  'EIO',
  'EMFILE',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'EBUSY',
])

/** Error classes of the stores on the disk. */
const storeErrors = new Set(['FeddbError', 'CaseStoreError', 'WatchError'])

function toFailure(cause: unknown): CommandFailure {
  if (cause instanceof CommandFailure) return cause
  const { code, message } = describe(cause)
  if (cause instanceof Error && cause.name === 'NetworkFailure') {
    const hint = 'Check the connection, or use --offline.'
    return new CommandFailure({ exitCode: exitCodes.network, code, message, hint, cause })
  }
  if (cause instanceof Error && cause.name === 'ExchangeError') {
    return new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message, cause })
  }
  if (diskCodes.has(code) || (cause instanceof Error && storeErrors.has(cause.name))) {
    return new CommandFailure({ exitCode: exitCodes.disk, code, message, cause })
  }
  const hint = 'This is a fault of occtet. Set OCCTET_DEBUG=1 to see where, and report it.'
  return new CommandFailure({ exitCode: exitCodes.ownFault, code: 'OWN_FAULT', message, hint, cause })
}

function describe(cause: unknown): { code: string; message: string } {
  if (!(cause instanceof Error)) return { code: 'OWN_FAULT', message: String(cause) }
  const code: unknown = 'code' in cause ? cause.code : undefined
  return { code: typeof code === 'string' ? code : 'OWN_FAULT', message: cause.message }
}
