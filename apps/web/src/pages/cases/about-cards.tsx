/** Beside the clock: the assessment before it, and who reports to whom. */
import { incidentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Moment } from '../../parts/times.tsx'
import styles from './cases.module.css'
import type { CaseView } from './model.ts'

export function BeforeCard({ view: { assessment, row } }: { view: CaseView }) {
  const t = useWords(incidentWords)
  const rows = [
    [t('before.signal'), assessment.signalAt],
    [t('before.started'), assessment.startedAt],
    [t('before.ended'), assessment.endedAt],
    [t('track.aware'), row.awareAt],
  ] as const
  return (
    <Card title={t('before.title')}>
      <dl className={styles.pairs}>
        {rows.map(([word, at]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>
              {at === null ? <span className="dim">{t('before.notYet')}</span> : <Moment at={at} isExact />}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

export function AboutCard({ view: { duty, csirt } }: { view: CaseView }) {
  const t = useWords(incidentWords)
  return (
    <Card title={t('about.title')}>
      <div className={styles.notes}>
        <p>
          {duty.text} <span className="law">{duty.ref}</span>
        </p>
        <p>{csirt.text}</p>
        {duty.notes.map((note) => (
          <p key={note} className="q">
            {note}
          </p>
        ))}
      </div>
    </Card>
  )
}
