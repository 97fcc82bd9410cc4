/** Small things that documents, elements and vulnerabilities have in common. */

/** Names an element, or the document itself, within one document. */
export type BomRef = string

/** The reference that stands for the document in relationships and annotations. */
export const documentRef: BomRef = 'DOCUMENT'

export interface BomActor {
  readonly kind: 'person' | 'organization' | 'tool' | 'unknown'
  readonly name: string
  readonly emails: readonly string[]
  readonly urls: readonly string[]
  /** Of tools. */
  readonly version?: string
  /** Who makes the tool. */
  readonly vendor?: string
}

export interface BomProperty {
  readonly name: string
  readonly value: string
}
