/** Opens an archive by what its bytes are, not by its name. */
import { err, type Result } from '@occtet/toolkit/base'
import type { Archive, ArchiveError } from './model.ts'
import { isGzip, isTar, readTar, readTarAside } from './tar.ts'
import { readZip } from './zip.ts'

/** The same, for whoever answers requests: what takes long is done beside the event loop. */
export async function openArchiveAside(bytes: Uint8Array): Promise<Result<Archive, ArchiveError>> {
  return archiveKind(bytes) === 'tar' ? readTarAside(bytes) : openArchive(bytes)
}

/** `foreign`: an archive of a kind that is not read. */
export type ArchiveKind = 'zip' | 'tar' | 'foreign'

/** Undefined: no archive. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | undefined {
  const start = Buffer.from(bytes.subarray(0, 6)).toString('latin1')
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return 'zip'
  if (isGzip(bytes) || isTar(bytes)) return 'tar'
  return foreign.some((mark) => start.startsWith(mark)) ? 'foreign' : undefined
}

/** xz, bzip2, zstd, 7z, RAR. */
const foreign = ['\u00fd7zXZ', 'BZh', '\u0028\u00b5\u002f\u00fd', '7z\u00bc\u00af\u0027\u001c', 'Rar!']

export function openArchive(bytes: Uint8Array): Result<Archive, ArchiveError> {
  switch (archiveKind(bytes)) {
    case 'zip':
      return readZip(bytes)
    case 'tar':
      return readTar(bytes)
    case 'foreign':
    case undefined:
      return err({
        code: 'ARCHIVE_UNSUPPORTED',
        message: 'expected zip, tar or tar.gz; pack it again in one of them',
      })
  }
}
