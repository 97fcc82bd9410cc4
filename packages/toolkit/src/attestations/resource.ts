/** Resource descriptors and subjects (in-toto attestation framework v1, "ResourceDescriptor"). */
import { anyText, digestSet, list, object, type Shape, text } from './shapes.ts'

export type DigestSet = Readonly<Record<string, string>> & { readonly sha256: string }

/** The artefact that a statement is about. `digest` holds lower-case hex; SHA-256 is always there. */
export interface Subject {
  readonly name?: string
  readonly uri?: string
  readonly digest: DigestSet
}

/** A file that a predicate points at. */
export interface Resource {
  readonly name?: string
  readonly uri?: string
  readonly downloadLocation?: string
  readonly mediaType?: string
  readonly digest: DigestSet
}

/** As others write it: a digest of any kind, or none. */
export interface LooseResource {
  readonly name?: string
  readonly uri?: string
  readonly downloadLocation?: string
  readonly mediaType?: string
  readonly digest?: Readonly<Record<string, string>>
}

const places = { name: anyText, uri: text, downloadLocation: text, mediaType: text }

export const resource: Shape = object({ digest: digestSet }, places)
export const looseResource: Shape = object({}, places)
export const subjects: Shape = list(object({ digest: digestSet }, { name: anyText, uri: text }), { min: 1 })
