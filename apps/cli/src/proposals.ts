/** What the machine would decide about the findings at hand: facts put together from tree, inventory and received VEX. */
import { readReceivedVex, toSourceTree } from '@occtet/toolkit/adapters'
import type { Component, Finding } from '@occtet/toolkit/model'
import type { SourceTree } from '@occtet/toolkit/reachability'
import { applyVex, type FindingVex, type Proposal, type ProposalFacts, propose } from '@occtet/toolkit/vex'
import { openRepoFiles } from './evidence.ts'
import type { FindingDesk } from './finding-desk.ts'
import { vendoredPackages } from './vendored-packages.ts'
import { sceneOf } from './vex-scene.ts'

export interface Proposals {
  /** By key of the finding; every finding that was asked for has an entry. */
  readonly byFinding: ReadonlyMap<string, readonly Proposal[]>
  /** One sentence per received document that cannot be read: it feeds no proposal. */
  readonly problems: readonly string[]
}

/** Reads the tree and `.occtet/received`; nothing is decided, and nothing is written. */
export function proposalsFor(desk: FindingDesk, findings: readonly Finding[]): Proposals {
  const received = readReceivedVex(desk.dir)
  const statements = applyVex(findings, received.documents, sceneOf(desk))
  const components = new Map(desk.inventory.components.map((component) => [component.purl, component]))
  const tree = toSourceTree(openRepoFiles(desk.dir, desk.inventory))
  const byFinding = new Map(
    findings.map((finding, at) => {
      const facts = factsOf({ finding, component: components.get(finding.purl), tree, vex: statements[at] })
      return [finding.key, propose(finding, facts)] as const
    }),
  )
  return { byFinding, problems: received.problems }
}

interface Known {
  readonly finding: Finding
  readonly component: Component | undefined
  readonly tree: SourceTree
  readonly vex: FindingVex | undefined
}

/** What is not known here, such as feeds of distributions by upstream version, is left out, and so proposes nothing. */
function factsOf({ finding, component, tree, vex }: Known): ProposalFacts {
  const { affectedPaths, reachability, summary } = finding
  // A symbol after `#` is finer than packages can tell.
  const packagePaths = [...new Set((affectedPaths ?? []).map((path) => path.split('#')[0] ?? path))]
  const packages = component === undefined ? undefined : vendoredPackages(tree, component)
  return {
    tree,
    advisory: {
      ...(summary === undefined ? {} : { text: summary }),
      ...(packagePaths.length === 0 ? {} : { packagePaths }),
    },
    ...(component === undefined
      ? {}
      : { component: { component, ...(packages === undefined ? {} : { packages }) } }),
    ...(reachability === undefined ? {} : { reachability }),
    ...(vex === undefined || vex.matches.length === 0 ? {} : { vex }),
  }
}

/** As the contract has it. */
export function toProposalValue({ kind, verdict, confidence, message, evidence, basis }: Proposal): object {
  const { status, justification, impact } = verdict
  return {
    kind,
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impact }),
    confidence,
    message,
    evidence,
    basis,
  }
}
