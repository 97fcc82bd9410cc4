/** Each threat with its rating before and after; decided in place. */
import { riskRoutes } from '@occtet/contract/api'
import { planWords } from '@occtet/ui'
import { type FormEvent, useEffect, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import { Tag } from '../../parts/marks.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { Propose } from '../assistant/propose.tsx'
import { changedRoutes } from './changed-routes.ts'
import type { Risk } from './plan-types.ts'
import styles from './plan.module.css'
import { StepSelect } from './step-select.tsx'
import { useCraAddress, useCraQuery } from './use-cra.ts'

type Threat = Risk['threats'][number]
type Treatment = 'reduce' | 'avoid' | 'accept'

export function RiskThreats({ risk, version }: { risk: Risk; version: number }) {
  const t = useWords(planWords)
  return (
    <Card label={t('risk.threats')} isPadded={false}>
      <ul className={styles.threats}>
        {risk.threats.map((threat) => (
          <ThreatRow key={threat.id} threat={threat} version={version} />
        ))}
      </ul>
    </Card>
  )
}

function ThreatRow({ threat, version }: { threat: Threat; version: number }) {
  const t = useWords(planWords)
  const mayAnswer = useMay('cra.answer')
  const { org, product, release } = useCraAddress()
  const [taken, setTaken] = useState<Taken>()
  const [isOpen, setOpen] = useState(false)
  const level = (one: Threat['before']) => t(one === null ? 'risk.unrated' : `risk.${one}`)
  return (
    <li>
      <div className={styles.title}>
        <h2>
          {threat.id} {threat.title}
        </h2>
        <span className={styles.tags}>
          {threat.applies === true ? (
            <Tag>
              {t('risk.before')}: {level(threat.before)} · {t('risk.after')}: {level(threat.after)}
            </Tag>
          ) : (
            <Tag>{t(threat.applies === null ? 'risk.undecided' : 'risk.no')}</Tag>
          )}
        </span>
      </div>
      <p className="dim">{threat.question}</p>
      {threat.gaps.map((gap) => (
        <p key={gap} className={styles.gaps}>
          {gap}
        </p>
      ))}
      {mayAnswer ? (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('risk.edit')}</summary>
          {isOpen ? (
            <Propose
              org={org}
              product={product}
              release={release}
              subject={{ kind: 'risk', id: threat.id }}
              kinds={['risk_entry']}
              onTake={setTaken}
            />
          ) : null}
          <ThreatForm key={version} threat={threat} version={version} taken={taken} />
        </details>
      ) : null}
    </li>
  )
}

interface FormProps {
  readonly threat: Threat
  readonly version: number
  /** A proposal that this person accepted and wants in the form. */
  readonly taken: Taken | undefined
}

function ThreatForm({ threat, version, taken }: FormProps) {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const [applies, setApplies] = useState(threat.applies)
  const [reason, setReason] = useState(threat.reason ?? '')
  const [likelihood, setLikelihood] = useState(threat.likelihood)
  const [impact, setImpact] = useState(threat.impact)
  const [treatment, setTreatment] = useState<Treatment | null>(threat.treatment)
  const [measures, setMeasures] = useState(threat.measures.join('\n'))
  const [left, setLeft] = useState(threat.residual)
  // Only what was proposed; what else stands in the form stays.
  useEffect(() => {
    if (taken !== undefined) setReason(taken.text)
  }, [taken])
  const change = useChange(riskRoutes['risk.threat'], { saved: t('saved'), outdates: changedRoutes })
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const body = {
      riskVersion: version,
      applies,
      reason: reason === '' ? null : reason,
      likelihood,
      impact,
      treatment,
      measures: measures.split('\n').filter((line) => line.trim() !== ''),
      residual: left,
      concernsSafety: threat.concernsSafety,
    }
    void change.send({ params: { org, product, threat: threat.id }, query, body })
  }
  const residual = (part: 'likelihood' | 'impact', value: number | null) =>
    setLeft(
      value === null ? null : { likelihood: left?.likelihood ?? 1, impact: left?.impact ?? 1, [part]: value },
    )
  return (
    <form className={styles.form} onSubmit={save}>
      <AppliesSelect value={applies} onValue={setApplies} />
      <TextField label={t('risk.reason')} value={reason} onValue={setReason} rows={2} maxLength={4000} />
      <div className={styles.pair}>
        <StepSelect kind="likelihood" value={likelihood} onValue={setLikelihood} />
        <StepSelect kind="impact" value={impact} onValue={setImpact} />
      </div>
      <Select
        label={t('risk.treatment')}
        value={treatment ?? 'none'}
        choices={(['none', 'reduce', 'avoid', 'accept'] as const).map((value) => ({
          value,
          word: t(`treat.${value}`),
        }))}
        onValue={(value) => setTreatment(value === 'none' ? null : value)}
      />
      <TextField label={t('risk.measures')} value={measures} onValue={setMeasures} rows={3} />
      <div className={styles.pair}>
        <StepSelect
          kind="likelihood"
          isLeft
          value={left?.likelihood ?? null}
          onValue={(value) => residual('likelihood', value)}
        />
        <StepSelect
          kind="impact"
          isLeft
          value={left?.impact ?? null}
          onValue={(value) => residual('impact', value)}
        />
      </div>
      <Button type="submit" tone="main" isBusy={change.state === 'sending'}>
        {t('risk.save')}
      </Button>
    </form>
  )
}

/** Yes, no, or nobody decided. */
export function AppliesSelect({
  value,
  onValue,
}: {
  value: boolean | null
  onValue: (value: boolean | null) => void
}) {
  const t = useWords(planWords)
  const words = { yes: true, no: false, undecided: null } as const
  return (
    <Select
      label={t('risk.applies')}
      value={value === null ? 'undecided' : value ? 'yes' : 'no'}
      choices={(['undecided', 'yes', 'no'] as const).map((id) => ({ value: id, word: t(`risk.${id}`) }))}
      onValue={(id) => onValue(words[id])}
    />
  )
}
