/** A document of the user, from the disk. */
import { readFileSync, statSync } from 'node:fs'
import { err, type Result } from '../../base/index.ts'
import type { TextFileError } from '../text-file.ts'
import { type DocumentTextError, readDocumentText } from './read-document-text.ts'

const mostBytes = 100_000_000

/** Every message names the file. `entry`: see `readDocumentText`. */
export async function readDocumentFile(
  path: string,
  entry?: URL,
): Promise<Result<string, DocumentTextError | TextFileError>> {
  const bytes = readBytes(path)
  if ('code' in bytes) return err(bytes)
  const text = await readDocumentText(bytes, entry)
  return text.ok ? text : err({ ...text.error, message: `${path}: ${text.error.message}` })
}

function readBytes(path: string): Uint8Array | TextFileError {
  try {
    const { size } = statSync(path)
    return size > mostBytes
      ? { code: 'FILE_TOO_LARGE', message: `${path} has ${size} bytes; the limit is ${mostBytes}` }
      : readFileSync(path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return { code: 'FILE_UNREADABLE', message: `${path} cannot be read: ${reason}` }
  }
}
