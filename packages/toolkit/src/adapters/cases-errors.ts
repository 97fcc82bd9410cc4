/** What can go wrong between a case and the disk. */
export { hasCode, reasonOf } from './feddb/errors.ts'

export class CaseStoreError extends Error {
  readonly code: 'CASE_LOCKED' | 'DISK_FAILED' | 'OUTBOX_DAMAGED'

  constructor(code: CaseStoreError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'CaseStoreError'
    this.code = code
  }
}
