/** What keys, bundles and artefacts may refuse, with the exit code for it. */
import { AttestationFileError, type AttestationFileErrorCode } from '@occtet/toolkit/adapters'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'

const exits: Readonly<Partial<Record<AttestationFileErrorCode, ExitCode>>> = {
  KEY_EXISTS: exitCodes.usage,
  FILE_UNWRITABLE: exitCodes.disk,
}

const hints: Readonly<Partial<Record<AttestationFileErrorCode, string>>> = {
  PASSPHRASE_NEEDED:
    'Put the passphrase in OCCTET_KEY_PASSPHRASE; no option takes it, for others could read that.',
  KEY_EXPOSED: 'Nothing was signed. If others may have read it, make another key.',
  BUNDLE_BROKEN: 'Nothing was written. Move the file away, or choose another with --out.',
}

/** Failures of files with their exit code; all others as they are. */
export async function guardAttest<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof AttestationFileError)) throw cause
    const { code, message } = cause
    const hint = hints[code]
    const exitCode = exits[code] ?? exitCodes.inputUnreadable
    throw new CommandFailure({ exitCode, code, message, cause, ...(hint === undefined ? {} : { hint }) })
  }
}

/** The input does not allow a statement: exit 3. */
export function unfit(code: string, message: string, hint?: string): CommandFailure {
  const exitCode = exitCodes.inputUnreadable
  return new CommandFailure({ exitCode, code, message, ...(hint === undefined ? {} : { hint }) })
}

/** Asked for wrongly: exit 2. */
export function misused(code: string, message: string, hint?: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.usage,
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
  })
}
