/** What can go wrong between the store and the disk. */

export type FeddbErrorCode =
  /** Another import is at work. */
  | 'LOCKED'
  /** The lock was taken from us; nothing was published. */
  | 'LOCK_LOST'
  /** The folder holds something else, or a format that this version does not know. */
  | 'NOT_A_FEDDB'
  /** A file of the store is missing or differs from its digest. */
  | 'CORRUPT'
  /** An input changed while it was read; nothing was published. */
  | 'INPUT_CHANGED'
  | 'DISK_FAILED'
  | 'WORKER_FAILED'

export class FeddbError extends Error {
  readonly code: FeddbErrorCode

  constructor(code: FeddbErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'FeddbError'
    this.code = code
  }
}

/** The system's own word for a failure (`ENOENT`), or its message. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const code: unknown = 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : cause.message
}

export function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}
