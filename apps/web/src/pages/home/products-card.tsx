/** Products with their 22 as a strip, what is to decide, and the next date. */
import { formatDate, formatTime, homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import styles from './home.module.css'
import type { HomeView, HomeWords } from './model.ts'
import { Strip } from './strip.tsx'

type Row = HomeView['products'][number]

export function ProductsCard({ home, org }: { home: HomeView; org: string }) {
  const t = useWords(homeWords)
  const { products, productsTotal } = home
  if (products.length === 0) return null
  return (
    <Card
      title={t('products.title')}
      aside={
        productsTotal > products.length ? (
          <Link to={{ page: 'products', params: { org } }}>{t('products.all', { n: productsTotal })}</Link>
        ) : (
          t('products.each')
        )
      }
      isPadded={false}
    >
      <table className={styles.products}>
        <thead>
          <tr>
            <th scope="col">{t('products.product')}</th>
            <th scope="col">{t('products.release')}</th>
            <th scope="col">{t('products.requirements')}</th>
            <th scope="col">{t('products.toDecide')}</th>
            <th scope="col">{t('products.next')}</th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <tr key={product.slug}>
              <th scope="row">
                <Link to={{ page: 'product', params: { org, product: product.slug } }}>{product.name}</Link>
              </th>
              <td className="mono">{product.release ?? t('products.noRelease')}</td>
              <td className={styles.strip}>
                <Strip requirements={product.requirements} />
              </td>
              <td>
                {product.toDecide === undefined ? (
                  t('products.unknown')
                ) : (
                  <>
                    {product.toDecide}
                    <span className={styles.small}> {t('products.toDecide').toLowerCase()}</span>
                  </>
                )}
              </td>
              <td>
                <NextDate t={t} next={product.next} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function NextDate({ t, next }: { t: HomeWords; next: Row['next'] }) {
  if (next === null) return <span className="q">{t('products.noDate')}</span>
  const day = formatDate(t.language, next.at)
  return (
    <>
      {next.kind === 'clock' ? `${day}, ${formatTime(next.at)}` : day}
      {next.kind === 'clock' ? null : <span className={styles.next}>{t(`next.${next.kind}`)}</span>}
    </>
  )
}
