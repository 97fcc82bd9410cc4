/** The sources of advisories with their age and what each is complete for. */
import type { AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Status } from '../../parts/marks.tsx'
import { ScrollFrame } from '../../parts/scroll-frame.tsx'
import { Empty } from '../../parts/states.tsx'
import { Moment } from '../../parts/times.tsx'
import styles from './feddb.module.css'

type Sources = AnswerOf<(typeof feddbRoutes)['feddb.sources']>['sources']

export function SourcesCard({ sources }: { sources: Sources }) {
  const t = useWords(feddbWords)
  if (sources.length === 0) return <Empty what={t('titleNone')} why={t('noData')} />
  const figures = new Intl.NumberFormat(t.language === 'de' ? 'de-DE' : 'en-GB')
  return (
    <Card title={t('sources')} isPadded={false}>
      <ScrollFrame className={styles.wide} label={t('sources')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('source')}</th>
              <th scope="col" className="num">
                {t('records')}
              </th>
              <th scope="col">{t('age')}</th>
              <th scope="col">{t('covers')}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ name, records, asOf, isStale, covers }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="num">{figures.format(records)}</td>
                <td>
                  <Moment at={asOf} />{' '}
                  <Status status={isStale ? 'unknown' : 'met'} word={t(isStale ? 'isStale' : 'isFresh')} />
                </td>
                <td>{covers.length === 0 ? t('coversNone') : covers.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </Card>
  )
}
