/** How one product looks in the list. */
import type { AnswerOf, productRoutes } from '@occtet/contract/api'
import { homeWords, type Translator } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import type { Column } from '../../parts/table-column.ts'
import { Age } from '../../parts/times.tsx'

export type ProductRow = AnswerOf<(typeof productRoutes)['products.list']>['rows'][number]
type T = Translator<keyof (typeof homeWords)['en']>

export function productColumns(t: T): readonly Column<ProductRow>[] {
  return [
    { id: 'name', head: t('products.product'), cell: ({ name }) => name, width: '30%' },
    {
      id: 'release',
      head: t('products.release'),
      cell: ({ current }) => <span className="mono">{current?.version ?? t('products.noRelease')}</span>,
    },
    {
      id: 'components',
      head: t('products.components'),
      isNumber: true,
      cell: ({ current }) => count(t, current?.counts.components, current?.counts.unreadFiles),
    },
    {
      id: 'open',
      head: t('products.toDecide'),
      isNumber: true,
      cell: ({ current }) => count(t, current?.counts.open, current?.counts.unreadFiles),
    },
    {
      id: 'looked',
      head: t('products.looked'),
      cell: ({ current }) =>
        current?.analysedAt === undefined ? t('products.unknown') : <Age at={current.analysedAt} />,
    },
  ]
}

/** With unread files every count is "at least". */
function count(t: T, n: number | undefined, unread: number | undefined): string {
  if (n === undefined) return t('products.unknown')
  return unread !== undefined && unread > 0 ? t('products.atLeast', { n }) : t('products.n', { n })
}

export function SmallProduct({ row }: { row: ProductRow }) {
  const t = useWords(homeWords)
  const { name, current } = row
  const open = current?.counts.open
  return (
    <>
      {name} <span className="mono dim">{current?.version ?? t('products.noRelease')}</span>
      <br />
      <span className="q">
        {open === undefined ? t('products.notAnalysed') : t('products.findings', { n: open })}
      </span>
    </>
  )
}
