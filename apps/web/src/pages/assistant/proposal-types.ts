/** Shapes of proposals as the contract gives them. */
import { type AnswerOf, type BodyOf, type proposalRoutes } from '@occtet/contract/api'

export type Proposal = AnswerOf<(typeof proposalRoutes)['proposals.make']>
export type ProposalWish = BodyOf<(typeof proposalRoutes)['proposals.make']>
export type ProposalKind = Proposal['kind']
export type ProposalValue = NonNullable<Proposal['value']>
export type Subject = Proposal['subject']

/** What holds after a person accepted or changed it, for the form of a page. */
export interface Taken {
  /** Of the proposal: each is taken over once. */
  readonly id: string
  readonly kind: ProposalKind
  readonly text: string
  readonly value: ProposalValue
  /** Of the text. */
  readonly language: Proposal['language']
}

/** Undefined where nothing holds: rejected, or nobody has said. */
export function takenFrom({ id, kind, language, verdict }: Proposal): Taken | undefined {
  const { text, value } = verdict ?? {}
  return text === undefined || value === undefined ? undefined : { id, kind, text, value, language }
}

/** What a page says where it offers proposals. */
export interface ProposeProps {
  readonly org: string
  readonly product: string
  /** A version; undefined: the current one. */
  readonly release: string | undefined
  readonly subject: Subject
  readonly kinds: readonly ProposalKind[]
  /** Of the text, and of the proposals that are shown; absent: the reader's, and all. */
  readonly language?: Proposal['language']
  /** What the page knows already of what a notice or a policy is made from; the person sees and can change it. */
  readonly facts?: Readonly<Record<string, string>>
  /** Into the page's own form. */
  readonly onTake?: (taken: Taken) => void
  /** Kinds that the form has a place for; the others are copied. Default: all. */
  readonly takes?: readonly ProposalKind[]
}
