/** What every syntax of SPDX 2 is read into: the tree of the JSON syntax, with lines and with what was not read. */
import type { JsonDocument } from '../../base/index.ts'

export interface Spdx2Note {
  readonly line: number
  readonly message: string
}

export interface Spdx2Document extends JsonDocument {
  /** Places of the text that are in no part of the tree. */
  readonly notes: readonly Spdx2Note[]
}
