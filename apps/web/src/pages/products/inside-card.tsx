/** What is inside the current release, what is known to be wrong with it, and how old that knowledge is. */
import type { AnswerOf, productRoutes } from '@occtet/contract/api'
import { formatDate, homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Partial } from '../../parts/states.tsx'
import { Age } from '../../parts/times.tsx'
import styles from './products.module.css'

type Release = AnswerOf<(typeof productRoutes)['releases.show']>

interface InsideProps {
  readonly org: string
  readonly product: string
  readonly release: Release
}

export function InsideCard({ org, product, release }: InsideProps) {
  const t = useWords(homeWords)
  const { counts, analysedAt, dataAsOf, version } = release
  if (analysedAt === undefined) {
    return (
      <Card title={t('product.inside')} isPadded={false}>
        <Empty what={t('product.notAnalysed')} why={t('todo.analyse.why')}>
          <LinkButton
            tone="main"
            to={{ page: 'add', params: { org }, search: { product, release: version } }}
          >
            {t('product.addFiles')}
          </LinkButton>
        </Empty>
      </Card>
    )
  }
  const { components, findings, open, exploited, unknown, unreadFiles } = counts
  return (
    <Card title={t('product.inside')} aside={<Age at={analysedAt} />}>
      {unreadFiles === undefined || unreadFiles === 0 ? null : (
        <Partial text={t('product.unread', { n: unreadFiles })} />
      )}
      <ul className={styles.inside}>
        <li>
          <Link to={{ page: 'inventory', params: { org, product, release: version } }}>
            {components === undefined ? t('products.unknown') : t('product.components', { n: components })}
          </Link>
        </li>
        <li>
          <Link to={{ page: 'triage', params: { org }, search: { product } }}>
            {findings === undefined || open === undefined
              ? t('products.unknown')
              : t('product.findings', { n: findings, open })}
          </Link>
          {exploited === undefined || exploited === 0 ? null : (
            <> · {t('product.exploited', { n: exploited })}</>
          )}
        </li>
        {unknown === undefined || unknown === 0 ? null : (
          <li>{t('product.unknownComponents', { n: unknown })}</li>
        )}
      </ul>
      {dataAsOf === undefined ? null : (
        <p className="q">{t('product.dataAsOf', { when: formatDate(t.language, dataAsOf) })}</p>
      )}
    </Card>
  )
}
