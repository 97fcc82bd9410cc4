/** Where a product stands towards Annex I so far: machine evidence only, so nothing here ever says "met". */
import type { Json } from '../base/index.ts'
import type { Evidence } from '../model/index.ts'
import type { Spoken, spoken } from './say.ts'

/** One place that a signal rests on. */
export interface EvidencePlace extends Evidence {
  /**
   * Where `path` lies; absent: in the scanned tree. `forge`: in the exported folder, `path` begins with `forge:`.
   * `history`: a name in version control, `path` begins with `git:`, `line` is 1.
   * `page`: a saved web page, `path` begins with `page:`.
   */
  readonly in?: 'forge' | 'history' | 'page'
  /** RFC 3339, UTC: the last commit that touched the file, or the date of the name in history; absent where not known. */
  readonly changedAt?: string
  /** Full object id of that commit. */
  readonly commit?: string
}

/** One evidence signal of the catalogue, collected from the tree, the SBOM or the findings. */
export interface SignalResult {
  /** Catalogue id, such as `SIG-REPO-SECURITY-MD`. */
  readonly id: string
  readonly title: string
  /**
   * `present`: found. `absent`: looked for and not there; of a danger (such as `SIG-REPO-DANGEROUS-WF`) that is no gap.
   * `contrary`: found something that speaks against it.
   */
  readonly state: 'present' | 'absent' | 'contrary' | 'unknown'
  readonly strength: 'strong' | 'medium' | 'weak'
  /** One plain sentence for people. */
  readonly statement: string
  /** The result fields that the catalogue names for this signal. */
  readonly facts: Readonly<Record<string, Json>>
  readonly evidence: readonly EvidencePlace[]
  /** Why it is unknown. */
  readonly reason?: string
  /** What `statement` and `reason` are made of, to say them in other languages; absent where only their text was kept. */
  readonly [spoken]?: { readonly statement: Spoken; readonly reason?: Spoken }
}

/** A signal that says nothing about a requirement, and why. */
export interface NotRead {
  readonly id: string
  readonly reason: string
  /** What `reason` is made of, as of a signal. */
  readonly [spoken]?: { readonly reason: Spoken }
}

/** What the machine found for one of the 22 essential requirements. */
export interface RequirementEvidence {
  /** Catalogue id, such as `ECR-I-2e`. */
  readonly id: string
  /** Such as `Annex I, Part I, point (2)(e)`. */
  readonly ref: string
  readonly part: 'I' | 'II'
  readonly title: string
  readonly obligation: string
  /** `none`: looked, found nothing. `not-looked`: no signal that could speak for it is collected yet. */
  readonly state: 'evidence' | 'contrary' | 'none' | 'not-looked'
  /** Ids of collected signals, by what they say. */
  readonly supports: readonly string[]
  readonly against: readonly string[]
  readonly absent: readonly string[]
  /** Signals that say nothing here, with the reason: not read, unknown, or a danger that was not found. */
  readonly notRead: readonly NotRead[]
  /** What only a person can answer. */
  readonly humanNeeded: readonly string[]
  /** The catalogue's verification mark, shown to the reader. */
  readonly verification: string
}

export interface CraStatus {
  readonly schema: string
  readonly catalogue: { readonly version: string; readonly asOf: string }
  readonly signals: readonly SignalResult[]
  /** Always 22, in the order of the law. */
  readonly requirements: readonly RequirementEvidence[]
}
