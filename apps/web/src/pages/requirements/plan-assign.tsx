/** Who does a step until when. */
import { planRoutes } from '@occtet/contract/api'
import { planWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import type { PlanView } from './plan-types.ts'
import styles from './plan.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function PlanAssign({ row, version }: { row: PlanView['rows'][number]; version: number }) {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const mayAnswer = useMay('cra.answer')
  const [owner, setOwner] = useState(row.owner ?? '')
  const [due, setDue] = useState(row.due ?? '')
  const change = useChange(planRoutes['plan.assign'], {
    saved: t('saved'),
    outdates: [planRoutes['plan.show']],
  })
  if (!mayAnswer) {
    return (
      <p className="q">
        {t('owner')}: {row.owner ?? t('noOwner')} {row.due}
      </p>
    )
  }
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const isNobody = owner.trim() === ''
    const body = { owner: isNobody ? null : owner, due: isNobody || due === '' ? null : due, version }
    void change.send({ params: { org, product, action: row.action }, query, body })
  }
  return (
    <form className={styles.assign} onSubmit={save} aria-label={row.title}>
      <TextField
        label={t('owner')}
        value={owner}
        onValue={setOwner}
        placeholder={t('noOwner')}
        maxLength={200}
      />
      <TextField label={t('due')} type="date" value={due} onValue={setDue} />
      <Button type="submit" isBusy={change.state === 'sending'}>
        {t('assign')}
      </Button>
    </form>
  )
}
