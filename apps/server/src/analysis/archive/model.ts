/** What an archive holds once it was opened: names that are safe to show, and bytes on demand. Nothing is ever unpacked to disk. */
import type { UnpackedArchive } from '@occtet/toolkit/adapters'

/** Unpacked bytes of an archive that is packed as a whole: searching its sources takes all of them in memory. */
export const mostUnpackedBytes = 384 * 1024 * 1024

export interface ArchiveError {
  readonly code: 'ARCHIVE_INVALID' | 'ARCHIVE_TOO_LARGE' | 'ARCHIVE_UNSUPPORTED'
  readonly message: string
}

/** `files` sorted by path. */
export type Archive = UnpackedArchive
