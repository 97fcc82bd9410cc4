/** What the machine would decide about the findings at hand: facts put together from tree, inventory and received VEX. */
import { readReceivedVex, toSourceTree } from '@occtet/toolkit/adapters'
import type { Finding } from '@occtet/toolkit/model'
import { applyVex, type Proposal, propose, sceneOf, toProposalFacts } from '@occtet/toolkit/vex'
import { openRepoFiles } from './evidence.ts'
import type { FindingDesk } from './finding-desk.ts'

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
      const component = components.get(finding.purl)
      const facts = toProposalFacts({ finding, component, tree, vex: statements[at] })
      return [finding.key, propose(finding, facts)] as const
    }),
  )
  return { byFinding, problems: received.problems }
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
