/** How old the data is: every source, the oldest first. */
import { drawAgeBars, homeWords } from '@occtet/ui'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import { Age } from '../../parts/times.tsx'
import styles from './home.module.css'

/** Its name in the list of sources. */
const starter = 'starter-set'

export function Page() {
  const t = useWords(homeWords)
  return (
    <Shown reading={useFrame()}>
      {({ sources }) => {
        const old = sources.filter(({ state }) => state !== 'fresh').length
        const n = sources.length
        const isUnread = sources.every(({ state }) => state === 'never')
        const answer = isUnread ? 'sources.leadNone' : old === 0 ? 'sources.leadFresh' : 'sources.leadStale'
        return (
          <>
            <Lead answer={t(answer, { n, stale: old })} below={t('sources.why')} />
            <Card title={t('sources.total')} isPadded={false}>
              <table className={styles.ages}>
                <thead>
                  <tr>
                    <th scope="col">{t('sources.source')}</th>
                    <th scope="col">{t('sources.state')}</th>
                    <th scope="col">{t('sources.age')}</th>
                  </tr>
                </thead>
                <tbody>
                  {sources
                    .toSorted((a, b) => ((a.readAt ?? '') < (b.readAt ?? '') ? -1 : 1))
                    .map(({ id, state, readAt }) => (
                      <tr key={id}>
                        <th scope="row">
                          {id} {id === starter ? <span className="q">({t('sources.starter')})</span> : null}
                        </th>
                        <td>
                          <Drawn drawing={drawAgeBars([state === 'stale' ? 'old' : state])} />{' '}
                          {t(`rests.${state}`)}
                        </td>
                        <td>
                          <Age at={readAt} />
                        </td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </Card>
            {old === 0 ? null : (
              <p className={styles.fetch}>
                {t('sources.fetch')} <code>occtet db sync</code>
              </p>
            )}
          </>
        )
      }}
    </Shown>
  )
}
