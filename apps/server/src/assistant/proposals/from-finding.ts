/** What the organisation knows of a finding, as evidence: its own looks and decisions, and what suppliers say of it. */
import {
  type FindingAtHand,
  type NoticeFacts,
  type ProposalRequest,
  toImpactRequest,
  toNoticeRequest,
  toVexRequest,
} from '@occtet/toolkit/assistant'
import type { Finding } from '@occtet/toolkit/model'
import { applyVex, sceneOf, type VexPosition } from '@occtet/toolkit/vex'
import { missing, refuse, type Refused } from '../../products/refuse.ts'
import { readReceived } from '../../triage/received.ts'
import { applyOn, asSeenBy, openTriageDesk, type TriageDesk } from '../../triage/triage-desk.ts'
import { frameOf, type ReleasedScene, unfit } from './scene.ts'

export type FindingKind = 'vex_justification' | 'impact_statement' | 'user_notice'

export async function fromFinding(
  scene: ReleasedScene,
  kind: FindingKind,
): Promise<ProposalRequest | Refused> {
  const { org, caller, now, product, release, subject } = scene
  const opened = await openTriageDesk(org, product.slug, release.version)
  if (!opened.ok) return refuse(opened.error.status, opened.error.code, opened.error.message)
  const desk = asSeenBy(opened.value, caller)
  const finding = applyOn(desk, now.slice(0, 10)).findings.find(({ key }) => key === subject)
  if (finding === undefined) return missing
  const frame = frameOf(scene, { name: desk.subject.name, release: release.version })
  const known = await knownOf(scene, desk, finding)
  switch (kind) {
    case 'vex_justification':
      return toVexRequest(known, frame)
    case 'impact_statement':
      return toImpactRequest(known, frame)
    case 'user_notice': {
      const facts = readNoticeFacts(scene.facts)
      return 'kind' in facts ? facts : toNoticeRequest(known, facts, frame)
    }
    default:
      return kind satisfies never
  }
}

async function knownOf({ org }: ReleasedScene, desk: TriageDesk, finding: Finding): Promise<FindingAtHand> {
  const inventory = await desk.release.inventory()
  const component = inventory?.components.find(({ purl }) => purl === finding.purl)
  const { documents, broken } = await readReceived(org, desk.product)
  // Without an inventory nobody can say what a document is about.
  const unplaced = inventory === undefined ? documents.length : 0
  const [said] =
    inventory === undefined
      ? []
      : applyVex([finding], documents, sceneOf({ inventory, subject: desk.subject }))
  return {
    ...finding,
    received: (said?.positions ?? []).map(toStatement),
    unread: broken.length + unplaced + desk.decisions.broken.length,
    places: (component?.evidence ?? []).map(({ path, line }) => ({ path, line })),
    ranges: finding.matched.map(({ source, record, range }) => ({ source, record, range })),
  }
}

/** The newest one of an author; whoever wrote it, it is a supplier's. */
function toStatement({
  author,
  status,
  statements,
}: VexPosition): NonNullable<FindingAtHand['received']>[number] {
  const [newest] = statements
  const { justification, impact, notes } = newest?.statement ?? {}
  return {
    source: author,
    status,
    reason: impact ?? notes ?? '',
    ...(justification !== undefined && { justification }),
  }
}

const noticeFacts: readonly string[] = ['affected', 'mitigation', 'exploited']

function readNoticeFacts(facts: Readonly<Record<string, string>>): NoticeFacts | Refused {
  const stranger = Object.keys(facts).find((name) => !noticeFacts.includes(name))
  if (stranger !== undefined) return unfit(`a notice takes the facts ${noticeFacts.join(', ')}`)
  const said = facts['exploited']
  const exploited = (['yes', 'no', 'unknown'] as const).find((word) => word === said)
  if (said !== undefined && exploited === undefined)
    return unfit('expected exploited to be yes, no or unknown')
  return { affected: facts['affected'], mitigation: facts['mitigation'], exploited }
}
