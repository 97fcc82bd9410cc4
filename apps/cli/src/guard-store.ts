/** What the small files of a product may refuse, with the exit code for it. */
import { CaseStoreError } from '@occtet/toolkit/adapters'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** Failures of the disk with their exit code; all others as they are. */
export async function guardStore<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof CaseStoreError)) throw cause
    const { code, message } = cause
    throw new CommandFailure({ exitCode: exitCodes.disk, code, message, cause })
  }
}
