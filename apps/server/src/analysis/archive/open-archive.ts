/** Opens the archive of a tree, with the toolkit's reader; its bytes are in memory anyway. */
import { unpackReceived } from '@occtet/toolkit/adapters'
import { compareCodeUnits, err, type Issue, ok, type Result } from '@occtet/toolkit/base'
import { type Archive, type ArchiveError, mostUnpackedBytes } from './model.ts'

let line: Promise<unknown> = Promise.resolve()

/** One at a time: whoever sends many takes neither the server's time nor its memory. */
export async function openArchive(bytes: Uint8Array): Promise<Result<Archive, ArchiveError>> {
  const turn = line.then(async () => {
    const unpacked = await unpackReceived(bytes, mostUnpackedBytes)
    if (!unpacked.ok) return err(toArchiveError(unpacked.error))
    const { files, skipped } = unpacked.value
    return ok({ files: files.toSorted((a, b) => compareCodeUnits(a.path, b.path)), skipped })
  })
  line = turn.catch(() => undefined)
  return turn
}

export function toArchiveError({ code, message }: Pick<Issue, 'code' | 'message'>): ArchiveError {
  if (code === 'FILE_TOO_LARGE') return { code: 'ARCHIVE_TOO_LARGE', message }
  return { code: code === 'FORMAT_UNSUPPORTED' ? 'ARCHIVE_UNSUPPORTED' : 'ARCHIVE_INVALID', message }
}
