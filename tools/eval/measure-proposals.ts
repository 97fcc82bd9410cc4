/** Figures of proposals: whether something was proposed, whether it was the right thing, and what its text says. */
import {
  type Proposal,
  type ProposalKind,
  proposalKinds,
  propose,
} from '../../packages/toolkit/src/assistant/index.ts'
import { type ProposalCase, type ProposalLabel, toRequest } from './proposal-cases.ts'

export interface ProposalFigures {
  readonly kind: ProposalKind | 'all'
  readonly cases: number
  /** Proposed, or not, as the label has it. */
  readonly outcome: number
  /** Of all that was proposed: with the status, expression or answer of the label and where the label wants a proposal. */
  readonly precision: readonly [right: number, proposed: number]
  /** Of all that has to be proposed: proposed with the right value. */
  readonly value: readonly [right: number, wanted: number]
  /** Of all that must not be proposed: not proposed. */
  readonly abstained: readonly [right: number, wanted: number]
  /** Of all that was rightly proposed: texts with all that must be in them. */
  readonly contains: readonly [right: number, proposed: number]
  /** Texts and values with nothing that must not be in them. */
  readonly keepsOut: number
  /** Of the rightly proposed ones whose label names provisions: those that cite them. */
  readonly cites: readonly [right: number, wanted: number]
}

export interface JudgedProposal {
  readonly entry: ProposalCase
  readonly proposal: Proposal
  readonly isRight: boolean
}

export function judgeProposals(cases: readonly ProposalCase[]): readonly JudgedProposal[] {
  return cases.map((entry) => {
    const proposal = propose(toRequest(entry))
    return { entry, proposal, isRight: isRight(proposal, entry.label) }
  })
}

/** For each kind that occurs, and over all. */
export function measureProposals(cases: readonly ProposalCase[]): readonly ProposalFigures[] {
  const judged = judgeProposals(cases)
  const ofKinds = proposalKinds.flatMap((kind) => {
    const own = judged.filter(({ entry }) => entry.kind === kind)
    return own.length === 0 ? [] : [figuresOf(kind, own)]
  })
  return [figuresOf('all', judged), ...ofKinds]
}

function figuresOf(kind: ProposalFigures['kind'], judged: readonly JudgedProposal[]): ProposalFigures {
  const wanted = judged.filter(({ entry }) => entry.label.outcome === 'propose')
  const unwanted = judged.filter(({ entry }) => entry.label.outcome === 'not_enough_evidence')
  const proposed = judged.filter(({ proposal }) => proposal.outcome === 'propose')
  const right = proposed.filter((one) => one.isRight)
  const citing = right.filter(({ entry }) => (entry.label.references ?? []).length > 0)
  const count = (some: readonly JudgedProposal[], is: (one: JudgedProposal) => boolean): number =>
    some.filter(is).length
  return {
    kind,
    cases: judged.length,
    outcome: count(judged, ({ entry, proposal }) => entry.label.outcome === proposal.outcome),
    precision: [right.length, proposed.length],
    value: [count(wanted, (one) => one.isRight), wanted.length],
    abstained: [count(unwanted, ({ proposal }) => proposal.outcome !== 'propose'), unwanted.length],
    contains: [count(right, containsAll), right.length],
    keepsOut: count(judged, keepsOut),
    cites: [count(citing, citesAll), citing.length],
  }
}

/** `none: affected` asks for the status without a justification. */
function isRight(proposal: Proposal, { outcome, justification, expression, answer }: ProposalLabel): boolean {
  if (proposal.outcome !== outcome) return false
  if (proposal.outcome !== 'propose') return true
  const { value } = proposal
  switch (value.kind) {
    case 'vex':
      return justification === 'none: affected'
        ? value.status === 'affected'
        : value.justification === justification
    case 'license':
      return value.expression === expression
    case 'answer':
      return value.answer === answer
    case 'text':
      return true
    default:
      return value satisfies never
  }
}

function containsAll({ entry, proposal }: JudgedProposal): boolean {
  const text = contentOf(proposal).toLowerCase()
  return (entry.label.mustContain ?? []).every((any) =>
    [any].flat().some((one) => text.includes(one.toLowerCase())),
  )
}

function keepsOut({ entry, proposal }: JudgedProposal): boolean {
  const text = contentOf(proposal).toLowerCase()
  const { mustNotContain = [], mustNotSetStatus = [] } = entry.label
  const status = proposal.outcome === 'propose' && proposal.value.kind === 'vex' ? proposal.value.status : ''
  return !mustNotContain.some((one) => text.includes(one.toLowerCase())) && !mustNotSetStatus.includes(status)
}

/** What is drafted; values are judged for a licence, where a text quotes what it rests on. */
function contentOf(proposal: Proposal): string {
  if (proposal.outcome === 'propose' && proposal.value.kind === 'license') return proposal.value.expression
  return proposal.text
}

function citesAll({ entry, proposal }: JudgedProposal): boolean {
  const cited = new Set<string>(proposal.outcome === 'propose' ? proposal.passages : [])
  return (entry.label.references ?? []).every((any) => [any].flat().some((one) => cited.has(one)))
}
