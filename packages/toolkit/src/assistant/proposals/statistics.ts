/** How often people accept what is proposed, and how often it was right where that is known. */
import { type Proposal, type ProposalKind, proposalKinds } from './model.ts'
import type { Verdict } from './verdict.ts'

export interface ProposalRecord {
  readonly proposal: Pick<Proposal, 'kind' | 'outcome'>
  /** Absent: nobody has judged it yet. */
  readonly verdict?: Verdict['verdict']
  /** Whether it was right, where a label says so; absent: unknown. */
  readonly isRight?: boolean
}

export interface ProposalStatistics {
  readonly kind: ProposalKind
  readonly proposed: number
  /** Requests for which nothing was proposed. */
  readonly abstained: number
  readonly accepted: number
  readonly edited: number
  readonly rejected: number
  /** Accepted as they were, of all that a person judged; absent: nobody judged any. */
  readonly acceptanceRate?: number
  /** Right, of all proposed ones with a label; absent: none has one. */
  readonly precision?: number
}

/** One row for each kind that occurs, in the order of the kinds. */
export function toStatistics(records: readonly ProposalRecord[]): readonly ProposalStatistics[] {
  return proposalKinds.flatMap((kind) => {
    const own = records.filter(({ proposal }) => proposal.kind === kind)
    return own.length === 0 ? [] : [statisticsOf(kind, own)]
  })
}

function statisticsOf(kind: ProposalKind, records: readonly ProposalRecord[]): ProposalStatistics {
  const proposed = records.filter(({ proposal }) => proposal.outcome === 'propose')
  const count = (verdict: Verdict['verdict']): number =>
    proposed.filter((one) => one.verdict === verdict).length
  const [accepted, edited, rejected] = [count('accepted'), count('edited'), count('rejected')]
  const judged = accepted + edited + rejected
  const labelled = proposed.flatMap(({ isRight }) => (isRight === undefined ? [] : [isRight]))
  return {
    kind,
    proposed: proposed.length,
    abstained: records.length - proposed.length,
    accepted,
    edited,
    rejected,
    ...(judged > 0 && { acceptanceRate: accepted / judged }),
    ...(labelled.length > 0 && { precision: labelled.filter(Boolean).length / labelled.length }),
  }
}
