/** One kind of proposal: ask for it by rules, let a model try after what it gets was shown, and try again with notes. */
import { proposalWords } from '@occtet/ui'
import { useEffect, useRef } from 'react'
import type { Refusal } from '../../api/refusal.ts'
import { useWords } from '../../app/language.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Disclosure } from './disclosure.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { useProposalReason } from './proposal-reason.ts'
import styles from './proposals.module.css'
import { Ways } from './propose-ways.tsx'
import { RetryForm } from './retry-form.tsx'
import { type KindProps, type Proposing, useProposing } from './use-proposing.ts'

export function KindOfProposal(props: KindProps) {
  const { proposal } = props
  const box = useRef<HTMLDivElement>(null)
  // The button that was pressed may be gone: what came is read next.
  const made = useRef<string>(undefined)
  const proposing = useProposing(props, (id) => (made.current = id))
  useEffect(() => {
    if (proposal !== undefined && made.current === proposal.id) {
      box.current?.querySelector('article')?.focus()
      made.current = undefined
    }
  }, [proposal])
  return (
    <div ref={box} className={styles.kind}>
      {proposal === undefined ? null : <Newest {...props} proposal={proposal} proposing={proposing} />}
      <Next {...props} proposing={proposing} />
    </div>
  )
}

type PartProps = KindProps & { readonly proposing: Proposing }

function Newest(props: PartProps & { readonly proposal: NonNullable<KindProps['proposal']> }) {
  const { org, kind, subject, mayAsk, proposal, proposing, onProposal, onTake, takes } = props
  return (
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
            subject={subject}
            former={proposing.extra}
            isBusy={proposing.step.kind === 'working'}
            onRetry={proposing.makeByRules}
          />
        ) : null
      }
    />
  )
}

/** What can be done next, or what is to be agreed to first. */
function Next({ org, kind, mayAsk, proposal, proposing }: PartProps) {
  const { step, makeByRules, makeByModel, preview, goBack } = proposing
  if (step.kind === 'shown') {
    return (
      <Disclosure
        preview={{ kind: 'would-send', disclosure: step.disclosed }}
        passages={(proposal?.evidence ?? []).map(({ id, source }) => ({ id, title: source }))}
        from="evidence"
        onAgree={makeByModel}
        onCancel={goBack}
      />
    )
  }
  return (
    <>
      {mayAsk ? (
        <Ways
          org={org}
          kind={kind}
          hasOne={proposal !== undefined}
          isBusy={step.kind === 'working'}
          isBack={step.kind === 'back'}
          onMake={() => makeByRules()}
          onPreview={preview}
          onModel={() => makeByModel()}
        />
      ) : null}
      {step.kind === 'working' ? <Loading rows={2} /> : null}
      {step.kind === 'refused' ? <Trouble refusal={step.refusal} /> : null}
    </>
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
