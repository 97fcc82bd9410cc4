/** An SBOM that lies in the tree or beside a release, read and checked once for all signals. */
import type { Sbom, SbomValidation } from '../sbom/index.ts'

/** What the document says about itself and its subject, beyond its components. */
export interface SbomHeader {
  /** RFC 3339, as the document writes it. */
  readonly timestamp?: string
  /** Programs that the document names as its makers. */
  readonly tools: readonly string[]
  /** Who made it, where it names a person or organisation. */
  readonly creators: readonly string[]
  /** The product as the document names it. */
  readonly subject: { readonly name?: string; readonly version?: string }
  /** How complete its dependencies are by its own words (CycloneDX compositions); absent: not declared. */
  readonly completeness?: string
}

export interface SbomDocument {
  /** Relative to the scanned root, with forward slashes. */
  readonly path: string
  readonly sbom: Sbom
  readonly validation: SbomValidation
  readonly header: SbomHeader
  /** Fields of each component that our model does not keep, by reference, for the BSI coverage. */
  readonly fields: readonly SbomComponentFields[]
}

/** What one component of the document states (BSI TR-03183-2, 2.1.0, section 5.2.2); absent is not stated. */
export interface SbomComponentFields {
  readonly name: string
  readonly version?: string
  readonly purl?: string
  readonly cpe?: string
  readonly creator?: string
  readonly fileName?: string
  /** Licence in any of its forms. */
  readonly hasLicense: boolean
  readonly hasSha512: boolean
  readonly isExecutable?: boolean
  readonly isArchive?: boolean
  readonly isStructured?: boolean
  /** Whether the dependencies of this component are stated, be it that it has none. */
  readonly hasDependencies: boolean
  /** 1-based. */
  readonly line: number
}
