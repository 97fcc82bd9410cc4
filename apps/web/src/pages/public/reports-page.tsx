/** Reports of flaws from outside, with the time until each has to be confirmed. */
import { type AnswerOf, publicRoutes } from '@occtet/contract/api'
import { formatDate, publicWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Status, Tag } from '../../parts/marks.tsx'
import { ScrollFrame } from '../../parts/scroll-frame.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { TabsOfProduct } from '../products/product-tabs.tsx'
import { Moment, useNow } from '../../parts/times.tsx'
import styles from './public.module.css'

type Row = AnswerOf<(typeof publicRoutes)['public.reports']>['rows'][number]

export const reportShapes = { new: 'gap', acknowledged: 'partly', closed: 'met' } as const

export function Page() {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const reading = useRoute(publicRoutes['public.reports'], {
    params: { org, product },
    query: { limit: '100' },
  })
  return (
    <Shown reading={reading}>
      {({ rows }) => {
        const open = rows.filter(({ state }) => state === 'new').length
        return (
          <Stack>
            <Lead answer={open === 0 ? t('reportsNoneOpen') : t('reportsOpen', { n: open })} />
            <TabsOfProduct org={org} product={product} current="publicReports" />
            {rows.length === 0 ? (
              <Empty what={t('reportsNone')} why={t('partHelp.reports')} />
            ) : (
              <ReportTable rows={rows} />
            )}
          </Stack>
        )
      }}
    </Shown>
  )
}

function ReportTable({ rows }: { rows: readonly Row[] }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  return (
    <Card label={t('reports')} isPadded={false}>
      <ScrollFrame className={styles.wide} label={t('reports')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('about')}</th>
              <th scope="col">{t('received')}</th>
              <th scope="col">{t('reference')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.reference}>
                <th scope="row">
                  <Link to={{ page: 'publicReport', params: { org, product, reference: row.reference } }}>
                    {row.title}
                  </Link>{' '}
                  <Status status={reportShapes[row.state]} word={t(`state.${row.state}`)} />{' '}
                  {row.state === 'new' ? <DueTag due={row.acknowledgeBy} /> : null}
                </th>
                <td>
                  <Moment at={row.receivedAt} />
                </td>
                <td>
                  <code>{row.reference}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </Card>
  )
}

export function DueTag({ due }: { due: string }) {
  const t = useWords(publicWords)
  const isLate = useNow() > due
  return <Tag tone="time">{t(isLate ? 'late' : 'dueBy', { date: formatDate(t.language, due) })}</Tag>
}
