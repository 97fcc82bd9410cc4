/** Writes down what happened: one entry, with its time and what its kind needs. */
import { caseRoutes } from '@occtet/contract/api'
import { incidentWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorList, Select } from '../../parts/field.tsx'
import { AddFields } from './add-fields.tsx'
import { type Draft, kindsFor, startDraft, toFact } from './add-model.ts'
import styles from './cases.module.css'
import { type Adding, type CaseView, toInstant } from './model.ts'
import { refusalText } from './refusal-text.ts'
import { TimeField } from './time-field.tsx'

/** What is old after an entry. */
export const caseReads = [
  caseRoutes['cases.list'],
  caseRoutes['cases.find'],
  caseRoutes['cases.show'],
  caseRoutes['cases.package'],
  caseRoutes['cases.notice'],
]

export interface AddFormProps {
  readonly view: CaseView
  readonly start: Adding
  readonly onClose: () => void
}

export function AddForm({ view, start, onClose }: AddFormProps) {
  const t = useWords(incidentWords)
  const org = useParam('org')
  const [draft, setDraft] = useState<Draft>(() => startDraft(start, view))
  const save = useChange(caseRoutes['cases.append'], { outdates: caseReads, saved: t('add.saved') })
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
  const submit = async (): Promise<void> => {
    const { product, id } = view.row
    const at = toInstant(draft.at)
    const body = { ...(draft.at === '' ? {} : { at: at ?? draft.at }), facts: [toFact(draft)] }
    if ((await save.send({ params: { org, product, case: id }, body })) !== undefined) onClose()
  }
  return (
    <Card title={t('add.title')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ErrorList errors={save.refusal === undefined ? [] : [refusalText(t, save.refusal)]} />
        <Select
          label={t('add.kind')}
          value={draft.type}
          choices={kindsFor(view).map((type) => ({ value: type, word: t(`add.${type}` as 'add.note') }))}
          onValue={(type) => set({ type })}
        />
        <TimeField label={t('add.at')} value={draft.at} onValue={(at) => set({ at })} />
        <AddFields view={view} draft={draft} set={set} />
        <p className="q">{t('add.final')}</p>
        <div className={styles.buttons}>
          <Button type="submit" tone="main" isBusy={save.state === 'sending'}>
            {t('add.save')}
          </Button>
          <Button onPress={onClose}>{t('add.cancel')}</Button>
        </div>
      </form>
    </Card>
  )
}
