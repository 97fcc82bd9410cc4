/** Components that deserve a look, riskiest first, and what was decided about each (Art. 13(5)). */
import { riskRoutes } from '@occtet/contract/api'
import { planWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { type Reading, useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Tag } from '../../parts/marks.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import type { DiligenceView } from './plan-types.ts'
import styles from './plan.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

function useDiligence(): Reading<DiligenceView> {
  const params = useCraAddress()
  const query = useCraQuery()
  return useRoute(riskRoutes['diligence.show'], { params, query }, { keepsFormer: true })
}

export function DiligenceLead() {
  const t = useWords(planWords)
  const { data } = useDiligence()
  if (data === undefined) return null
  const open = data.rows.filter(({ state }) => state !== 'decided').length
  return (
    <Lead
      answer={
        data.components === null ? t('dili.unknown') : t('dili.answer', { n: open, total: data.components })
      }
    />
  )
}

/** So many rows are shown at once; the rest follows on request. */
const step = 50

export function DiligenceList() {
  const t = useWords(planWords)
  const params = useCraAddress()
  const reading = useDiligence()
  const [most, setMost] = useState(step)
  return (
    <Shown reading={reading}>
      {(view) =>
        view.components === null ? (
          <Empty what={t('dili.unknown')} why={t('dili.why')}>
            <LinkButton
              to={{ page: 'add', params: { org: params.org }, search: { product: params.product } }}
            >
              {t('dili.why')}
            </LinkButton>
          </Empty>
        ) : (
          <Card label={t('risk.components')} isPadded={false}>
            <ul className={styles.threats}>
              {view.rows.slice(0, most).map((row) => (
                <ComponentRow key={row.purl} row={row} version={view.diligenceVersion} />
              ))}
            </ul>
            {view.rows.length > most ? (
              <p className={styles.more}>
                <Button onPress={() => setMost(most + step)}>
                  + {Math.min(step, view.rows.length - most)}
                </Button>
              </p>
            ) : null}
          </Card>
        )
      }
    </Shown>
  )
}

type Row = DiligenceView['rows'][number]

function ComponentRow({ row, version }: { row: Row; version: number }) {
  const t = useWords(planWords)
  const mayAnswer = useMay('cra.answer')
  return (
    <li>
      <div className={styles.title}>
        <code>{row.purl}</code>
        <span className={styles.tags}>
          <Tag>{t(`dili.${row.state}`)}</Tag>
          {row.reasons.map((reason) => (
            <Tag key={reason} tone={reason === 'malicious' || reason === 'open-advisory' ? 'stop' : 'plain'}>
              {isReason(reason) ? t(`reason.${reason}`) : reason}
            </Tag>
          ))}
        </span>
      </div>
      {row.decision === null ? null : (
        <p>
          {t(`dili.${row.decision.decision}`)}: {row.decision.why}{' '}
          <span className="q">
            {row.decision.by}, {row.decision.at}
          </span>
        </p>
      )}
      {mayAnswer ? (
        <details>
          <summary>{t('dili.decide')}</summary>
          <DecideForm key={version} row={row} version={version} />
        </details>
      ) : null}
    </li>
  )
}

const reasons = [
  'direct',
  'open-advisory',
  'malicious',
  'version-unknown',
  'no-advisory-source',
  'no-license',
  'not-from-registry',
] as const

function isReason(text: string): text is (typeof reasons)[number] {
  return reasons.some((reason) => reason === text)
}

function DecideForm({ row, version }: { row: Row; version: number }) {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const [decision, setDecision] = useState<'accepted' | 'accepted-with-measures' | 'replace'>('accepted')
  const [why, setWhy] = useState('')
  const [measures, setMeasures] = useState('')
  const change = useChange(riskRoutes['diligence.decide'], {
    saved: t('saved'),
    outdates: [riskRoutes['diligence.show']],
  })
  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (why.trim() === '') return
    const body = {
      package: row.package,
      ...(row.version === null ? {} : { version: row.version }),
      decision,
      why,
      measures: measures.split('\n').filter((line) => line.trim() !== ''),
      diligenceVersion: version,
    }
    void change.send({ params: { org, product }, query, body })
  }
  return (
    <form className={styles.form} onSubmit={save}>
      <Select
        label={t('dili.decision')}
        value={decision}
        choices={(['accepted', 'accepted-with-measures', 'replace'] as const).map((value) => ({
          value,
          word: t(`dili.${value}`),
        }))}
        onValue={setDecision}
      />
      <TextField label={t('dili.whyLabel')} value={why} onValue={setWhy} rows={2} maxLength={4000} />
      {decision === 'accepted-with-measures' ? (
        <TextField label={t('risk.measures')} value={measures} onValue={setMeasures} rows={2} />
      ) : null}
      <Button type="submit" tone="main" isBusy={change.state === 'sending'}>
        {t('risk.save')}
      </Button>
    </form>
  )
}
