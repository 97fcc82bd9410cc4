/** What each kind of entry needs beside its time. */
import { incidentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import type { Draft } from './add-model.ts'
import type { CaseView } from './model.ts'
import { TimeField } from './time-field.tsx'

export interface AddFieldsProps {
  readonly view: CaseView
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
}

export function AddFields({ view, draft, set }: AddFieldsProps) {
  const t = useWords(incidentWords)
  const { type } = draft
  const isReport = type === 'submitted' || type === 'already-provided'
  const isSent = type === 'submitted' || type === 'interim-submitted'
  const needsReason = [
    'became-aware',
    'not-reportable',
    'already-provided',
    'closed',
    'reopened',
    'withdrawn',
  ].includes(type)
  return (
    <>
      {isReport ? (
        <Select
          label={t('add.stage')}
          value={draft.step}
          choices={view.stages.map(({ stage, name }) => ({ value: stage, word: name }))}
          onValue={(step) => set({ step })}
        />
      ) : null}
      {type === 'not-reportable' ? (
        <Select
          label={t('add.ground')}
          value={draft.ground}
          choices={view.grounds.map(({ id, text, kind }) => ({
            value: id,
            word: kind === 'exception' ? text : t('add.groundTest', { text }),
          }))}
          onValue={(ground) => set({ ground })}
        />
      ) : null}
      {type === 'measure-available' ? (
        <Select
          label={t('add.measure')}
          value={draft.measure}
          choices={[
            { value: 'mitigating', word: t('add.mitigating') },
            { value: 'corrective', word: t('add.corrective') },
          ]}
          onValue={(measure) => set({ measure })}
        />
      ) : null}
      {type === 'withdrawn' ? (
        <TextField
          label={t('add.entry')}
          value={draft.entry}
          inputMode="numeric"
          required
          onValue={(entry) => set({ entry })}
        />
      ) : null}
      {type === 'became-aware' || type === 'not-reportable' ? (
        <TextField
          label={t('add.decidedBy')}
          value={draft.decidedBy}
          required
          maxLength={200}
          onValue={(decidedBy) => set({ decidedBy })}
        />
      ) : null}
      {isSent ? (
        <TextField
          label={t('add.reference')}
          value={draft.reference}
          isOptional
          maxLength={200}
          onValue={(reference) => set({ reference })}
        />
      ) : (
        <TextField
          label={t(needsReason ? 'add.reason' : 'add.text')}
          value={draft.text}
          rows={3}
          maxLength={20_000}
          onValue={(text) => set({ text })}
        />
      )}
      {type === 'interim-requested' ? (
        <TimeField label={t('add.due')} value={draft.due} isOptional onValue={(due) => set({ due })} />
      ) : null}
    </>
  )
}
