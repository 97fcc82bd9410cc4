/** The inventories of all products: which were read, and how large they are. */
import { productRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'

export function Page() {
  const t = useWords(inventoryWords)
  const org = useParam('org')
  const reading = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  const add = useMay('inventory.write') ? (
    <LinkButton tone="main" to={{ page: 'add', params: { org } }}>
      {t('add')}
    </LinkButton>
  ) : undefined
  return (
    <Shown reading={reading}>
      {({ rows }) => (
        <Stack>
          <Lead
            answer={t('all.answer', {
              n: rows.filter(({ current }) => current?.analysedAt !== undefined).length,
            })}
            actions={add}
          />
          {rows.length === 0 ? (
            <Empty what={t('empty.what')} why={t('empty.why')}>
              {add}
            </Empty>
          ) : (
            <Table
              label={t('add.product')}
              rows={rows.filter(({ current }) => current !== undefined)}
              keyOf={({ slug }) => slug}
              linkOf={({ slug, current }) => ({
                page: 'inventory',
                params: { org, product: slug, release: current?.version ?? 'current' },
              })}
              columns={[
                { id: 'name', head: t('add.product'), cell: ({ name }) => name, width: '40%' },
                { id: 'version', head: t('add.version'), cell: ({ current }) => current?.version ?? '' },
                {
                  id: 'components',
                  head: t('all.head'),
                  cell: ({ current }) =>
                    current?.counts.components === undefined
                      ? t('all.unread')
                      : t('all.components', { n: current.counts.components }),
                },
              ]}
            />
          )}
        </Stack>
      )}
    </Shown>
  )
}
