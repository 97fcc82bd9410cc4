/** What belongs to a product, as tabs of the product; every page of a product shows them below its head. */
import { type Permission, productRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import type { PageId, Place } from '../../app/paths.ts'
import { Link } from '../../parts/link.tsx'
import { useTabInView } from '../../parts/use-tab-in-view.ts'
import styles from '../../parts/view-tabs.module.css'

export interface ProductTabsProps {
  readonly org: string
  readonly product: string
  /** Undefined: it has no release yet, and most pages have nothing to show. */
  readonly release: string | undefined
  readonly current: PageId
}

export function ProductTabs({ org, product, release, current }: ProductTabsProps) {
  const t = useWords(homeWords)
  const list = useTabInView<HTMLElement>(`${current} ${release ?? ''}`)
  const overview: readonly (readonly [string, Place])[] = [
    [t('product.overview'), { page: 'product', params: { org, product } }],
  ]
  const held = useFrame().data?.caller.permissions ?? []
  const tabs = [
    ...overview,
    ...(release === undefined ? [] : ofRelease(t, { org, product, release })),
    ...outward(t, { org, product, held }),
  ]
  return (
    <nav ref={list} className={styles.tabs} aria-label={t('product.tabs')}>
      {tabs.map(([word, place]) => (
        <Link key={place.page} to={place} aria-current={place.page === current ? 'page' : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  )
}

function ofRelease(
  t: ReturnType<typeof useWords<keyof (typeof homeWords)['en']>>,
  params: { readonly org: string; readonly product: string; readonly release: string },
): readonly (readonly [string, Place])[] {
  const { org, product } = params
  return [
    [t('product.inventory'), { page: 'inventory', params }],
    [t('product.triage'), { page: 'triage', params: { org }, search: { product } }],
    [t('product.licences'), { page: 'licences', params: { org }, search: { product } }],
    [t('product.requirements'), { page: 'requirements', params }],
    [t('product.questions'), { page: 'questions', params }],
    [t('product.scope'), { page: 'scope', params }],
    [t('product.plan'), { page: 'plan', params }],
    [t('product.documents'), { page: 'documents', params }],
  ]
}

/** Where a product meets others; only what the role may read. */
function outward(
  t: ReturnType<typeof useWords<keyof (typeof homeWords)['en']>>,
  { org, product, held }: { org: string; product: string; held: readonly Permission[] },
): readonly (readonly [string, Place])[] {
  const params = { org, product }
  const all: readonly (readonly [Permission, string, Place])[] = [
    ['read', t('product.public'), { page: 'publicPage', params }],
    ['private.read', t('product.reports'), { page: 'publicReports', params }],
    ['export', t('product.exchange'), { page: 'exchange', params }],
  ]
  return all.filter(([permission]) => held.includes(permission)).map(([, word, place]) => [word, place])
}

/** For pages that know the product alone: asks which release is current. */
export function TabsOfProduct({ org, product, current }: Omit<ProductTabsProps, 'release'>) {
  const { data } = useRoute(productRoutes['products.show'], { params: { org, product } })
  return <ProductTabs org={org} product={product} release={data?.current?.version} current={current} />
}
