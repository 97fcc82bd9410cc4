/** The shape of every format: bytes in, document out, and back, with what was lost said both times. */
import type { Issue, Result } from '../../base/index.ts'
import type { BomDocument, BomLoss } from './bom.ts'

/** Names of `--format` and of `sbom convert --to`. */
export const bomSyntaxes = [
  'cyclonedx-json',
  'cyclonedx-xml',
  'spdx-json',
  'spdx-tag-value',
  'spdx3-json',
] as const
export type BomSyntax = (typeof bomSyntaxes)[number]

export interface DecodedBom {
  readonly document: BomDocument
  /** Members of the text for which `BomDocument` has no place. */
  readonly losses: readonly BomLoss[]
  /** Of this reading; an `error` means that something is missing from `document`. */
  readonly issues: readonly Issue[]
}

export interface EncodedBom {
  readonly text: string
  readonly losses: readonly BomLoss[]
}

export interface BomCodec {
  readonly syntax: BomSyntax
  /** Versions that it writes, oldest first; the last is the default. */
  readonly versions: readonly string[]
  /**
   * `text`: the whole document, already known to be of this family. `path` names it in issues. Untrusted: never
   * throws; the error is the first reason why nothing could be read.
   */
  readonly decode: (text: string, path: string) => Result<DecodedBom, Issue>
  /** Deterministic: equal documents give equal bytes. The result is valid by the official schema of that version. */
  readonly encode: (document: BomDocument, version: string) => EncodedBom
}
