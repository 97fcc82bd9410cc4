/** What to do next, most urgent first, with the step that writes it down. */
import { incidentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './cases.module.css'
import type { Adding, CaseView } from './model.ts'

const steps: Readonly<Record<string, readonly Adding[]>> = {
  'start-assessment': [{ type: 'assessment-started' }],
  'finish-assessment': [{ type: 'assessment-ended' }],
  decide: [{ type: 'became-aware' }, { type: 'not-reportable' }],
  'provide-measure': [{ type: 'measure-available' }],
  'inform-users': [{ type: 'users-informed' }],
  close: [{ type: 'closed' }],
}

export function NextCard({ view, onAdd }: { view: CaseView; onAdd: ((adding: Adding) => void) | undefined }) {
  const t = useWords(incidentWords)
  if (view.actions.length === 0) {
    return (
      <Card title={t('next.title')}>
        <p className="dim">{t('next.none')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('next.title')}>
      <ol className={styles.stages}>
        {view.actions.map(({ code, text, ref }) => (
          <li key={code}>
            <p>
              {text} <span className="law">{ref}</span>
            </p>
            {onAdd === undefined ? null : (
              <div className={styles.buttons}>
                {(steps[code] ?? []).map((adding) => (
                  <Button key={adding.type} onPress={() => onAdd(adding)}>
                    {t(`add.${adding.type}` as 'add.note')}
                  </Button>
                ))}
              </div>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
