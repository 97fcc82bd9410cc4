/** Where the account is signed in, and how to end it there. */
import { type AnswerOf, ownAccountRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Age } from '../../parts/times.tsx'
import styles from './account.module.css'

type Row = AnswerOf<(typeof ownAccountRoutes)['account.sessions']>['rows'][number]

export function SessionList({ rows }: { rows: readonly Row[] }) {
  const t = useWords(signInWords)
  const options = { saved: t('sessions.ended'), outdates: [ownAccountRoutes['account.sessions']] }
  const end = useChange(ownAccountRoutes['account.endSession'], options)
  const endOthers = useChange(ownAccountRoutes['account.endOthers'], options)
  return (
    <Card title={t('sessions.title')}>
      <ul className={styles.rows}>
        {rows.map((row) => {
          const device = row.device === '' ? t('sessions.unknown') : row.device
          return (
            <li key={row.id}>
              <span>
                <strong>{device}</strong>
                {row.isCurrent ? ` (${t('sessions.here')})` : ''}
                <br />
                <span className="q">
                  {t(`sessions.method.${row.method}`)}, {t('sessions.seen')} <Age at={row.seenAt} />
                </span>
              </span>
              {row.isCurrent ? null : (
                <Button tone="text" onPress={() => void end.send({ params: { session: row.id } })}>
                  {t('sessions.end', { device })}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {rows.length < 2 ? null : (
        <Button onPress={() => void endOthers.send({ params: {} })}>{t('sessions.endOthers')}</Button>
      )}
    </Card>
  )
}
