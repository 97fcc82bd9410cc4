/** What a merge takes and gives. */
import type { BomDocument } from '../document/bom.ts'

export interface MergeInput {
  /** Of the file, for people; a document without an id of its own is known by it. */
  readonly name: string
  readonly document: BomDocument
}

export interface MergeOptions {
  /** `hierarchical`: the product of each document is a part of the new one. `flat`: only their components are kept. */
  readonly mode: 'hierarchical' | 'flat'
  /** The product that the parts make up. */
  readonly name: string
  readonly version?: string
  /** RFC 3339. */
  readonly created: string
}

/** Two documents state different things of the same component. Both are kept, except where `kept` names the one. */
export interface MergeConflict {
  readonly purl: string
  readonly field: string
  /** Sorted by value. */
  readonly values: readonly { readonly value: string; readonly origins: readonly string[] }[]
  /** What the merged component says, where it can say only one. */
  readonly kept?: string
}

export interface MergeReport {
  readonly document: BomDocument
  /** Sorted by purl and field. */
  readonly conflicts: readonly MergeConflict[]
  /** Id of each document that went in, by the name of its file. */
  readonly origins: readonly { readonly name: string; readonly id: string }[]
  /** Components before and after; what is less was named by several documents. */
  readonly components: { readonly before: number; readonly after: number }
}

/** Names of the properties that keep where everything came from. */
export const mergeProperties = {
  /** Of an element: id of a document that states it; one for each. */
  origin: 'occtet:merge:origin',
  /** Of an element: JSON `{field, value, origin}`; one for each value that not all documents state. */
  statement: 'occtet:merge:statement',
  /** Of the document: JSON `{mode}`; it says that the document is a merge. */
  merged: 'occtet:merge:merged',
  /** Of the document: JSON of what one of the documents that went in says of itself; one for each. */
  source: 'occtet:merge:source',
} as const
