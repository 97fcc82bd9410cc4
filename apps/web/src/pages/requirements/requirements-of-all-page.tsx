/** The 22 of every product: the way to each product's map. */
import { productRoutes } from '@occtet/contract/api'
import { requirementWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import styles from './plan.module.css'

export function Page() {
  const t = useWords(requirementWords)
  const org = useParam('org')
  const reading = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  return (
    <Shown reading={reading}>
      {({ rows }) => (
        <>
          <Lead answer={t('all.answer', { n: rows.length })} below={t('all.below')} />
          {rows.length === 0 ? (
            <Empty what={t('all.none')} why={t('all.why')}>
              <LinkButton to={{ page: 'add', params: { org } }}>{t('all.add')}</LinkButton>
            </Empty>
          ) : (
            <Card label={t('nav.requirements')} isPadded={false}>
              <ul className={styles.threats}>
                {rows.map((product) => (
                  <li key={product.slug}>
                    <Link
                      to={{
                        page: 'requirements',
                        params: { org, product: product.slug, release: 'current' },
                      }}
                    >
                      {product.name}
                    </Link>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </>
      )}
    </Shown>
  )
}
