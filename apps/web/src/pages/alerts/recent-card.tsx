/** What I was told lately, newest first. */
import { type AnswerOf, noticeRoutes } from '@occtet/contract/api'
import { noticeTexts, noticeWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Tag } from '../../parts/marks.tsx'
import { Shown } from '../../parts/states.tsx'
import { Age } from '../../parts/times.tsx'
import styles from './alerts.module.css'

type Notice = AnswerOf<(typeof noticeRoutes)['notices.list']>['rows'][number]

export function RecentCard() {
  const t = useWords(noticeWords)
  const org = useParam('org')
  const reading = useRoute(noticeRoutes['notices.list'], { params: { org }, query: { limit: '20' } })
  const seeing = useChange(noticeRoutes['notices.seen'], { outdates: [noticeRoutes['notices.list']] })
  const [newest] = reading.data?.rows ?? []
  const mark =
    newest === undefined || newest.isSeen ? undefined : (
      <Button tone="text" onPress={() => void seeing.send({ params: { org }, body: { until: newest.at } })}>
        {t('markSeen')}
      </Button>
    )
  return (
    <Card title={t('recent')} aside={mark} isPadded={false}>
      <Shown reading={reading}>
        {({ rows }) => (
          <ul className={styles.list}>
            {rows.length === 0 ? (
              <li>{t('recentNone')}</li>
            ) : (
              rows.map((notice) => <NoticeRow key={notice.id} notice={notice} />)
            )}
          </ul>
        )}
      </Shown>
    </Card>
  )
}

function NoticeRow({ notice }: { notice: Notice }) {
  const t = useWords(noticeWords)
  const say = useWords(noticeTexts)
  const org = useParam('org')
  const keys = Object.keys(noticeTexts.en) as (keyof typeof noticeTexts.en)[]
  const key = keys.find((one) => one === `event.${notice.what}`) ?? 'event.other'
  const stage = keys.find((one) => one === `stage.${String(notice.values['stage'] ?? '')}`)
  const values = { ...notice.values, stage: stage === undefined ? '' : say(stage) }
  return (
    <li>
      <span>
        {say(key, values)} {notice.isSeen ? null : <Tag tone="time">{t('new')}</Tag>}
      </span>
      <span className="q">
        <Age at={notice.at} /> · <a href={`/o/${encodeURIComponent(org)}${notice.href}`}>{t('open')}</a>
      </span>
    </li>
  )
}
