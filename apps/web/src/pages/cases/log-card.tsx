/** Everything that was written down, in order; a withdrawn entry stays and is struck through. */
import { formatDate, formatTime, incidentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { cx } from '../../parts/cx.ts'
import { Moment } from '../../parts/times.tsx'

import styles from './cases.module.css'
import type { Adding, CaseView } from './model.ts'

export function LogCard({ view, onAdd }: { view: CaseView; onAdd: ((adding: Adding) => void) | undefined }) {
  const t = useWords(incidentWords)
  return (
    <Card title={t('log.title')}>
      <p className="q">{t('add.final')}</p>
      <ol className={styles.log}>
        {view.log.map((entry) => (
          <li key={entry.number} className={cx(entry.isWithdrawn && styles.withdrawn)}>
            <b>
              {entry.number}. {entry.heading}
            </b>{' '}
            {entry.isWithdrawn ? <span className={styles.mark}>({t('log.withdrawn')})</span> : null}
            <p className="dim">
              <Moment at={entry.at} isExact />
            </p>
            {entry.text === undefined ? null : <p>{entry.text}</p>}
            <p className="q">
              {t('log.recorded', {
                by: entry.by,
                at: `${formatDate(t.language, entry.recordedAt)}, ${formatTime(entry.recordedAt)}`,
              })}
            </p>
            {onAdd === undefined || entry.number === 1 || entry.isWithdrawn ? null : (
              <Button tone="text" onPress={() => onAdd({ type: 'withdrawn', entry: entry.number })}>
                {t('log.withdraw', { n: entry.number })}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
