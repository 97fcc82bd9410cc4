/** What the ledger asks of a disk. Small, so that a test can break it at every step. */

/**
 * Nothing written is durable before the file is synced, no name before its folder is. A call that fails may have done its
 * work, all or in part. After any failure the writer stops: a later sync could report a page as written that is lost.
 */
export interface LedgerDisk {
  /** Undefined where there is no file. */
  readonly read: (path: string) => Uint8Array | undefined
  /** As many bytes as there are from `offset` on, at most `length`; undefined where there is no file. */
  readonly readAt: (path: string, offset: number, length: number) => Uint8Array | undefined
  /** Bytes of a file; undefined where there is none. */
  readonly sizeOf: (path: string) => number | undefined
  /** Paths of all files below a folder, in any order; none where there is no folder. */
  readonly list: (folder: string) => readonly string[]
  /** Replaces what lies there. Mode 0600. */
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>
  /** Lengthens the file where needed; makes it where there is none. */
  readonly writeAt: (path: string, bytes: Uint8Array, offset: number) => Promise<void>
  readonly sync: (path: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  /** One level; may be there already. Mode 0700. */
  readonly makeFolder: (path: string) => Promise<void>
  readonly syncFolder: (path: string) => Promise<void>
  /** A file or a folder with all its files; may be gone already. */
  readonly remove: (path: string) => Promise<void>
  readonly openAppend: (path: string) => Promise<AppendFile>
}

/** A file that only grows. */
export interface AppendFile {
  /** Durable when it returns. */
  readonly append: (bytes: Uint8Array) => Promise<void>
  readonly close: () => Promise<void>
}
