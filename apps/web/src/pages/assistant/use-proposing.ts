/** One kind of proposal on its way: what was said for it, what a model would get, and what came of it. */
import { type AnswerOf, proposalRoutes } from '@occtet/contract/api'
import { useState } from 'react'
import { type Refusal, toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'
import { useFrame } from '../../app/frame.ts'
import { useLanguage } from '../../app/language.tsx'
import { type Extra, notesOf, toExtraWish } from './extra.ts'
import type { Proposal, ProposalKind, ProposalWish, ProposeProps } from './proposal-types.ts'

export interface KindProps extends Omit<ProposeProps, 'kinds'> {
  readonly kind: ProposalKind
  readonly mayAsk: boolean
  readonly proposal: Proposal | undefined
  readonly onProposal: (proposal: Proposal) => void
}

type Disclosed = AnswerOf<(typeof proposalRoutes)['proposals.preview']>

export type Step =
  /** `back`: from what was shown, without consent. */
  | { readonly kind: 'rest' | 'working' | 'back' }
  | { readonly kind: 'shown'; readonly disclosed: Disclosed }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export interface Proposing {
  readonly step: Step
  /** What was said for the proposal that stands; it holds for the next try, and for the model's. */
  readonly extra: Extra
  readonly makeByRules: (more?: Extra) => void
  /** `sent`: the digest of what was shown; absent where the organisation agreed for all. */
  readonly makeByModel: (sent?: string) => void
  readonly preview: () => void
  readonly goBack: () => void
}

/** `onMade` is told the id before the proposal is shown. */
export function useProposing(props: KindProps, onMade: (id: string) => void): Proposing {
  const { org, proposal, facts = {} } = props
  const { language } = useLanguage()
  const reader = useFrame().data?.caller.name ?? ''
  const [step, setStep] = useState<Step>({ kind: 'rest' })
  const [said, setSaid] = useState<Extra>()
  const extra = said ?? { notes: proposal === undefined ? '' : notesOf(proposal, reader), facts }
  const attempt = async (run: () => Promise<Step>): Promise<void> => {
    setStep({ kind: 'working' })
    setStep(await run().catch((error: unknown): Step => ({ kind: 'refused', refusal: toRefusal(error) })))
  }
  const make = async (more: Extra, model?: ProposalWish['model']): Promise<void> =>
    attempt(async () => {
      const body = { ...toWish(props, language, more), ...(model === undefined ? {} : { model }) }
      const key = crypto.randomUUID()
      const answer = await send(proposalRoutes['proposals.make'], { params: { org }, body }, { key })
      onMade(answer.id)
      props.onProposal(answer)
      return { kind: 'rest' }
    })
  const preview = async (): Promise<void> =>
    attempt(async () => {
      const body = toWish(props, language, extra)
      const disclosed = await send(proposalRoutes['proposals.preview'], { params: { org }, body })
      return { kind: 'shown', disclosed }
    })
  return {
    step,
    extra,
    makeByRules: (more = extra) => {
      setSaid(more)
      void make(more)
    },
    makeByModel: (sent) => void make(extra, sent === undefined ? {} : { sent }),
    preview: () => void preview(),
    goBack: () => setStep({ kind: 'back' }),
  }
}

function toWish(props: KindProps, language: Proposal['language'], extra: Extra): ProposalWish {
  const { kind, product, release, subject } = props
  return {
    kind,
    product,
    subject,
    language: props.language ?? language,
    ...(release === undefined || release === 'current' ? {} : { release }),
    ...toExtraWish(extra),
  }
}
