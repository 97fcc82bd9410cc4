/** Secrets in small files that their owner alone may read; written whole, durable when it returns. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { LedgerError, toLedgerError } from '../errors.ts'

/** Undefined where there is no file. Throws KEY_INVALID where others may read it. */
export function readPrivateFile(path: string): Uint8Array | undefined {
  try {
    if (!existsSync(path)) return undefined
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw new LedgerError('KEY_INVALID', `${path} can be read by others; set its mode to 0600`)
    }
    return new Uint8Array(readFileSync(path))
  } catch (cause) {
    throw toLedgerError(path, cause)
  }
}
