/** Releases of a product, newest first, each to be compared with the one before. */
import { productRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import { Tag } from '../../parts/marks.tsx'
import { Shown } from '../../parts/states.tsx'
import { Moment } from '../../parts/times.tsx'
import styles from './products.module.css'

export function ReleasesCard({ org, product }: { org: string; product: string }) {
  const t = useWords(homeWords)
  const reading = useRoute(productRoutes['releases.list'], { params: { org, product }, query: {} })
  return (
    <Card title={t('product.releases')} isPadded={false}>
      <Shown reading={reading} rows={3}>
        {({ rows }) => (
          <ul className={styles.releases}>
            {rows.map((release, index) => {
              const before = rows[index + 1]?.version
              return (
                <li key={release.version}>
                  <Link to={{ page: 'inventory', params: { org, product, release: release.version } }}>
                    <code>{release.version}</code>
                  </Link>
                  {release.isCurrent ? <Tag>{t('product.current')}</Tag> : null}
                  <span className="q">
                    <Moment at={release.releasedAt ?? release.createdAt} />
                  </span>
                  {before === undefined ? null : (
                    <Link
                      to={{ page: 'diff', params: { org, product, range: `${before}..${release.version}` } }}
                    >
                      {t('product.compare', { version: before })}
                    </Link>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Shown>
    </Card>
  )
}
