/** Reads one text file within the stated limits: one that the user names, or one that a tree brings. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, statSync } from 'node:fs'
import { decodeUtf8, err, limits, ok, type Result } from '../base/index.ts'

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

/**
 * Of a file in `.occtet`, which may come with a stranger's tree: a pipe or a device, which would keep the program waiting
 * for ever, is refused. Undefined where nothing is there; a link that leads nowhere is there. Throws where the disk
 * does not tell.
 */
export function readTreeFile(path: string, limit: number): Result<Uint8Array, TextFileError> | undefined {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
  const refuse = (code: TextFileError['code'], what: string) => err({ code, message: `${path} ${what}` })
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = fstatSync(file)
      if (!stat.isFile()) return refuse('FILE_UNREADABLE', 'is not a file')
      if (stat.size > limit) return refuse('FILE_TOO_LARGE', `has ${stat.size} bytes; the limit is ${limit}`)
      return ok(readFileSync(file))
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    return refuse(
      'FILE_UNREADABLE',
      `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
}

/** The same as text. */
export function readTreeText(path: string, limit: number): Result<string, TextFileError> | undefined {
  const bytes = readTreeFile(path, limit)
  if (bytes?.ok !== true) return bytes
  const text = decodeUtf8(bytes.value)
  if (text.ok) return text
  const message = `${path} is not UTF-8: the first bad byte is at ${text.error.offset}`
  return err({ code: 'FILE_NOT_UTF8', message })
}
