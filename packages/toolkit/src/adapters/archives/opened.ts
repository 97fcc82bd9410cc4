/** An archive that was opened: its tree, and what is to be said of it beside what its files say. */
import type { Issue } from '../../base/index.ts'
import type { InventoryView, LayeredTree } from '../../inventory/index.ts'
import type { FileReport } from '../../model/index.ts'
import type { Wishes } from './keeper.ts'

export interface OpenedFailure {
  readonly code: Issue['code']
  readonly message: string
}

export interface OpenedTree {
  readonly tree: LayeredTree
  /** Of the image; absent where it bears none. */
  readonly name?: string
  readonly version?: string | undefined
  readonly view: InventoryView
  readonly isImage: boolean
  /** Why the archive as a whole cannot be read, or not to its end. */
  readonly failure?: OpenedFailure
  /** Bytes of its files, as it states them; of an image 0. */
  readonly unpacked: number
  /** By number, from the first; absent for an archive without layers. */
  readonly layerNames?: readonly string[]
  readonly issues: readonly Issue[]
  readonly reports: readonly FileReport[]
  /** Reads the archive once more, for what the tree was asked for and did not have. */
  readonly refill: (wishes: Wishes) => Promise<void>
  readonly close: () => void
}
