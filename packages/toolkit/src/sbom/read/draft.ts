/** What both readers hand over: the document's own components and edges, not yet matched to purls. */
import type { Issue } from '../../base/index.ts'
import type { CarriedProduct } from '../tree-products.ts'
import type { Evidence, FileReport, Hash, Origin, Relation, Scope } from '../../model/index.ts'
import type { SbomFormat } from '../sbom.ts'

/** Facts that the document states about a component; absent where it is silent. */
export interface DraftFacts {
  readonly relation?: Relation
  readonly scope?: Scope
  readonly origin?: Origin
  readonly ecosystem?: string
  readonly requirement?: string
  readonly isVersionResolved?: boolean
  readonly isFirstParty?: boolean
  readonly groups: readonly string[]
  readonly aliases: readonly string[]
  readonly licenses: readonly string[]
  readonly hashes: readonly Hash[]
  readonly evidence: readonly Evidence[]
}

export interface DraftComponent {
  /** The document's reference (bom-ref, SPDXID), or its place where it has none. */
  readonly ref: string
  readonly name: string
  readonly version?: string
  readonly purl?: string
  /** 1-based line in the document. */
  readonly line: number
  readonly facts: DraftFacts
  /** Set where we wrote it ourselves as a component without purl. */
  readonly unidentified?: { readonly line: number; readonly reason: string }
  /** Set where it says of itself, as our writer does, that it is one of several products of a tree. */
  readonly product?: CarriedProduct
}

export interface DraftEdge {
  readonly from: string
  readonly to: string
  readonly line: number
  /** The scope that the relationship itself states. */
  readonly scope?: Scope
}

export interface SbomDraft {
  readonly format: SbomFormat
  readonly formatVersion: string
  /** What the SBOM is about; undefined where it names nothing or several things. */
  readonly product?: DraftComponent
  readonly name: string
  readonly version?: string
  /** Hands out each component once, in the order of the document; the product is not among them. Called once. */
  readonly eachComponent: (visit: (component: DraftComponent) => void) => void
  /** The same for edges, after the components. */
  readonly eachEdge: (visit: (edge: DraftEdge) => void) => void
  readonly files: readonly FileReport[]
  /** Issues of the inventory that the document carries. */
  readonly carried: readonly Issue[]
  /** Issues of this reading, when all has been handed out. */
  readonly issues: () => readonly Issue[]
}

export const noFacts: DraftFacts = { groups: [], aliases: [], licenses: [], hashes: [], evidence: [] }
