/** What the ledger may refuse, with the exit code for it. */
import { CaseStoreError, LedgerError } from '@occtet/toolkit/adapters'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'

const hints: Readonly<Record<string, string>> = {
  LEDGER_LOCKED: 'Another command writes the ledger. Try again.',
  ROLLED_BACK:
    'An older copy of the ledger was put back. Nothing was changed. Bring back the newest copy, or restore the missing entries from a mirror.',
  FORKED: 'Two histories of this log exist. Nothing was changed. See: occtet ledger fsck',
  LEDGER_DAMAGED: 'Nothing was changed. See what is wrong: occtet ledger fsck',
  KEY_INVALID: 'Nothing was changed. The private keys of the ledger lie in the settings folder, mode 0600.',
}

/** Runs work on a ledger; what it refuses becomes a failure that says what to do. */
export async function guardLedger<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof CaseStoreError) {
      const { code, message } = cause
      throw new CommandFailure({ exitCode: exitCodes.disk, code, message, cause })
    }
    if (!(cause instanceof LedgerError)) throw cause
    throw toFailure(cause)
  }
}

/** Asked for wrongly: exit 2; not there or unreadable: exit 3; all else is the disk. */
function toFailure(cause: LedgerError): CommandFailure {
  const { code, message } = cause
  const usage = [
    'ENTRY_INVALID',
    'LEDGER_EXISTS',
    'WITNESS_EXISTS',
    'EVENT_INVALID',
    'EVENT_ID_REUSED',
    'ERASURE_REFUSED',
    'RETENTION_RUNS',
    'NOT_IN_LOG',
  ]
  const input = ['NOT_A_LEDGER', 'CONFIG_INVALID', 'NOT_A_WITNESS']
  const exitCode = usage.includes(code)
    ? exitCodes.usage
    : input.includes(code)
      ? exitCodes.inputUnreadable
      : exitCodes.disk
  const hint = hints[code]
  return new CommandFailure({ exitCode, code, message, cause, ...(hint === undefined ? {} : { hint }) })
}
