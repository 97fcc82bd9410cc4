/** What waits for the organisation as a whole; nothing is shown where nothing does. */
import { formatDate, homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import styles from './home.module.css'
import type { HomeView } from './model.ts'

export function OrgTodos({ home, org }: { home: HomeView; org: string }) {
  const t = useWords(homeWords)
  if (home.orgTodos.length === 0) return null
  return (
    <Card title={t('org.title')} isPadded={false}>
      <ul className={styles.todo}>
        {home.orgTodos.map(({ kind, day }) => (
          <li key={kind}>
            <span className={styles.number} aria-hidden="true">
              !
            </span>
            <Link
              className={styles.what}
              to={
                kind === 'ledger-broken'
                  ? { page: 'ledger', params: { org } }
                  : { page: 'settingsSection', params: { org, section: 'keys' } }
              }
            >
              {t(`org.${kind}`)}
            </Link>
            <p className={styles.why}>{t(`org.${kind}.why`, { date: formatDate(t.language, day) })}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
