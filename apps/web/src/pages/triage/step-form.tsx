/** A comment, a rejection, another day or another reach: one sentence each, in place. */
import { triageWords } from '@occtet/ui'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import { dayAfter, type Decision, type FormKind, type Scope } from './model.ts'
import styles from './triage.module.css'
import type { Saving } from './use-saving.ts'

const scopes = ['finding', 'component', 'product', 'organisation'] as const satisfies readonly Scope[]

export interface StepFormProps {
  readonly form: FormKind
  readonly decision: Decision
  readonly saving: Saving
  readonly onClose: () => void
}

export function StepForm({ form, decision, saving, onClose }: StepFormProps) {
  const t = useWords(triageWords)
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState(decision.scope)
  const [expires, setExpires] = useState(dayAfter(90))
  const [isTried, setTried] = useState(false)
  const ref = useRef<HTMLFormElement>(null)
  useEffect(() => ref.current?.querySelector<HTMLElement>('select,input')?.focus(), [])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (reason.trim() === '') return
    if (form === 'comment') saving.note(reason)
    else if (form === 'reject') saving.reject(reason)
    else if (form === 'scope') saving.change({ scope, reason })
    else saving.change({ expires, reason })
    onClose()
  }
  const label =
    form === 'comment' ? t('comment.label') : form === 'reject' ? t('second.why') : t('change.reason')
  return (
    <form
      ref={ref}
      className={styles.form}
      aria-label={label}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      {form === 'scope' ? (
        <Select
          label={t('holds.label')}
          value={scope}
          choices={scopes.map((value) => ({ value, word: t(`holds.${value}`) }))}
          onValue={setScope}
        />
      ) : null}
      {form === 'expiry' ? (
        <TextField label={t('until.label')} type="date" value={expires} onValue={setExpires} />
      ) : null}
      <TextField
        label={label}
        value={reason}
        error={isTried && reason.trim() === '' ? t('decide.missing', { what: label }) : undefined}
        onValue={setReason}
      />
      <div className={styles.buttons}>
        <Button tone="main" type="submit">
          {t('decide.save')} <kbd>↵</kbd>
        </Button>
        <Button onPress={onClose}>{t('decide.cancel')}</Button>
      </div>
    </form>
  )
}
