/** A decision in place: what it says, why, where it holds, until when. Enter saves and moves on. */
import { triageWords } from '@occtet/ui'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { cx } from '../../parts/cx.ts'
import { TextField } from '../../parts/field.tsx'
import { type Draft, emptyDraft, type Start, isComplete, isWide } from './draft.ts'
import { Holds } from './holds.tsx'
import { type DecideKind, type Evidence, justifications, type QueueRow, type T } from './model.ts'
import styles from './triage.module.css'
import { useTouched } from './use-touched.ts'

export interface DecideFormProps {
  readonly org: string
  readonly kind: DecideKind
  readonly rows: readonly QueueRow[]
  readonly evidence: Evidence | undefined
  readonly start: Start | undefined
  /** An accepted impact statement that was taken over. */
  readonly impact: string | undefined
  readonly onSave: (draft: Draft) => void
  readonly onCancel: () => void
}

export function DecideForm({ org, kind, rows, evidence, start, impact, onSave, onCancel }: DecideFormProps) {
  const t = useWords(triageWords)
  const [draft, setDraft] = useState(() => ({
    ...emptyDraft(kind, evidence, t),
    ...(start?.kind === kind ? start.draft : {}),
  }))
  const [isTried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const touched = useTouched(org, { draft, rows, isWanted: isWide(draft, rows) && isComplete(draft) })
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])
  const set = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, ...part }))
  useEffect(() => {
    if (impact !== undefined) setDraft((old) => ({ ...old, impact }))
  }, [impact])
  // A chosen chip leads on to the sentence, so that Enter saves.
  const goOn = (): void => form.current?.querySelector<HTMLInputElement>('[data-reason]')?.focus()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (isComplete(draft)) onSave(draft)
  }
  const missing = (text: string): string | undefined =>
    isTried && text.trim() === '' ? t('decide.missing', { what: t('decide.reason') }) : undefined
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={t(`decide.${kind}`)}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
      }}
    >
      {kind === 'notAffected' ? <Why draft={draft} set={set} t={t} isTried={isTried} goOn={goOn} /> : null}
      {kind === 'affected' ? <What draft={draft} set={set} t={t} evidence={evidence} goOn={goOn} /> : null}
      {kind === 'investigate' ? (
        <TextField
          data-first
          label={t('decide.deadline')}
          type="date"
          value={draft.deadline}
          onValue={(deadline) => set({ deadline })}
        />
      ) : null}
      <TextField
        data-reason
        {...(kind === 'fixed' ? { 'data-first': true } : {})}
        label={t(draft.justification === 'other' ? 'decide.reasonOther' : 'decide.reason')}
        value={draft.reason}
        error={missing(draft.reason)}
        onValue={(reason) => set({ reason })}
      />
      {kind === 'notAffected' && draft.impact !== undefined ? (
        <TextField
          label={t('decide.impact')}
          hint={t('decide.impactHint')}
          isOptional
          rows={3}
          maxLength={20_000}
          value={draft.impact}
          onValue={(text) => set({ impact: text })}
        />
      ) : null}
      <Holds draft={draft} set={set} rows={rows} evidence={evidence} touched={touched} />
      <div className={styles.buttons}>
        <Button tone="main" type="submit">
          {t('decide.save')} <kbd>↵</kbd>
        </Button>
        <Button onPress={onCancel}>{t('decide.cancel')}</Button>
      </div>
    </form>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
  readonly t: T
  readonly goOn: () => void
}

/** Five chips, 1 to 5, and one sentence for anything else. */
function Why({ draft, set, t, isTried, goOn }: PartProps & { readonly isTried: boolean }) {
  const all = [...justifications, 'other'] as const
  const choose = (one: (typeof all)[number]): void => {
    set({ justification: one, reason: one === 'other' ? '' : t(`because.${one}`) })
    goOn()
  }
  return (
    <fieldset
      className={styles.chips}
      onKeyDown={(event) => {
        const chosen = all[Number(event.key) - 1]
        if (chosen === undefined) return
        event.preventDefault()
        choose(chosen)
      }}
    >
      <legend>{t('decide.why')}</legend>
      {all.map((one, at) => (
        <button
          key={one}
          type="button"
          {...(at === 0 ? { 'data-first': true } : {})}
          className={cx('btn', styles.chip)}
          aria-pressed={draft.justification === one}
          onClick={() => choose(one)}
        >
          <kbd>{at + 1}</kbd> {t(`because.${one}`)}
        </button>
      ))}
      {isTried && draft.justification === undefined ? (
        <p className={styles.error} role="alert">
          {t('decide.missing', { what: t('decide.why') })}
        </p>
      ) : null}
    </fieldset>
  )
}

const responses = ['update', 'mitigate', 'accept'] as const

function What({ draft, set, t, evidence, goOn }: PartProps & { readonly evidence: Evidence | undefined }) {
  const version = evidence?.finding.fix.nearest
  const choose = (response: (typeof responses)[number]): void => {
    const isFilled = response === 'update' && version !== undefined
    set({ response, ...(isFilled ? { action: t('decide.actionUpdate', { version }) } : {}) })
    goOn()
  }
  return (
    <>
      <fieldset
        className={styles.chips}
        onKeyDown={(event) => {
          const chosen = responses[Number(event.key) - 1]
          if (chosen === undefined) return
          event.preventDefault()
          choose(chosen)
        }}
      >
        <legend>{t('decide.what')}</legend>
        {responses.map((one, at) => (
          <button
            key={one}
            type="button"
            {...(at === 0 ? { 'data-first': true } : {})}
            className={cx('btn', styles.chip)}
            aria-pressed={draft.response === one}
            onClick={() => choose(one)}
          >
            <kbd>{at + 1}</kbd> {t(`decide.${one}`)}
          </button>
        ))}
      </fieldset>
      <TextField label={t('decide.action')} value={draft.action} onValue={(action) => set({ action })} />
    </>
  )
}
