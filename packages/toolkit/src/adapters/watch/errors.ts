/** What can go wrong with the list of watched products on the disk. */

export type WatchErrorCode = 'DISK_FAILED' | 'WATCH_UNREADABLE'

export class WatchError extends Error {
  readonly code: WatchErrorCode

  constructor(code: WatchErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'WatchError'
    this.code = code
  }
}
