/** All products: release, what is inside, what is to decide, when somebody looked. */
import { productRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam, useSearchText } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Partial, Shown } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { productColumns, type ProductRow, SmallProduct } from './product-rows.tsx'

export function Page() {
  const t = useWords(homeWords)
  const org = useParam('org')
  const [q, setQ] = useSearchText('q')
  const mayAdd = useMay('products.write')
  const reading = useRoute(
    productRoutes['products.list'],
    { params: { org }, query: { limit: '500', ...(q === '' ? {} : { q }) } },
    { keepsFormer: true },
  )
  return (
    <Shown reading={reading}>
      {({ rows, total, next }) => (
        <>
          <Lead
            answer={answerOf(t, rows, total ?? rows.length)}
            actions={
              mayAdd ? (
                <LinkButton tone="main" to={{ page: 'welcome', params: { org } }}>
                  {t('products.add')}
                </LinkButton>
              ) : undefined
            }
          />
          <Stack>
            <Unanalysed rows={rows} />
            <TextField label={t('products.search')} type="search" value={q} onValue={setQ} />
            {rows.length === 0 && q === '' ? (
              <Empty what={t('home.noProducts')} why={t('choose.why')}>
                <LinkButton tone="main" to={{ page: 'welcome', params: { org } }}>
                  {t('products.add')}
                </LinkButton>
              </Empty>
            ) : (
              <Table
                label={t('products.title')}
                columns={productColumns(t)}
                rows={rows}
                {...(total === undefined ? {} : { total })}
                keyOf={({ slug }) => slug}
                linkOf={({ slug }) => ({ page: 'product', params: { org, product: slug } })}
                small={{ height: 76, cell: (row) => <SmallProduct row={row} /> }}
              />
            )}
            {next === undefined ? null : <Partial text={t('products.firstOnly', { n: rows.length })} />}
          </Stack>
        </>
      )}
    </Shown>
  )
}

function Unanalysed({ rows }: { rows: readonly ProductRow[] }) {
  const t = useWords(homeWords)
  const unknown = rows.filter(({ current }) => current?.counts.open === undefined)
  if (unknown.length === 0 || unknown.length === rows.length) return null
  return (
    <Partial text={t('products.unanalysed', { n: unknown.length })} items={unknown.map(({ name }) => name)} />
  )
}

/** A product that nobody looked at makes the sum "at least". */
function answerOf(
  t: ReturnType<typeof useWords<keyof (typeof homeWords)['en']>>,
  rows: readonly ProductRow[],
  n: number,
): string {
  const known = rows.flatMap(({ current }) =>
    current?.counts.open === undefined ? [] : [current.counts.open],
  )
  const open = known.reduce((sum, one) => sum + one, 0)
  if (rows.length === 0) return t('home.noProducts')
  if (known.length === 0) return t('products.leadUnknown', { n })
  return t(known.length === n ? 'products.lead' : 'products.leadAtLeast', { n, open })
}
