/** Fills in members of the product file that a paper lacks; the paper is drawn again with them. */
import { type BodyOf, documentRoutes } from '@occtet/contract/api'
import { documentWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { ErrorList, TextField } from '../../parts/field.tsx'
import styles from './documents.module.css'
import type { At } from './model.ts'

const lists = new Set([
  'product.foreseeableUse',
  'security.contacts',
  'support.reasons',
  'conformity.standards',
])

export interface FillFormProps {
  readonly label: string
  readonly fields: readonly string[]
  readonly params: At
  readonly onClose: () => void
}

export function FillForm({ label, fields, params, onClose }: FillFormProps) {
  const t = useWords(documentWords)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const fill = useChange(documentRoutes['documents.fill'], {
    outdates: [documentRoutes['documents.preview'], documentRoutes['documents.list']],
    saved: t('fill.saved'),
  })
  const submit = async (): Promise<void> => {
    const { org, product } = params
    // Names come from the server's own missing list; one that it does not know is refused by its schema.
    const body = { fields: values } as BodyOf<(typeof documentRoutes)['documents.fill']>
    if ((await fill.send({ params: { org, product }, body })) !== undefined) onClose()
  }
  return (
    <form
      className={styles.form}
      aria-label={t('fill.title', { label })}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorList errors={fill.refusal === undefined ? [] : [fill.refusal.message]} />
      {fields.map((field) => (
        <TextField
          key={field}
          label={fields.length === 1 ? label : `${label}: ${field}`}
          hint={lists.has(field) ? t('fill.lines') : <code>{field}</code>}
          value={values[field] ?? ''}
          {...(lists.has(field) ? { rows: 3 } : {})}
          onValue={(value) => setValues({ ...values, [field]: value })}
        />
      ))}
      <p className="q">{t('fill.public')}</p>
      <p className={styles.ways}>
        <Button type="submit" tone="main" isBusy={fill.state === 'sending'}>
          {t('fill.save')}
        </Button>
        <Button onPress={onClose}>{t('fill.cancel')}</Button>
      </p>
    </form>
  )
}
