/** Due diligence as the value of `--json`: rows with reasons and state, what is no longer there, what was not reported. */
import type { ComponentDecision, DiligenceRecord, DiligenceRow, UpstreamReport } from '@occtet/toolkit/cra'

export type DiligenceValue = ReturnType<typeof toDiligenceValue>

export interface DiligenceSubject {
  readonly product: string
  readonly file: string
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** Only the advisories that came with the program: a small sample. */
  readonly isStarterSet: boolean
}

/** Null: not known, or not stated. */
export function toDiligenceValue(record: DiligenceRecord, subject: DiligenceSubject) {
  const { product, file, today, isStarterSet } = subject
  return {
    schema: 'occtet.cra-diligence/1',
    product,
    file,
    at: today,
    isStarterSet,
    components: record.components,
    rows: record.rows.map(toRow),
    orphans: record.orphans.map(toDecision),
    upstream: record.upstream.map(toReport),
    unreported: record.unreported.map(toReport),
  }
}

function toRow({ facts, state }: DiligenceRow) {
  return {
    purl: facts.purl,
    package: facts.package,
    version: facts.version ?? null,
    relation: facts.relation,
    scope: facts.scope,
    licenses: [...facts.licenses],
    foundAt: facts.foundAt,
    isPinned: facts.isPinned,
    reasons: [...facts.reasons],
    advisories: facts.advisories.map(({ id, level, fix }) => ({ id, level, fix: fix ?? null })),
    advisoriesKnown: facts.advisoriesKnown,
    state: state.kind,
    changes: state.kind === 'stale' ? [...state.changes] : [],
    decision: state.kind === 'open' ? null : toDecision(state.decision),
  }
}

export function toDecision(decision: ComponentDecision) {
  return {
    package: decision.package,
    version: decision.version ?? null,
    decision: decision.decision,
    why: decision.why,
    checks: [...(decision.checks ?? [])],
    measures: [...(decision.measures ?? [])],
    supportEnds: decision.supportEnds ?? null,
    maintainer: decision.maintainer ?? null,
    fallback: decision.fallback ?? null,
    by: decision.by,
    at: decision.at,
    advisories: [...(decision.advisories ?? [])],
  }
}

export function toReport(report: UpstreamReport) {
  const { reported, notReported, fix } = report
  return {
    package: report.package,
    vulnerability: report.vulnerability,
    foundAt: report.foundAt,
    reported: reported === undefined ? null : { at: reported.at, to: reported.to, url: reported.url ?? null },
    notReported: notReported ?? null,
    fix: fix ?? null,
    by: report.by,
  }
}
