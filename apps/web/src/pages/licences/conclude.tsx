/** A person's word on a license, with reason and source; and how to take it back. */
import { licenseRoutes } from '@occtet/contract/api'
import { licenceWords } from '@occtet/ui'
import { type FormEvent, useEffect, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { SavedMark } from '../../parts/marks.tsx'
import styles from './licences.module.css'
import type { LicenseDetail } from './model.ts'

const outdates = [licenseRoutes['licenses.list'], licenseRoutes['licenses.show']]

export interface ConcludeProps {
  readonly org: string
  readonly product: string
  readonly detail: LicenseDetail
  /** A proposal that this person accepted and wants in the form. */
  readonly taken: Taken | undefined
}

export function Conclude({ org, product, detail, taken }: ConcludeProps) {
  const t = useWords(licenceWords)
  const [expression, setExpression] = useState(detail.row.effective ?? '')
  const [reason, setReason] = useState('')
  const [source, setSource] = useState('')
  const [isTried, setTried] = useState(false)
  const conclude = useChange(licenseRoutes['licenses.conclude'], { outdates, saved: t('conclude.done') })
  const withdraw = useChange(licenseRoutes['licenses.withdraw'], { outdates, saved: t('conclude.withdrawn') })
  // Only what was proposed; what else stands in the form stays.
  useEffect(() => {
    if (taken?.value.kind !== 'license') return
    setExpression(taken.value.expression)
    setReason(taken.text)
  }, [taken])
  const params = { org, product, release: 'current' }
  const { purl } = detail.row
  const isComplete = [expression, reason, source].every((text) => text.trim() !== '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (isComplete) void conclude.send({ params, body: { purl, expression, reason, source } })
  }
  const missing = (text: string): string | undefined =>
    isTried && text.trim() === '' ? t('conclude.missing') : undefined
  return (
    <form className={styles.section} aria-label={t('conclude.title')} onSubmit={submit}>
      <h3>{t('conclude.title')}</h3>
      <TextField
        label={t('conclude.expression')}
        value={expression}
        error={missing(expression) ?? conclude.refusal?.message}
        onValue={setExpression}
      />
      <TextField label={t('conclude.reason')} value={reason} error={missing(reason)} onValue={setReason} />
      <TextField label={t('conclude.source')} value={source} error={missing(source)} onValue={setSource} />
      <div className={styles.buttons}>
        <Button type="submit">{t('conclude.save')}</Button>
        {detail.concluded === undefined ? null : (
          <Button
            onPress={() => {
              setTried(true)
              if (reason.trim() !== '') void withdraw.send({ params, body: { purl, reason } })
            }}
          >
            {t('conclude.withdraw')}
          </Button>
        )}
        <SavedMark state={conclude.state} />
      </div>
    </form>
  )
}
