/** One product: where it stands, what is inside, its releases and dates. */
import { planRoutes, productRoutes, requirementRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import { Standing } from '../home/stand-card.tsx'
import { Trend } from '../home/trend-card.tsx'
import { DatesCard } from './dates-card.tsx'
import { InsideCard } from './inside-card.tsx'
import { ProductTabs } from './product-tabs.tsx'
import { ReleasesCard } from './releases-card.tsx'

export function Page() {
  const org = useParam('org')
  const product = useParam('product')
  const t = useWords(homeWords)
  const { language } = useLanguage()
  const mayAdd = useMay('inventory.write')
  const shown = useRoute(productRoutes['products.show'], { params: { org, product } })
  const release = shown.data?.current?.version
  const standing = useRoute(
    requirementRoutes['requirements.list'],
    { params: { org, product, release: 'current' }, query: { lang: language } },
    { isWanted: release !== undefined },
  )
  const trend = useRoute(
    planRoutes['assessments.list'],
    { params: { org, product }, query: { lang: language } },
    { isWanted: release !== undefined },
  )
  const gaps = standing.data?.counts.gap
  const unknown = standing.data?.counts.unknown
  const noneApplies = standing.data?.isAsked === false
  return (
    <Shown reading={shown}>
      {({ name, current, releases }) => (
        <>
          <Lead
            answer={answerOf(t, { product: name, release, gaps, unknown, noneApplies, n: releases })}
            actions={
              mayAdd && release !== undefined ? (
                <LinkButton to={{ page: 'add', params: { org }, search: { product } }}>
                  {t('product.addFiles')}
                </LinkButton>
              ) : undefined
            }
          />
          <ProductTabs org={org} product={product} release={release} current="product" />
          <Columns
            aside={
              <>
                {trend.data === undefined ? null : <Trend points={trend.data.trend} />}
                <ReleasesCard org={org} product={product} />
                <DatesCard org={org} product={product} />
              </>
            }
          >
            {release === undefined ? (
              <p>
                <LinkButton tone="main" to={{ page: 'add', params: { org }, search: { product } }}>
                  {t('product.createFirst')}
                </LinkButton>
              </p>
            ) : (
              <Shown reading={standing} failedTitle={t('product.assessmentFailed')}>
                {(view) => (
                  <Card title={t('stand.title', { product: name })} isPadded={false}>
                    <Standing
                      focus={{
                        requirements: view.rows,
                        readiness: view.readiness,
                        isAssessed: view.lookedAt.answers > 0 || view.lookedAt.evidenceAt !== null,
                      }}
                    />
                  </Card>
                )}
              </Shown>
            )}
            {current === undefined ? null : <InsideCard org={org} product={product} release={current} />}
          </Columns>
        </>
      )}
    </Shown>
  )
}

interface Known {
  readonly product: string
  readonly release: string | undefined
  readonly gaps: number | undefined
  readonly unknown: number | undefined
  readonly noneApplies: boolean
  readonly n: number
}

function answerOf(t: ReturnType<typeof useWords<keyof (typeof homeWords)['en']>>, known: Known): string {
  const { product, release, gaps, unknown, noneApplies, n } = known
  if (release === undefined) return t('product.leadNoRelease', { product })
  if (noneApplies) return t('product.leadNone', { product, release })
  if (gaps === undefined || unknown === undefined) return t('product.leadPlain', { product, release, n })
  if (gaps === 0 && unknown > 0) return t('product.leadUnknown', { product, release, n: unknown })
  return gaps === 1
    ? t('product.leadOne', { product, release })
    : t('product.lead', { product, release, open: gaps })
}
