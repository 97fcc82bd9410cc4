/** The digest of an artefact of any size, read once, in pieces. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { toFileError } from './errors.ts'

/** Lower-case hex. Throws FILE_UNREADABLE, also for a folder. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      hash.update(piece as Uint8Array)
    }
  } catch (cause) {
    throw toFileError('FILE_UNREADABLE', path, cause)
  }
  return hash.digest('hex')
}
