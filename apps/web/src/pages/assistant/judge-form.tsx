/** A person's verdict: accept, edit and reject weigh the same; it is logged and changes nothing else. */
import { proposalRoutes } from '@occtet/contract/api'
import { proposalWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import styles from './proposals.module.css'
import { useProposalReason } from './proposal-reason.ts'
import type { Proposal } from './proposal-types.ts'
import { ValueFields } from './proposal-value.tsx'

export interface JudgeProps {
  readonly org: string
  readonly proposal: Proposal
  readonly onJudged: (proposal: Proposal) => void
}

export function JudgeForm({ org, proposal, onJudged }: JudgeProps) {
  const t = useWords(proposalWords)
  const [step, setStep] = useState<'choose' | 'edit' | 'reject'>('choose')
  const [text, setText] = useState(proposal.text)
  const [value, setValue] = useState(proposal.value)
  const [note, setNote] = useState('')
  const change = useChange(proposalRoutes['proposals.judge'], {
    saved: t('judge.saved'),
    outdates: [proposalRoutes['proposals.list'], proposalRoutes['proposals.statistics']],
  })
  const reason = useProposalReason(change.refusal)
  const isBusy = change.state === 'sending'
  const judge = async (verdict: 'accepted' | 'edited' | 'rejected'): Promise<void> => {
    const edited = verdict === 'edited' ? { text, ...(value === undefined ? {} : { value }) } : {}
    const said = note.trim() === '' ? {} : { note: note.trim() }
    const params = { org, proposal: proposal.id }
    const done = await change.send({ params, body: { verdict, ...edited, ...said } })
    if (done !== undefined) onJudged(done.proposal)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void judge(step === 'edit' ? 'edited' : 'rejected')
  }
  return (
    <form
      className={styles.judge}
      aria-label={`${t('judge')}: ${t(`kind.${proposal.kind}`)}`}
      onSubmit={submit}
    >
      {step === 'choose' ? (
        <p className={styles.buttons}>
          <Button isBusy={isBusy} onPress={() => void judge('accepted')}>
            {t('judge.accept')}
          </Button>
          <Button onPress={() => setStep('edit')}>{t('judge.edit')}</Button>
          <Button onPress={() => setStep('reject')}>{t('judge.reject')}</Button>
        </p>
      ) : (
        <>
          {step === 'edit' && value !== undefined ? (
            <>
              <ValueFields value={value} onValue={setValue} />
              <TextField label={t('judge.text')} rows={6} maxLength={8000} value={text} onValue={setText} />
            </>
          ) : null}
          <TextField
            label={t('judge.note')}
            isOptional
            rows={2}
            maxLength={2000}
            value={note}
            onValue={setNote}
          />
          <p className={styles.buttons}>
            <Button type="submit" isBusy={isBusy}>
              {t(step === 'edit' ? 'judge.save.edited' : 'judge.save.rejected')}
            </Button>
            <Button onPress={() => setStep('choose')}>{t('judge.cancel')}</Button>
          </p>
        </>
      )}
      {reason === undefined ? null : (
        <p role="alert" className={styles.trouble}>
          {reason}
        </p>
      )}
    </form>
  )
}
