/** Cases or drills, open or closed: links whose choice stands in the address. */
import { incidentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useHere, useParam } from '../../app/place.ts'
import { Link } from '../../parts/link.tsx'
import styles from './cases.module.css'

export function CaseNav() {
  const t = useWords(incidentWords)
  const org = useParam('org')
  const { search } = useHere()
  const show = search['show'] === 'drills' ? 'drills' : undefined
  const state = search['state'] === 'closed' ? 'closed' : undefined
  const entry = (word: string, to: { show?: string | undefined; state?: string | undefined }) => (
    <Link
      key={word}
      className={styles.choice}
      aria-current={to.show === show && to.state === state ? 'true' : undefined}
      to={{ page: 'cases', params: { org }, search: to }}
    >
      {word}
    </Link>
  )
  return (
    <nav className={styles.choices} aria-label={t('list.title')}>
      {entry(t('list.real'), { state })}
      {entry(t('list.drills'), { show: 'drills', state })}
      <span className={styles.gap} />
      {entry(t('list.open'), { show })}
      {entry(t('list.closed'), { show, state: 'closed' })}
    </nav>
  )
}
