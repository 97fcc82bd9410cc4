/** One thing that an SBOM lists: a package, a file, a service, a device. */
import type { Hash } from '../../model/index.ts'
import type { BomActor, BomProperty, BomRef } from './parts.ts'

/** CycloneDX component types and SPDX purposes together; `unknown` where the format has no word or the document none. */
export type BomKind =
  | 'application'
  | 'framework'
  | 'library'
  | 'container'
  | 'platform'
  | 'operating-system'
  | 'device'
  | 'device-driver'
  | 'firmware'
  | 'file'
  | 'machine-learning-model'
  | 'data'
  | 'cryptographic-asset'
  | 'archive'
  | 'source'
  | 'install'
  | 'module'
  | 'executable'
  | 'test'
  | 'patch'
  | 'specification'
  | 'requirement'
  | 'documentation'
  | 'manifest'
  | 'configuration'
  | 'disk-image'
  | 'filesystem-image'
  | 'bom'
  | 'evidence'
  | 'service'
  | 'snippet'
  | 'other'
  | 'unknown'

/** Any algorithm that a format names, in the spelling of CycloneDX (`SHA-256`, `BLAKE2b-512`, `SHA-1`, `MD5`, `ADLER32` …). */
export interface BomHash {
  readonly algorithm: Hash['algorithm'] | (string & {})
  /** Lowercase hex. */
  readonly value: string
}

/** As stated: an SPDX expression, one id, or a name; NONE and NOASSERTION are kept as these words. */
export interface BomLicense {
  readonly kind: 'expression' | 'id' | 'name'
  readonly value: string
  readonly text?: string
  readonly url?: string
  /** The source does not say whether this is declared or concluded (CycloneDX without `acknowledgement`). */
  readonly isUnqualified?: boolean
}

/** In the words of CycloneDX externalReference types; SPDX categories are `locator` values with their own type name. */
export interface BomReference {
  readonly type: string
  readonly url: string
  readonly comment?: string
  readonly hashes: readonly BomHash[]
  /** SPDX 2 referenceCategory: `SECURITY`, `PACKAGE-MANAGER`, `PERSISTENT-ID`, `OTHER`. */
  readonly category?: string
}

/** Where in the product it was seen (CycloneDX evidence.occurrences, SPDX snippet ranges and file names). */
export interface BomOccurrence {
  readonly location: string
  readonly line?: number
  /** The last line, where it is a range. */
  readonly endLine?: number
  /** Offsets of bytes as the document counts them, both ends included. */
  readonly bytes?: { readonly start: number; readonly end: number }
}

export interface BomElement {
  readonly ref: BomRef
  readonly kind: BomKind
  /** Further purposes (SPDX 3 software_additionalPurpose). */
  readonly additionalKinds?: readonly BomKind[]
  readonly name: string
  /** CycloneDX group. */
  readonly group?: string
  readonly version?: string
  /** As stated: not yet parsed, perhaps invalid. */
  readonly purl?: string
  readonly cpes: readonly string[]
  /** CycloneDX swid.tagId. */
  readonly swid?: string
  readonly supplier?: BomActor
  /** CycloneDX manufacturer, SPDX originator. */
  readonly originator?: BomActor
  readonly authors: readonly BomActor[]
  readonly publisher?: string
  readonly description?: string
  readonly summary?: string
  readonly comment?: string
  readonly copyright?: string
  /** CycloneDX scope. */
  readonly scope?: 'required' | 'optional' | 'excluded'
  readonly hashes: readonly BomHash[]
  /** What the maker declares; of SPDX 2 files: what was found in them. */
  readonly declaredLicenses: readonly BomLicense[]
  /** What whoever made the SBOM concludes. */
  readonly concludedLicenses: readonly BomLicense[]
  /** Of packages: what was found in their files (SPDX 2 licenseInfoFromFiles). */
  readonly foundLicenses?: readonly BomLicense[]
  readonly licenseComment?: string
  readonly downloadLocation?: string
  readonly homepage?: string
  readonly references: readonly BomReference[]
  readonly fileName?: string
  readonly filesAnalyzed?: boolean
  /** SPDX package verification code, lowercase hex. */
  readonly verificationCode?: string
  /** Files that the verification code leaves out. */
  readonly verificationCodeExcludes?: readonly string[]
  /** Of snippets: the file that they are a part of. */
  readonly partOf?: BomRef
  readonly sourceInfo?: string
  readonly attributionTexts: readonly string[]
  readonly notice?: string
  /** RFC 3339. */
  readonly built?: string
  readonly released?: string
  /** End of support. */
  readonly validUntil?: string
  /** SPDX file types, mime types. */
  readonly contentTypes: readonly string[]
  readonly occurrences: readonly BomOccurrence[]
  /** Of services: where they answer. */
  readonly endpoints?: readonly string[]
  readonly properties: readonly BomProperty[]
}
