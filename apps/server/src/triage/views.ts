/** Decisions and proposals as the API shows them. */
import type { Evidence } from '@occtet/contract/api'
import type { AppliedDecision, DecisionRecord, Proposal, Verdict } from '@occtet/toolkit/vex'
import { type DecisionFile } from './decision-store.ts'
import { isKeptBack } from '../products/kept-back.ts'
import { measuredOf } from './proposals.ts'

export type DecisionView = Evidence['decisions'][number]
type EntryView = DecisionView['entries'][number]

/** `applied`: where it stands on the finding at hand, or on the gravest of its findings. */
export function toDecisionView(file: DecisionFile, applied: AppliedDecision): DecisionView {
  const { record } = file
  const { state, standing, staleFacts, isReused } = applied
  const { verdict, reason, by, at, expires, untilNextRelease } = state.decision
  const { product, scope } = record.holds
  return {
    id: record.id,
    vulnerability: record.vulnerability.id,
    component: record.component,
    scope,
    ...(product === undefined ? {} : { product }),
    verdict: toVerdictView(verdict),
    reason,
    by,
    at,
    expires,
    untilNextRelease: untilNextRelease === true,
    standing,
    staleFacts: [...staleFacts],
    isReused,
    isPrivate: isKeptBack(file),
    ...(record.embargoUntil === undefined ? {} : { embargoUntil: record.embargoUntil }),
    ...(state.confirmedBy === undefined ? {} : { confirmedBy: state.confirmedBy }),
    digest: file.digest,
    entries: record.entries.map(toEntryView),
  }
}

export function toVerdictView(verdict: Verdict): DecisionView['verdict'] {
  return { ...verdict, responses: [...verdict.responses] }
}

function toEntryView(entry: DecisionRecord['entries'][number]): EntryView {
  const { kind, at, by } = entry
  const base = { kind, at, by, ...(entry.reason === undefined ? {} : { reason: entry.reason }) }
  if (entry.kind !== 'decide' && entry.kind !== 'import') return base
  const { verdict, expires, proposal, basis } = entry
  return {
    ...base,
    verdict: toVerdictView(verdict),
    expires,
    ...(proposal === undefined ? {} : { proposal }),
    ...(basis.release === undefined ? {} : { release: basis.release }),
  }
}

export function toProposalView(proposal: Proposal): Evidence['proposals'][number] {
  const { kind, verdict, confidence, message, evidence, basis } = proposal
  const measured = measuredOf(proposal)
  return {
    kind,
    verdict: toVerdictView(verdict),
    confidence,
    message,
    evidence: evidence.map((one) => ({ ...one })),
    basis,
    ...(measured === undefined ? {} : { measured }),
  }
}
