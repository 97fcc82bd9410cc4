/** Why two nodes do not exchange: a refusal, told with what was expected and found. */

export type ExchangeErrorCode =
  /** What lies there is no published FedDB. */
  | 'NOT_A_NODE'
  /** The node's key is not known here; the user has to name it once. */
  | 'KEY_MISSING'
  | 'KEY_INVALID'
  /** The key file can be read by others than its owner. */
  | 'KEY_EXPOSED'
  /** No trusted key signed the checkpoint, or the signature is wrong. */
  | 'SIGNATURE_REFUSED'
  /** The key was trusted until a day that has passed. */
  | 'KEY_EXPIRED'
  /** The node shows an older state than it has shown before. */
  | 'ROLLBACK'
  /** The node shows another history than before. */
  | 'FORK'
  /** A file differs from what the signed snapshot says of it. */
  | 'TAMPERED'
  | 'NOTHING_TO_PUBLISH'

export class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
  readonly code: ExchangeErrorCode

  constructor(code: ExchangeErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
