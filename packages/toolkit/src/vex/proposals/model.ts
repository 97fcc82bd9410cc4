/** What the machine proposes about a finding, and the facts that it may look at. A person accepts, or nobody does. */
import type { Component, Finding, Reachability } from '../../model/index.ts'
import type { SourceTree } from '../../reachability/index.ts'
import type { FindingVex } from '../apply/apply-vex.ts'
import type { Verdict } from '../model.ts'

export const proposalKinds = [
  'dev-only',
  'not-imported',
  'file-absent',
  'platform-mismatch',
  'distribution-backport',
  'upstream-vex',
] as const
export type ProposalKind = (typeof proposalKinds)[number]

/** `high`: measured to hold in at least 95 of 100 cases (`enabled.ts`). Lower ones name what is unknown. */
export type Confidence = 'high' | 'medium' | 'low'

export interface ProposalEvidence {
  /** One English clause. */
  readonly text: string
  /** Relative to the root of the tree, with forward slashes. */
  readonly path?: string
  /** 1-based. */
  readonly line?: number
}

export interface Proposal {
  readonly kind: ProposalKind
  /** What a person would decide by accepting it; complete as `checkVerdict` wants it. */
  readonly verdict: Verdict
  readonly confidence: Confidence
  /** One English sentence. */
  readonly message: string
  /** Never empty; what is unknown stands last. */
  readonly evidence: readonly ProposalEvidence[]
  /** SHA-256, lowercase hex, over finding and proposal: another digest means that what it rests on has changed. */
  readonly basis: string
}

/** A kind hands back what it found out; `propose` adds kind and digest. */
export type Draft = Omit<Proposal, 'kind' | 'basis'>

export interface Proposer {
  readonly kind: ProposalKind
  /** Pure, never throws. Undefined: nothing may be proposed, or a fact that it needs is unknown. */
  readonly propose: (finding: Finding, facts: ProposalFacts) => Draft | undefined
}

/** A list that proves an absence only where it is complete. */
export interface Listing {
  readonly items: readonly string[]
  /** Nothing was left out: no unread archive, no skipped folder, no other build. */
  readonly isComplete: boolean
}

/** The installed copy, and the limits that the package itself sets to its installation. */
export interface ComponentFacts {
  readonly component: Pick<Component, 'scope' | 'relation' | 'groups' | 'evidence'>
  /** npm `os` and `cpu`, as written. */
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  /** PEP 508 marker of the only requirement that brings it in, as written. */
  readonly marker?: string
  /** Files of the shipped copy, relative to its root. */
  readonly files?: Listing
  /** Compiled packages of the module, such as `golang.org/x/net/html`. */
  readonly packages?: Listing
}

/** What records say of where the flaw lies. Empty lists are not used: absent means that they name nothing. */
export interface AdvisoryFacts {
  /** All named systems and processors; given only where every entry of the records names some. */
  readonly os?: readonly string[]
  readonly arch?: readonly string[]
  /** All named packages or files. */
  readonly packagePaths?: readonly string[]
  /** Summary and details, one after the other. */
  readonly text?: string
}

/** What one feed says of one vulnerability in one source package of one release. */
export interface DistributionClaim {
  readonly source: string
  readonly record: string
  /** All names of the vulnerability that it is about. */
  readonly names: readonly string[]
  readonly distribution: string
  readonly release: string
  /** Source package. */
  readonly package: string
  /** In the feed's word. */
  readonly status: string
  /** First version with the fix, epoch included. `0`: the feed does not count the flaw. */
  readonly fixed?: string
  readonly note?: string
}

export interface DistributionFacts {
  readonly name: string
  readonly release: string
  /** Source package of the installed one, and the version of that source package, epoch included. */
  readonly package: string
  readonly version: string
  readonly claims: readonly DistributionClaim[]
}

export interface ProductFacts {
  /** Everything that it is released for: `os` or `os/arch[/variant]` in the words of Go. Absent: unknown. */
  readonly platforms?: readonly string[]
}

/** Each absent member is unknown, and an unknown never makes a proposal surer. */
export interface ProposalFacts {
  readonly component?: ComponentFacts
  readonly advisory?: AdvisoryFacts
  /** Answer of the search for imports in `tree`. */
  readonly reachability?: Reachability
  /** Sources, manifests and container files of the product. Hostile. */
  readonly tree?: SourceTree
  readonly distribution?: DistributionFacts
  /** Statements of imported documents that are about this finding. */
  readonly vex?: FindingVex
  readonly product?: ProductFacts
}
