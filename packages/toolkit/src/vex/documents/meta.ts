/** What a VEX document says of itself, and what a conversion could not keep. */

/** Formats and versions that `writeVex` writes. */
export const vexTargets = [
  { format: 'openvex', version: '0.2.0' },
  { format: 'cyclonedx', version: '1.4' },
  { format: 'cyclonedx', version: '1.5' },
  { format: 'cyclonedx', version: '1.6' },
  { format: 'cyclonedx', version: '1.7' },
  { format: 'csaf', version: '2.0' },
  { format: 'csaf', version: '2.1' },
  { format: 'spdx', version: '3.0.1' },
] as const
export type VexTarget = (typeof vexTargets)[number]

/** Head of a document to be written. No clock is read: all times come from here. */
export interface VexMeta {
  /** Tracking id (CSAF, without line breaks) or IRI (OpenVEX, SPDX); absent: made of the digest of the content. */
  readonly id?: string
  /** Person or organisation that speaks; never empty. */
  readonly author: string
  readonly role?: string
  /** RFC 3339: when this version of the document was issued. */
  readonly timestamp: string
  /** Whole number from 1, as text. */
  readonly version: string
  readonly tooling?: string
  readonly title: string
  /** CSAF `publisher`; the namespace is an address under the publisher's control. */
  readonly publisher: {
    readonly name: string
    readonly namespace: string
    readonly category: 'vendor' | 'coordinator' | 'discoverer' | 'other' | 'user'
  }
  readonly tlp: 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER+STRICT' | 'RED'
  /** Earlier versions, oldest first; the last entry is this version. Empty: this is the first one. */
  readonly revisions: readonly {
    readonly number: string
    /** RFC 3339. */
    readonly date: string
    readonly summary: string
  }[]
}

/** Parts of a statement, by the names of `VexStatement`; `products` with what a product is made of. */
export type LossField =
  | 'id'
  | 'aliases'
  | 'description'
  | 'status'
  | 'justification'
  | 'analysis'
  | 'responses'
  | 'impact'
  | 'action'
  | 'actionAt'
  | 'notes'
  | 'supplier'
  | 'at'
  | 'products'
  | 'products.name'
  | 'products.ids'
  | 'products.versions'
  | 'document.role'
  | 'document.tlp'
  | 'document.tooling'
  | 'document.vulnerabilities'

/** One thing that the written document does not say although the statements do. */
export interface Loss {
  /** `CHANGED`: said in other words; `FILLED`: the format demands a text where none was given; else it is gone. */
  readonly code: 'LOST' | 'CHANGED' | 'FILLED'
  readonly field: LossField
  /** Id of the vulnerability; absent: about the whole document. */
  readonly vulnerability?: string
  /** One English sentence. */
  readonly message: string
}

export interface VexWriting {
  readonly text: string
  /** Each once, sorted by vulnerability, field and message. */
  readonly losses: readonly Loss[]
}

/** Why a text is no VEX document that can be read, or statements none that can be written. */
export interface VexError {
  readonly code:
    | 'FILE_TOO_LARGE'
    | 'FILE_NOT_UTF8'
    | 'SYNTAX_INVALID'
    | 'NESTING_TOO_DEEP'
    | 'FORMAT_UNSUPPORTED'
    | 'SHAPE_UNEXPECTED'
    | 'NO_STATEMENTS'
  /** 1-based, where one is known. */
  readonly line?: number
  readonly message: string
}
