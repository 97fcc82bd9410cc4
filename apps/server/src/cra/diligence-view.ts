/** Due diligence on components: which deserve a look and why, and what was decided. Pure. */
import type { diligenceView } from '@occtet/contract/api'
import {
  type ComponentDecision,
  type DiligenceFile,
  type DiligenceRow,
  joinComponents,
  type UpstreamReport,
} from '@occtet/toolkit/cra'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import type * as z from 'zod/mini'
import type { AssessedState } from './state.ts'
import { subjectOf } from './subject.ts'

export type DiligenceView = z.infer<typeof diligenceView>

export interface DiligenceParts {
  /** Undefined: nothing was read of this release. */
  readonly inventory: Inventory | undefined
  /** Undefined: nobody matched it; then no component counts as covered by a source. */
  readonly findings: FindingsReport | undefined
  readonly file: DiligenceFile
  readonly version: number
}

export const emptyDiligence: DiligenceFile = { schema: 'occtet.diligence/1', decisions: [], upstream: [] }

export function toDiligence(state: AssessedState, parts: DiligenceParts): DiligenceView {
  const { inventory, findings, file, version } = parts
  const head = { subject: subjectOf(state), diligenceVersion: version }
  if (inventory === undefined) {
    const upstream = file.upstream.map(toReport)
    return { ...head, components: null, rows: [], orphans: [], upstream, unreported: 0 }
  }
  const record = joinComponents({ inventory, findings }, file, state.now.slice(0, 10))
  return {
    ...head,
    components: record.components,
    rows: record.rows.map(toRow),
    orphans: record.orphans.map(toDecision),
    upstream: record.upstream.map(toReport),
    unreported: record.unreported.length,
  }
}

function toRow({ facts, state }: DiligenceRow): DiligenceView['rows'][number] {
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

function toDecision(decision: ComponentDecision): DiligenceView['orphans'][number] {
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

function toReport({
  reported,
  notReported,
  fix,
  ...report
}: UpstreamReport): DiligenceView['upstream'][number] {
  return {
    package: report.package,
    vulnerability: report.vulnerability,
    foundAt: report.foundAt,
    reported: reported === undefined ? null : { at: reported.at, to: reported.to, url: reported.url ?? null },
    notReported: notReported ?? null,
    fix: fix === undefined ? null : { at: fix.at, url: fix.url },
    by: report.by,
  }
}
