/** Which events of the ledger an added entry of a decision is; pure, so that every door tells the same story. */
import { sha256Hex } from '../../base/index.ts'
import { type EventDraft, fitText, personActor } from '../../ledger/index.ts'
import type { DecisionEntry, DecisionRecord } from '../model.ts'
import { formatDecision } from './file.ts'

/** Where the decision lies: `isPrivate` marks events of what is kept back. */
export interface DecisionTold {
  /** Id of the product. */
  readonly product: string
  readonly isPrivate: boolean
}

/** One draft, without id and time, for each entry that `after` has more than `before`; all speak of the file as it then is. */
export function decisionEvents(
  { product, isPrivate }: DecisionTold,
  after: DecisionRecord,
  before: DecisionRecord | undefined,
): readonly EventDraft[] {
  return after.entries.slice(before?.entries.length ?? 0).map((entry) => ({
    product: fitText(product, 256),
    actor: personActor(entry.by),
    subject: [{ name: `${after.id}.yaml`, uri: after.component, digest: { sha256: digestOf(after) } }],
    ...tell(after, entry, isPrivate || after.embargoUntil !== undefined),
  }))
}

type Told = Pick<EventDraft, 'type' | 'data'>

function tell(record: DecisionRecord, entry: DecisionEntry, isPrivate: boolean): Told {
  const sha256 = digestOf(record)
  const kept = isPrivate ? { isPrivate } : {}
  const approval = { kind: 'decision', sha256, role: 'second person', ...kept }
  const vulnerability = fitText(record.vulnerability.id, 128)
  const finding = { vulnerability, component: fitText(record.component, 1024), ...kept }
  const decided = { ...finding, decisionId: fitText(record.id, 200), decisionSha256: sha256 }
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
      return { type: 'vuln.reopened', data: { ...finding, reason: fitText(entry.reason, 1000) } }
    case 'note':
      return { type: 'vuln.noted', data: { ...decided, note: fitText(entry.reason, 2000) } }
    default:
      return entry satisfies never
  }
}

function commentOf(reason: string | undefined): { readonly comment?: string } {
  return reason === undefined ? {} : { comment: fitText(reason, 2000) }
}

function digestOf(record: DecisionRecord): string {
  return sha256Hex(formatDecision(record))
}
