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
  /** The rules of `planRecovery`, or what a witness says: signing on would show two histories. */
  | 'ROLLED_BACK'
  | 'FORKED'
  | 'PUBLISHED_AHEAD'
  | 'ENTRIES_MISSING'
  /** Too many appends wait; nothing of this one was taken. Try again later. */
  | 'LEDGER_BUSY'
  /** An earlier write failed. What was acknowledged is safe; open the log again to go on. */
  | 'LEDGER_STOPPED'
  /** A copy that cannot bring anything back: a part is missing, or differs from what was signed. */
  | 'MIRROR_UNUSABLE'
  | 'ENTRY_INVALID'
  | 'NOT_IN_LOG'
  /** A draft is no event of its type; nothing was taken. */
  | 'EVENT_INVALID'
  /** The id was recorded before, with other content; nothing was taken. */
  | 'EVENT_ID_REUSED'
  /** This cannot be erased in this way. */
  | 'ERASURE_REFUSED'
  /** Art. 13(13) CRA has it kept still, and no court or law that says otherwise was named. */
  | 'RETENTION_RUNS'
  /** No witness was made here, or its state is gone: it could cosign two histories. */
  | 'NOT_A_WITNESS'
  | 'WITNESS_EXISTS'
  /** What a witness or monitor keeps is damaged. Never taken for an empty state. */
  | 'WITNESS_DAMAGED'
  | 'CONFIG_INVALID'
  /** The policy does not know the log, or not with the key that signed. */
  | 'POLICY_UNFIT'
  /** The address cannot be listened on. */
  | 'ADDRESS_REFUSED'
  | 'DISK_FAILED'

export class LedgerError extends Error {
  override readonly name = 'LedgerError'
  readonly code: LedgerErrorCode

  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** What the whole check found. */
export interface LedgerFault {
  /** Path below the log's folder, or the whole path of a file outside of it. */
  readonly file: string
  readonly code: string
  readonly message: string
}

/** What the disk said, with the file's name; an error of ours stays as it is. */
export function toLedgerError(where: string, cause: unknown): LedgerError {
  if (cause instanceof LedgerError) return cause
  return new LedgerError('DISK_FAILED', `${where}: ${reasonOf(cause)}`, cause)
}
