/** Papers belong to a product and its release: choose one. */
import { documentRoutes, productRoutes } from '@occtet/contract/api'
import { documentWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Status } from '../../parts/marks.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import styles from './documents.module.css'
import type { At } from './model.ts'

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
                {ready.map(({ slug, name, version }, at) => (
                  <li key={slug}>
                    <Link to={{ page: 'documents', params: { org, product: slug, release: version } }}>
                      {t('choose.open', { name, version })}
                    </Link>
                    <Standing params={{ org, product: slug, release: version }} isWanted={at < closely} />
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

/** So many products are looked at closely; building all papers of hundreds would take the server long. */
const closely = 8

/** How many papers are ready, and the state of the one that is signed. */
function Standing({ params, isWanted }: { params: At; isWanted: boolean }) {
  const t = useWords(documentWords)
  const { language: lang } = useLanguage()
  const { data } = useRoute(documentRoutes['documents.list'], { params, query: { lang } }, { isWanted })
  if (data === undefined) return null
  const needed = data.papers.flatMap((paper) => (paper.status === 'refused' ? [] : [paper]))
  const complete = needed.filter(({ status }) => status === 'complete').length
  const signed = needed.find(({ id }) => id === 'declaration-of-conformity')
  return (
    <>
      <p className="dim">{t('list.answer', { n: complete, total: needed.length })}</p>
      {signed === undefined ? null : (
        <p>
          <Link to={{ page: 'document', params: { ...params, id: signed.id } }}>{signed.title}</Link>{' '}
          <Status
            status={signed.status === 'complete' ? 'met' : 'gap'}
            word={signed.missing === 0 ? t('list.complete') : t('list.missing', { n: signed.missing })}
          />
        </p>
      )}
    </>
  )
}
