/** What the page rests on: each source of advisory data with its age. */
import { drawAgeBars, homeWords } from '@occtet/ui'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Link } from '../../parts/link.tsx'
import { Age } from '../../parts/times.tsx'
import styles from './home.module.css'

const mostShown = 8

export function RestsOn({ org }: { org: string }) {
  const t = useWords(homeWords)
  const { data } = useFrame()
  if (data === undefined) return null
  const order = { never: 0, stale: 1, fresh: 2 } as const
  const sources = data.sources.toSorted((a, b) => order[a.state] - order[b.state])
  return (
    <Card
      title={t('rests.title')}
      aside={<Link to={{ page: 'sources', params: { org } }}>{t('rests.all')}</Link>}
      isPadded={false}
    >
      {sources.length === 0 ? <p className={styles.note}>{t('rests.none')}</p> : null}
      <ul className={styles.sources}>
        {sources.slice(0, mostShown).map(({ id, state, readAt }) => (
          <li key={id}>
            <Drawn drawing={drawAgeBars([state === 'stale' ? 'old' : state])} />
            <span>
              {id} {state === 'fresh' ? null : <span className={styles.old}>{t(`rests.${state}`)}</span>}
            </span>
            <span className="q">
              <Age at={readAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
