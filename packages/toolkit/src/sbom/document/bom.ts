/**
 * What an SBOM says, in words of no format: the middle of every conversion, and what `score`, `diff`, `merge` and
 * `enrich` work on. The inventory (`../sbom.ts`) is what matching needs of it; this is all that a reader would miss.
 * Formats: CycloneDX 1.7 (ECMA-424), SPDX 2.3, SPDX 3.0.1.
 */
import type { BomElement, BomReference } from './element.ts'
import type { BomActor, BomProperty, BomRef } from './parts.ts'
import type { BomVulnerability } from './vulnerability.ts'

export type BomFamily = 'cyclonedx' | 'spdx' | 'spdx3'

/**
 * In the words of SPDX 3, where CycloneDX has fewer: `dependsOn` (CycloneDX `dependencies`), `contains` (nesting),
 * `provides` (CycloneDX 1.6). `other` keeps the source's own word in `original`.
 */
export interface BomRelationship {
  readonly from: BomRef
  readonly type: string
  /** One or more; SPDX `NONE` and `NOASSERTION` are an empty list with `completeness`. */
  readonly to: readonly BomRef[]
  readonly completeness?: 'complete' | 'incomplete' | 'noAssertion'
  readonly scope?: 'development' | 'build' | 'runtime' | 'test' | 'optional' | 'provided'
  /** The word of the source, where `type` says less than it (`PATCH_APPLIED`, a type that SPDX 3 has not). */
  readonly original?: string
  readonly comment?: string
}

export interface BomAnnotation {
  readonly subjects: readonly BomRef[]
  readonly kind: 'review' | 'other'
  readonly annotator: BomActor
  /** RFC 3339. */
  readonly date?: string
  readonly text: string
}

/** How complete the list of parts or dependencies is, as the maker states it (CycloneDX compositions). */
export interface BomComposition {
  readonly aggregate: string
  readonly assemblies: readonly BomRef[]
  readonly dependencies: readonly BomRef[]
}

/** A licence that the document brings along (SPDX extracted licensing info, CycloneDX named licences with text). */
export interface BomLicenseText {
  /** `LicenseRef-…`. */
  readonly id: string
  readonly name?: string
  readonly text: string
  readonly urls: readonly string[]
  readonly comment?: string
}

export interface BomDocument {
  readonly family: BomFamily
  /** `1.6`, `2.3`, `3.0.1`. */
  readonly specVersion: string
  /** CycloneDX serialNumber, SPDX documentNamespace, SPDX 3 spdxId. */
  readonly id?: string
  /** CycloneDX `version`: the revision of this document. */
  readonly revision?: number
  readonly name?: string
  /** RFC 3339. */
  readonly created?: string
  readonly creators: readonly BomActor[]
  readonly manufacturer?: BomActor
  readonly supplier?: BomActor
  /** SPDX licence id of the document itself. */
  readonly dataLicense?: string
  readonly licenseListVersion?: string
  /** On the making of the document, not on its content (SPDX creationInfo.comment). */
  readonly creationComment?: string
  readonly comment?: string
  /** CycloneDX lifecycles, SPDX 3 sbomType: `design`, `source`, `build`, `deployed`, `runtime`, … */
  readonly lifecycles: readonly string[]
  /** What the document is about: CycloneDX metadata.component, SPDX DESCRIBES, SPDX 3 rootElement. */
  readonly subjects: readonly BomRef[]
  /** In the order of the document; nesting is a `contains` relationship. */
  readonly elements: readonly BomElement[]
  readonly relationships: readonly BomRelationship[]
  readonly compositions: readonly BomComposition[]
  readonly licenseTexts: readonly BomLicenseText[]
  readonly annotations: readonly BomAnnotation[]
  readonly vulnerabilities: readonly BomVulnerability[]
  /** Other documents that this one refers to. */
  readonly externalDocuments: readonly {
    readonly id: string
    readonly uri: string
    readonly hashes: BomElement['hashes']
  }[]
  /** Of the document itself (CycloneDX externalReferences of the root). */
  readonly references?: readonly BomReference[]
  readonly properties: readonly BomProperty[]
}

/** One kind of thing that a conversion does not carry. */
export interface BomLoss {
  /**
   * Where it stood, as a pattern over the document it was read from or, for an encoder, over `BomDocument`:
   * `components[].pedigree.commits`, `elements[].verificationCode`.
   */
  readonly where: string
  /** How many values. At least 1. */
  readonly count: number
  /** `left-out`: gone. `reduced`: said with less precision. `moved`: kept where other tools do not look. */
  readonly kind: 'left-out' | 'reduced' | 'moved'
  /** A plain sentence for the user. */
  readonly reason: string
}
