/** Documents by reference: CSAF advisories, large SBOMs, test reports; who vouches for them, and their digests. */
import type { Resource, Subject } from '../resource.ts'
import type { NewStatement } from '../statement.ts'

/** Media types of the documents that we refer to. */
export const mediaTypes = {
  cycloneDxJson: 'application/vnd.cyclonedx+json',
  spdxJson: 'application/spdx+json',
  csaf: 'application/csaf+json',
} as const

export interface DocumentInput {
  readonly documents: readonly [DocumentFile, ...DocumentFile[]]
  readonly subject: readonly [Subject, ...Subject[]]
  readonly attesterId: string
}

export interface DocumentFile {
  readonly name: string
  /** Lower-case hex, of the file's bytes. */
  readonly sha256: string
  readonly mediaType?: string
  readonly downloadLocation?: string
}

export function fromDocument({ documents, subject, attesterId }: DocumentInput): NewStatement<'reference'> {
  const references = documents.map(({ sha256, ...place }): Resource => ({ ...place, digest: { sha256 } }))
  return { kind: 'reference', subject, predicate: { attester: { id: attesterId }, references } }
}
