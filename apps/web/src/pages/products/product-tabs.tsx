/** What belongs to a product, as tabs of the product; every page of a product shows them below its head. */
import { homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import type { PageId, Place } from '../../app/paths.ts'
import { Link } from '../../parts/link.tsx'
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
  const overview: readonly (readonly [string, Place])[] = [
    [t('product.overview'), { page: 'product', params: { org, product } }],
  ]
  const tabs = release === undefined ? overview : [...overview, ...ofRelease(t, { org, product, release })]
  return (
    <nav className={styles.tabs} aria-label={t('product.tabs')}>
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
