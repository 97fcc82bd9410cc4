/** What the parts of the decoder share. */
import { type BomAnnotation, type BomRelationship } from '../../document/bom.ts'
import { type BomRef, documentRef } from '../../document/parts.ts'
import type { BomHash, BomLicense } from '../../document/element.ts'
import { toOwnHashName } from './hash-names.ts'
import { type OwnTexts, toLicense } from './license-values.ts'
import { takeText, takeTexts, type Taking } from './take.ts'

export interface Decoding {
  readonly texts: OwnTexts
  /** Of the document; empty where it has none. */
  readonly namespace: string
  readonly annotations: BomAnnotation[]
  /** Relationships that stand within elements (hasFiles, fileDependencies). */
  readonly edges: BomRelationship[]
}

export const documentId = 'SPDXRef-DOCUMENT'

export function toRef(id: string): BomRef {
  return id === documentId ? documentRef : id
}

export function toHash(from: Taking): BomHash | undefined {
  const algorithm = takeText(from, 'algorithm')
  const value = takeText(from, 'checksumValue')
  if (algorithm === undefined || value === undefined) return undefined
  return { algorithm: toOwnHashName(algorithm), value: value.toLowerCase() }
}

/** A text of a field that knows the word NOASSERTION; that word says no more than silence (clause 7). */
export function takeStated(from: Taking, key: string): string | undefined {
  const text = takeText(from, key)
  return text === 'NOASSERTION' ? undefined : text
}

export function takeLicense(from: Taking, key: string, { texts }: Decoding): readonly BomLicense[] {
  const text = takeText(from, key)
  return text === undefined ? [] : [toLicense(text, texts)]
}

export function takeLicenses(from: Taking, key: string, { texts }: Decoding): readonly BomLicense[] {
  return takeTexts(from, key).map((text) => toLicense(text, texts))
}
