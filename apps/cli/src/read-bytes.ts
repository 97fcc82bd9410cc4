/** A file that the user names, as bytes. */
import { readFileSync, statSync } from 'node:fs'
import { limits } from '@occtet/toolkit/base'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** Throws (exit 3) with the path where it cannot be read, or is larger than any file that we read. */
export function readBytes(path: string): Uint8Array {
  try {
    const { size } = statSync(path)
    if (size > limits.fileBytes) throw new Error(`${size} bytes, the limit is ${limits.fileBytes}`)
    return new Uint8Array(readFileSync(path))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `${path} cannot be read: ${reason}`
    throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code: 'FILE_UNREADABLE', message, cause })
  }
}
