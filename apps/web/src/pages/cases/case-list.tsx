/** Cases as a list: the clock at the left, what it is about, what to do next. */
import { incidentWords, shellWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { cx } from '../../parts/cx.ts'
import { Link } from '../../parts/link.tsx'
import { toLeft } from '../../parts/time-words.ts'
import { useNow } from '../../parts/times.tsx'
import styles from './cases.module.css'
import type { CaseRow } from './model.ts'

export function CaseList({ rows }: { rows: readonly CaseRow[] }) {
  const t = useWords(incidentWords)
  const time = useWords(shellWords)
  const org = useParam('org')
  const now = useNow()
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={`${row.product}/${row.id}`} className={cx('card', styles.row, row.drill && styles.drill)}>
          <p className={styles.clock}>
            {row.nearest === undefined ? (
              <span className="q">{t('list.noClock')}</span>
            ) : (
              <>
                <span className={cx('tag', row.nearest.isOverdue ? 'stop' : 'time')}>
                  {toLeft(time, row.nearest.due, now)}
                </span>
                <span className="q">{row.nearest.name}</span>
              </>
            )}
          </p>
          <div>
            <h2 className={styles.name}>
              <Link to={{ page: 'case', params: { org, case: row.id }, search: { product: row.product } }}>
                {row.drill ? `${t('drill')}: ${row.title}` : row.title}
              </Link>
            </h2>
            <p className="q">
              {row.id} · {row.productName} · {t(`open.${row.track}`)} · {row.phaseText}
            </p>
            {row.next === undefined ? null : <p className="dim">{row.next}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}
