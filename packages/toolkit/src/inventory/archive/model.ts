/** What lies in an archive or in one layer of an image, before it is looked at as a tree. */
import type { Result } from '../../base/index.ts'
import type { TreeError } from '../file-tree.ts'
import type { ParsedAhead } from './ahead.ts'

/** The bytes of one file; asked for at most a few times. Untrusted. */
export interface Content {
  readonly read: () => Result<Uint8Array, TreeError>
  /** At most so many of the first bytes. */
  readonly head: (most: number) => Result<Uint8Array, TreeError>
  /** What formats of bytes found as it streamed by. */
  readonly ahead?: ParsedAhead
}

interface Named {
  /** Relative to the root of the archive, with forward slashes, without empty parts, `.` and `..`. */
  readonly path: string
}

export interface ArchiveFile extends Named {
  readonly kind: 'file'
  readonly size: number
  readonly content: Content
}

export interface ArchiveLink extends Named {
  /** `symlink`: the target as written. `hardlink`: a path of the archive, in the form of `path`. */
  readonly kind: 'symlink' | 'hardlink'
  readonly target: string
}

export interface ArchivePlace extends Named {
  /** `special`: a device, pipe or socket. */
  readonly kind: 'folder' | 'special'
}

export type ArchiveEntry = ArchiveFile | ArchiveLink | ArchivePlace

/** One layer, in the order in which its entries are unpacked. A plain archive is one layer. */
export interface ArchiveLayer {
  /** Counted from 1; the oldest is first. */
  readonly number: number
  readonly entries: readonly ArchiveEntry[]
}
