/** What an archive holds once it was opened: names that are safe to show, and bytes on demand. Nothing is ever unpacked to disk. */
import type { Result } from '@occtet/toolkit/base'

/** Stated to whoever uploads (design 10.17). */
export const archiveLimits = {
  /** Files and folders of one archive. */
  entries: 200_000,
  /** Unpacked bytes of one file; a larger one is named and not read. */
  fileBytes: 32 * 1024 * 1024,
  /** Unpacked bytes of a tar archive, which has to be unpacked whole. */
  tarBytes: 384 * 1024 * 1024,
  /** Unpacked bytes per packed byte, beyond the first megabyte. */
  expansion: 200,
  /** Folders above one file. */
  depth: 60,
} as const

export interface ArchiveError {
  readonly code: 'ARCHIVE_INVALID' | 'ARCHIVE_TOO_LARGE' | 'ARCHIVE_UNSUPPORTED'
  readonly message: string
}

export interface ArchiveEntry {
  /** Relative, with forward slashes, without `.` and `..`. */
  readonly path: string
  readonly size: number
  /** Untrusted bytes; the error says in words why there are none. */
  readonly read: () => Result<Uint8Array, string>
}

export interface Archive {
  /** Sorted by path; each path once. */
  readonly entries: readonly ArchiveEntry[]
  /** What is in the archive and was left out, with the reason in words. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}
