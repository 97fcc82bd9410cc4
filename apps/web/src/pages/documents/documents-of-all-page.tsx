/** Papers belong to a product and its release: choose one. */
import { productRoutes } from '@occtet/contract/api'
import { documentWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import styles from './documents.module.css'

export function Page() {
  const t = useWords(documentWords)
  const org = useParam('org')
  const products = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  const ready = (products.data?.rows ?? []).flatMap(({ slug, name, current }) =>
    current === undefined ? [] : [{ slug, name, version: current.version }],
  )
  return (
    <>
      <Lead answer={t('choose.answer', { n: ready.length })} below={t('choose.why')} />
      <Shown reading={products}>
        {() => (
          <Card label={t('list.paper')}>
            {ready.length === 0 ? (
              <Empty what={t('choose.none')} why={t('choose.why')} />
            ) : (
              <ul className={styles.plain}>
                {ready.map(({ slug, name, version }) => (
                  <li key={slug}>
                    <Link to={{ page: 'documents', params: { org, product: slug, release: version } }}>
                      {t('choose.open', { name, version })}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        )}
      </Shown>
    </>
  )
}
