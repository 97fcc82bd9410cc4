/** The 22 in the risk assessment: does it apply, how is it met, why not (Art. 13(4)). */
import { riskRoutes } from '@occtet/contract/api'
import { planWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Ref, Tag } from '../../parts/marks.tsx'
import { changedRoutes } from './changed-routes.ts'
import type { Risk } from './plan-types.ts'
import styles from './plan.module.css'
import { AppliesSelect } from './risk-threats.tsx'
import { useCraAddress, useCraQuery } from './use-cra.ts'

type Requirement = Risk['requirements'][number]

export function RiskRequirements({ risk, version }: { risk: Risk; version: number }) {
  const t = useWords(planWords)
  const mayAnswer = useMay('cra.answer')
  return (
    <Card label={t('risk.requirements')} isPadded={false}>
      <ul className={styles.threats}>
        {risk.requirements.map((row) => (
          <li key={row.id}>
            <div className={styles.title}>
              <h2>{row.title}</h2>
              <span className={styles.tags}>
                <Ref>{row.ref}</Ref>
                <Tag>{t(row.applies === null ? 'risk.undecided' : row.applies ? 'risk.yes' : 'risk.no')}</Tag>
              </span>
            </div>
            <p>{row.applies === false ? row.reason : row.how}</p>
            {row.gaps.map((gap) => (
              <p key={gap} className={styles.gaps}>
                {gap}
              </p>
            ))}
            {mayAnswer ? (
              <details>
                <summary>{t('risk.edit')}</summary>
                <RequirementForm key={version} row={row} version={version} />
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function RequirementForm({ row, version }: { row: Requirement; version: number }) {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const [applies, setApplies] = useState(row.applies)
  const [how, setHow] = useState(row.how ?? '')
  const [reason, setReason] = useState(row.reason ?? '')
  const change = useChange(riskRoutes['risk.requirement'], { saved: t('saved'), outdates: changedRoutes })
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const text = (value: string) => (value.trim() === '' ? null : value)
    const body = { riskVersion: version, applies, how: text(how), reason: text(reason) }
    void change.send({ params: { org, product, requirement: row.id }, query, body })
  }
  return (
    <form className={styles.form} onSubmit={save}>
      {row.isAlways ? (
        <p className="q">{t('risk.always')}</p>
      ) : (
        <AppliesSelect value={applies} onValue={setApplies} />
      )}
      {applies === false ? (
        <TextField label={t('risk.reason')} value={reason} onValue={setReason} rows={3} maxLength={4000} />
      ) : (
        <TextField label={t('risk.how')} value={how} onValue={setHow} rows={3} maxLength={4000} />
      )}
      <Button type="submit" tone="main" isBusy={change.state === 'sending'}>
        {t('risk.save')}
      </Button>
    </form>
  )
}
