/** Details of a case for one item of a report; what stands there can be changed, an empty text takes it back. */
import { caseRoutes } from '@occtet/contract/api'
import { incidentWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { ErrorList, TextField } from '../../parts/field.tsx'
import { caseReads } from './add-form.tsx'
import styles from './cases.module.css'
import type { CaseView, PackageItem } from './model.ts'
import { refusalText } from './refusal-text.ts'

export interface FillFormProps {
  readonly view: CaseView
  readonly fields: PackageItem['fields']
  readonly onClose: () => void
}

export function FillForm({ view, fields, onClose }: FillFormProps) {
  const t = useWords(incidentWords)
  const org = useParam('org')
  const save = useChange(caseRoutes['cases.append'], { outdates: caseReads, saved: t('add.saved') })
  const known = view.fields.filter(({ id }) => fields.includes(id))
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(known.map(({ id, value }) => [id, value ?? ''])),
  )
  const submit = async (): Promise<void> => {
    const { product, id } = view.row
    const body = { facts: [{ type: 'details' as const, fields: values }] }
    if ((await save.send({ params: { org, product, case: id }, body })) !== undefined) onClose()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorList errors={save.refusal === undefined ? [] : [refusalText(t, save.refusal)]} />
      {known.map(({ id, label }) => (
        <TextField
          key={id}
          label={label}
          value={values[id] ?? ''}
          rows={id === 'cve' || id === 'title' ? 1 : 3}
          maxLength={20_000}
          onValue={(value) => setValues({ ...values, [id]: value })}
        />
      ))}
      <div className={styles.buttons}>
        <Button type="submit" tone="main" isBusy={save.state === 'sending'}>
          {t('fill.save')}
        </Button>
        <Button onPress={onClose}>{t('add.cancel')}</Button>
      </div>
    </form>
  )
}
