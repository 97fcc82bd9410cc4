/** What was sent to one webhook, and how that went. */
import { noticeRoutes } from '@occtet/contract/api'
import { noticeWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Status } from '../../parts/marks.tsx'
import { ScrollFrame } from '../../parts/scroll-frame.tsx'
import { Shown } from '../../parts/states.tsx'
import { Age, Moment } from '../../parts/times.tsx'
import styles from './alerts.module.css'

const shapes = { waiting: 'partly', done: 'met', failed: 'gap' } as const

export function DeliveryTable({ webhook }: { webhook: string }) {
  const t = useWords(noticeWords)
  const org = useParam('org')
  const route = noticeRoutes['webhooks.deliveries']
  const reading = useRoute(route, { params: { org, webhook }, query: { limit: '20' } }, { every: 20 })
  const sending = useChange(noticeRoutes['webhooks.resend'], { outdates: [route] })
  return (
    <Shown reading={reading}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p>{t('deliveriesNone')}</p>
        ) : (
          <ScrollFrame className={styles.wide} label={t('deliveries')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('column')}</th>
                  <th scope="col">{t('columnWhen')}</th>
                  <th scope="col">{t('columnState')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ id, what, state, attempts, createdAt, nextAt, status, error }) => (
                  <tr key={id}>
                    <th scope="row">
                      <code>{what}</code>
                    </th>
                    <td>
                      <Age at={createdAt} />
                    </td>
                    <td>
                      <Status status={shapes[state]} word={t(`state.${state}`)} />{' '}
                      {t('attempts', { n: attempts })}
                      {status === undefined ? '' : `, ${t('answered', { status: String(status) })}`}{' '}
                      {error === undefined ? null : <code>{error}</code>}{' '}
                      {nextAt === undefined || state !== 'waiting' ? null : <Moment at={nextAt} isExact />}
                      {state === 'failed' ? (
                        <Button
                          tone="text"
                          onPress={() => void sending.send({ params: { org, webhook, delivery: id } })}
                        >
                          {t('resend')}
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollFrame>
        )
      }
    </Shown>
  )
}
