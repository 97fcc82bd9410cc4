/** One kind of proposal: ask for it by rules, let a model try after what it gets was shown, and try again with notes. */
import { type AnswerOf, proposalRoutes } from '@occtet/contract/api'
import { proposalWords } from '@occtet/ui'
import { useEffect, useRef, useState } from 'react'
import { type Refusal, toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Disclosure } from './disclosure.tsx'
import { type Extra, noExtra, toExtraWish } from './extra.ts'
import { ProposalCard } from './proposal-card.tsx'
import { useProposalReason } from './proposal-reason.ts'
import type { Proposal, ProposalKind, ProposalWish, ProposeProps } from './proposal-types.ts'
import styles from './proposals.module.css'
import { RetryForm } from './retry-form.tsx'
import { type Model, useModel } from './use-model.ts'

export interface KindProps extends Omit<ProposeProps, 'kinds'> {
  readonly kind: ProposalKind
  readonly mayAsk: boolean
  readonly proposal: Proposal | undefined
  readonly onProposal: (proposal: Proposal) => void
}

type Disclosed = AnswerOf<(typeof proposalRoutes)['proposals.preview']>

type Step =
  | { readonly kind: 'rest' | 'working' }
  | { readonly kind: 'shown'; readonly disclosed: Disclosed }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export function KindOfProposal(props: KindProps) {
  const { org, product, release, subject, kind, mayAsk, proposal, onProposal, onTake, takes } = props
  const t = useWords(proposalWords)
  const model = useModel(org)
  const [step, setStep] = useState<Step>({ kind: 'rest' })
  const [extra, setExtra] = useState<Extra>(noExtra)
  const box = useRef<HTMLDivElement>(null)
  // The button that was pressed may be gone: what came is read next.
  const made = useRef<string>(undefined)
  useEffect(() => {
    if (proposal !== undefined && made.current === proposal.id) {
      box.current?.querySelector('article')?.focus()
      made.current = undefined
    }
  }, [proposal])
  const wishOf = (more: Extra): ProposalWish => ({
    kind,
    product,
    subject,
    language: t.language,
    ...(release === undefined || release === 'current' ? {} : { release }),
    ...toExtraWish(more),
  })
  const attempt = async (run: () => Promise<Step>): Promise<void> => {
    setStep({ kind: 'working' })
    setStep(await run().catch((error: unknown): Step => ({ kind: 'refused', refusal: toRefusal(error) })))
  }
  const make = async (more: Extra, asked?: ProposalWish['model']): Promise<void> =>
    attempt(async () => {
      const body = { ...wishOf(more), ...(asked === undefined ? {} : { model: asked }) }
      const key = crypto.randomUUID()
      const answer = await send(proposalRoutes['proposals.make'], { params: { org }, body }, { key })
      made.current = answer.id
      onProposal(answer)
      return { kind: 'rest' }
    })
  const preview = async (): Promise<void> =>
    attempt(async () => {
      const route = proposalRoutes['proposals.preview']
      const disclosed = await send(route, { params: { org }, body: wishOf(extra) })
      return { kind: 'shown', disclosed }
    })
  return (
    <div ref={box} className={styles.kind}>
      {proposal === undefined ? null : (
        <ProposalCard
          key={proposal.id}
          org={org}
          proposal={proposal}
          onChanged={onProposal}
          onTake={takes === undefined || takes.includes(kind) ? onTake : undefined}
          retry={
            mayAsk ? (
              <RetryForm
                kind={kind}
                former={extra}
                isBusy={step.kind === 'working'}
                onRetry={(more) => {
                  setExtra(more)
                  void make(more)
                }}
              />
            ) : null
          }
        />
      )}
      {step.kind === 'shown' ? (
        <Disclosure
          preview={{ kind: 'would-send', disclosure: step.disclosed }}
          passages={(proposal?.evidence ?? []).map(({ id, source }) => ({ id, title: source }))}
          onAgree={(sent) => void make(extra, { sent })}
          onCancel={() => setStep({ kind: 'rest' })}
        />
      ) : mayAsk ? (
        <Ways
          kind={kind}
          hasOne={proposal !== undefined}
          model={model}
          isBusy={step.kind === 'working'}
          onMake={() => void make(extra)}
          onPreview={() => void preview()}
          onModel={() => void make(extra, {})}
        />
      ) : null}
      {step.kind === 'working' ? <Loading rows={2} /> : null}
      {step.kind === 'refused' ? <Trouble refusal={step.refusal} /> : null}
    </div>
  )
}

interface WaysProps {
  readonly kind: ProposalKind
  readonly hasOne: boolean
  readonly model: Model | undefined
  readonly isBusy: boolean
  readonly onMake: () => void
  readonly onPreview: () => void
  readonly onModel: () => void
}

/** A model is always the second way, and shows first what it would get unless the organisation agreed for all. */
function Ways({ kind, hasOne, model, isBusy, onMake, onPreview, onModel }: WaysProps) {
  const t = useWords(proposalWords)
  return (
    <p className={styles.buttons}>
      <Button isBusy={isBusy} tone={hasOne ? 'text' : 'plain'} onPress={onMake}>
        {t(hasOne ? 'again.rules' : `make.${kind}`)}
      </Button>
      {model === undefined || !hasOne ? null : (
        <>
          <Button isBusy={isBusy} tone="text" onPress={model.send === 'always' ? onModel : onPreview}>
            {t('again.model', { model: model.name })}
          </Button>
          {model.send === 'always' ? (
            <Button isBusy={isBusy} tone="text" onPress={onPreview}>
              {t('model.preview', { model: model.name })}
            </Button>
          ) : null}
        </>
      )}
    </p>
  )
}

function Trouble({ refusal }: { refusal: Refusal }) {
  const t = useWords(proposalWords)
  const reason = useProposalReason(refusal)
  return (
    <p role="alert" className={styles.trouble}>
      {t('failed')} {reason} <code>{refusal.code}</code>
    </p>
  )
}
