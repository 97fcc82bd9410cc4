/** What a change of files and its events in the ledger have to do with each other (ledger reference, section 1.6, step 0). */
import type { EventDraft } from '../../ledger/index.ts'

/** A file that lies aside, durable, and comes to its place by one rename, on one file system. */
export interface StagedFile {
  readonly aside: string
  readonly path: string
}

/** Events that belong to a change which has not happened yet. */
export interface Announcement {
  /**
   * Durable when it returns. From then on the events are recorded exactly if the file comes to its place, whenever the
   * process is killed. Synchronous, because changes are made under a lock that is.
   */
  readonly prepare: (staged: StagedFile) => Prepared
}

export interface Prepared {
  /** The change did not happen and will not. */
  readonly cancel: () => void
}

/** Names the events of a change once its content is known. Undefined where nothing is recorded. */
export type Announce<T> = (after: T, before: T | undefined) => Announcement | undefined

/** What waits to be recorded: events, and the file by which one knows whether their change happened. */
export interface Intent {
  readonly id: string
  readonly drafts: readonly EventDraft[]
  readonly aside: string
  readonly path: string
  /** Lower-case hex of the content that was to come to `path`. */
  readonly sha256: string
  /** Device and inode of the file that lay aside: the same after its rename. */
  readonly file: string
}

/**
 * `happened`: the file is in its place. `dropped`: it never came there. `unclear`: somebody else removed the file that lay
 * aside, or changed the one in its place; what is true cannot be told.
 */
export type IntentState = 'happened' | 'dropped' | 'unclear'
