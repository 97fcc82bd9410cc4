/** Which events an added entry of a decision is. */
import type { Announce } from '@occtet/toolkit/adapters'
import { sha256Hex } from '@occtet/toolkit/base'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { type DecisionEntry, type DecisionRecord, formatDecision } from '@occtet/toolkit/vex'
import { fit, instantNow, newId, person } from './draft.ts'
import type { Note } from './recorder.ts'

/** What the writers of decisions are handed. */
export function announceDecisions(
  { subject }: { readonly subject: { readonly id: string } },
  note: Note,
  isPrivate = false,
): Announce<DecisionRecord> {
  return (after, before) => note(decisionEvents({ product: subject.id, isPrivate }, after, before))
}

/** One draft for each entry that `after` has more than `before`; all speak of the file as it then is. */
export function decisionEvents(
  { product, isPrivate }: { readonly product: string; readonly isPrivate: boolean },
  after: DecisionRecord,
  before: DecisionRecord | undefined,
): readonly EventDraft[] {
  return after.entries.slice(before?.entries.length ?? 0).map((entry) => ({
    id: newId(),
    time: instantNow(),
    product: fit(product, 256),
    actor: person(entry.by),
    subject: [{ name: `${after.id}.yaml`, uri: after.component, digest: { sha256: digestOf(after) } }],
    ...tell(after, entry, isPrivate || after.embargoUntil !== undefined),
  }))
}

type Told = Pick<EventDraft, 'type' | 'data'>

function tell(record: DecisionRecord, entry: DecisionEntry, isPrivate: boolean): Told {
  const sha256 = digestOf(record)
  const kept = isPrivate ? { isPrivate } : {}
  const approval = { kind: 'decision', sha256, role: 'second person', ...kept }
  const vulnerability = fit(record.vulnerability.id, 128)
  const finding = { vulnerability, component: fit(record.component, 1024), ...kept }
  const decided = { ...finding, decisionId: fit(record.id, 200), decisionSha256: sha256 }
  switch (entry.kind) {
    case 'decide':
    case 'import': {
      const { status, justification } = entry.verdict
      const why = justification === undefined ? {} : { justification }
      return { type: 'vuln.triaged', data: { ...decided, decision: status, ...why } }
    }
    case 'confirm':
      return { type: 'approval.granted', data: approval }
    case 'reject':
      return { type: 'approval.rejected', data: { ...approval, ...commentOf(entry.reason) } }
    case 'revoke':
      return { type: 'vuln.reopened', data: { ...finding, reason: fit(entry.reason, 1000) } }
    case 'note':
      return { type: 'vuln.noted', data: { ...decided, note: fit(entry.reason, 2000) } }
    default:
      return entry satisfies never
  }
}

function commentOf(reason: string | undefined): { readonly comment?: string } {
  return reason === undefined ? {} : { comment: fit(reason, 2000) }
}

function digestOf(record: DecisionRecord): string {
  return sha256Hex(formatDecision(record))
}
