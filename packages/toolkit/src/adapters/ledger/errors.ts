/** What can go wrong between the ledger and the disk, and what the disk must never be told to go on with. */
import { reasonOf } from '../feddb/errors.ts'

export type LedgerErrorCode =
  /** Another process writes this log. */
  | 'LEDGER_LOCKED'
  /** The lock was taken from us: this writer has stopped. */
  | 'LOCK_LOST'
  /** The folder holds no log, or not that of this key. */
  | 'NOT_A_LEDGER'
  | 'LEDGER_EXISTS'
  /** The log's key is missing, damaged, or can be read by others. */
  | 'KEY_INVALID'
  /** A file of the log is missing or damaged. */
  | 'LEDGER_DAMAGED'
  /** The rules of `planRecovery`: signing on would show two histories. */
  | 'ROLLED_BACK'
  | 'FORKED'
  | 'PUBLISHED_AHEAD'
  | 'ENTRIES_MISSING'
  /** Too many appends wait; nothing of this one was taken. Try again later. */
  | 'LEDGER_BUSY'
  /** An earlier write failed. What was acknowledged is safe; open the log again to go on. */
  | 'LEDGER_STOPPED'
  | 'ENTRY_INVALID'
  | 'NOT_IN_LOG'
  | 'DISK_FAILED'

export class LedgerError extends Error {
  override readonly name = 'LedgerError'
  readonly code: LedgerErrorCode

  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** What the disk said, with the file's name; an error of ours stays as it is. */
export function toLedgerError(where: string, cause: unknown): LedgerError {
  if (cause instanceof LedgerError) return cause
  return new LedgerError('DISK_FAILED', `${where}: ${reasonOf(cause)}`, cause)
}
