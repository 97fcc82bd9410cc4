/** Reads one text file that the user names, within the stated limits. */
import { readFileSync, statSync } from 'node:fs'
import { decodeUtf8, err, limits, type Result } from '../base/index.ts'

export interface TextFileError {
  readonly code: 'FILE_UNREADABLE' | 'FILE_TOO_LARGE' | 'FILE_NOT_UTF8'
  readonly message: string
}

export function readTextFile(path: string, limit: number = limits.fileBytes): Result<string, TextFileError> {
  try {
    const { size } = statSync(path)
    if (size > limit)
      return err({ code: 'FILE_TOO_LARGE', message: `${path} has ${size} bytes; the limit is ${limit}` })
    const text = decodeUtf8(readFileSync(path))
    if (text.ok) return text
    return err({
      code: 'FILE_NOT_UTF8',
      message: `${path} is not UTF-8: the first bad byte is at ${text.error.offset}`,
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return err({ code: 'FILE_UNREADABLE', message: `${path} cannot be read: ${reason}` })
  }
}
