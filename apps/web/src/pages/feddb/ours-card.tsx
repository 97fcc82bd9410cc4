/** Which of our releases contain the package. */
import type { AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import { Tag } from '../../parts/marks.tsx'
import styles from './feddb.module.css'

export type Ours = AnswerOf<(typeof feddbRoutes)['feddb.package']>['ours']

export function OursCard({ ours }: { ours: Ours }) {
  const t = useWords(feddbWords)
  const org = useParam('org')
  if (ours.length === 0) {
    return (
      <Card title={t('ours')}>
        <p>{t('oursNone')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('ours')} isPadded={false}>
      <ul className={styles.hits}>
        {ours.map(({ product, productName, release, isCurrent, purl }) => (
          <li key={`${product} ${release} ${purl}`}>
            <Link to={{ page: 'inventory', params: { org, product, release } }}>
              {productName} {release}
            </Link>
            <span>
              <code className="xs">{purl}</code> {isCurrent ? <Tag>{t('current')}</Tag> : null}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
