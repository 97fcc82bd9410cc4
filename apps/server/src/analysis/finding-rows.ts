/** Findings laid under decisions and put in order, as rows of the queue. */
import type { ProductProfile } from '@occtet/toolkit/cra'
import { prioritise, toSubjectFacts, unknownSubject } from '@occtet/toolkit/matching'
import { type Finding, type FindingsReport, isExploited, type Purl } from '@occtet/toolkit/model'
import { applyDecisions, type DecisionRecord, type VexSubject } from '@occtet/toolkit/vex'
import type { FindingRow } from '../db/tables/products.ts'

export type FindingDraft = Omit<FindingRow, 'org_id' | 'release_id' | 'product_id' | 'first_seen_at'>

export interface QueueInput {
  readonly report: FindingsReport
  readonly records: readonly DecisionRecord[]
  readonly subject: VexSubject
  readonly profile: ProductProfile | undefined
  /** Purls of every component of the release. */
  readonly components: readonly Purl[]
  /** `YYYY-MM-DD` */
  readonly today: string
}

/** Decisions first, since the order rests on them; each finding once, first what to look at first. */
export function layDecisions(input: QueueInput): readonly Finding[] {
  const { report, records, subject, profile, components, today } = input
  const decided = applyDecisions(report.findings, records, {
    product: subject.id,
    ...(subject.version === undefined ? {} : { release: subject.version }),
    today,
    components,
  })
  return order(decided.findings, profile, today)
}

/** In the order given. */
export function toFindingRows(findings: readonly Finding[]): readonly FindingDraft[] {
  return findings.map(toRow)
}

/** Without decisions, as a release desk shows them. */
export function inOrder(
  report: FindingsReport,
  profile: ProductProfile | undefined,
  today: string,
): FindingsReport {
  return { ...report, findings: order(report.findings, profile, today) }
}

function order(
  findings: readonly Finding[],
  profile: ProductProfile | undefined,
  today: string,
): readonly Finding[] {
  const subject = profile === undefined ? unknownSubject : toSubjectFacts(profile.facts, profile.exposure)
  return prioritise(findings, { subject, today })
}

function toRow(finding: Finding, position: number): FindingDraft {
  const { decision, ...found } = finding
  const { exploitation, fix, priority } = found
  return {
    key: finding.key,
    purl: finding.purl,
    advisory: finding.group,
    aliases: ` ${[...new Set([finding.group, ...finding.aliases, ...finding.records])].join(' ')} `,
    queue_group: priority?.group ?? 'rest',
    position,
    level: finding.level,
    scope: finding.scope,
    is_direct: finding.relation === 'direct' ? 1 : 0,
    is_exploited: isExploited(finding) ? 1 : 0,
    epss: toMillionths(exploitation?.epss?.score),
    fixed_in: fix.nearest ?? null,
    ...stateOf(decision),
    // Decisions stay in their files: what is under embargo is in no other place.
    body: JSON.stringify(found),
  }
}

/** A decision that was taken back decides nothing; it is named all the same. */
function stateOf(decision: Finding['decision']): Pick<FindingDraft, 'state' | 'status' | 'decision_id'> {
  if (decision === undefined) return { state: 'open', status: null, decision_id: null }
  const { id, standing, status } = decision
  return standing === 'revoked'
    ? { state: 'open', status: null, decision_id: id }
    : { state: standing, status, decision_id: id }
}

function toMillionths(score: number | undefined): number | null {
  return score === undefined ? null : Math.round(score * 1_000_000)
}
