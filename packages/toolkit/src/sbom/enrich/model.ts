/** What is known of a package beside the SBOM, and what became of it. */
import type { BomDocument } from '../document/bom.ts'
import type { BomActor, BomRef } from '../document/parts.ts'
import type { BomHash, BomReference } from '../document/element.ts'

/** What one source says of one package version. Untrusted where the source is a registry. */
export interface PackageFacts {
  /** With version. */
  readonly purl: string
  /** For people and for the property: `lock file package-lock.json:12`, `registry https://…`. */
  readonly source: string
  readonly hashes: readonly BomHash[]
  /** SPDX expressions or names, as the maker declares them. */
  readonly licenses: readonly string[]
  /** Purls; absent where the source says nothing of dependencies. */
  readonly dependsOn?: readonly string[]
  readonly originator?: BomActor
  readonly references: readonly BomReference[]
}

export type EnrichedField = 'hash' | 'license' | 'dependencies' | 'originator' | 'reference'

export interface FilledValue {
  readonly ref: BomRef
  readonly purl?: string
  readonly field: EnrichedField
  /** As text, for people. */
  readonly value: string
  readonly source: string
}

/** A source says something else than the SBOM: nothing of that source was taken for this component. */
export interface Contradiction {
  readonly ref: BomRef
  readonly purl: string
  readonly field: 'hash'
  readonly stated: string
  readonly found: string
  readonly source: string
}

export interface StillMissing {
  readonly ref: BomRef
  readonly name: string
  readonly purl?: string
  readonly fields: readonly ('purl' | 'version' | EnrichedField)[]
}

export interface EnrichReport {
  readonly document: BomDocument
  readonly filled: readonly FilledValue[]
  readonly contradictions: readonly Contradiction[]
  readonly missing: readonly StillMissing[]
}

/** Of an element: JSON `{field, source, value}`; one for each value that was filled in. */
export const enrichedProperty = 'occtet:enriched'
