/** What I am told of, what I was told lately, and where events are sent. */
import { noticeRoutes } from '@occtet/contract/api'
import { noticeWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Partial, Shown } from '../../parts/states.tsx'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { HooksCard } from './hooks-card.tsx'
import { RecentCard } from './recent-card.tsx'
import { WishesCard } from './wishes-card.tsx'

export function Page() {
  const t = useWords(noticeWords)
  const org = useParam('org')
  const reading = useRoute(noticeRoutes['notices.settings'], { params: { org } })
  return (
    <>
      <SettingsTabs org={org} current="alerts" />
      <Shown reading={reading}>
        {(settings) => {
          const { preferences, clockListeners, mail, address } = settings
          const n = Object.values(preferences).filter((wish) => wish === 'on').length
          const mailText =
            mail === 'not-configured'
              ? t('mailOff')
              : address === undefined
                ? t('mailNoAddress')
                : t('mailReady', { address })
          return (
            <Stack>
              <Lead
                answer={n === 0 ? t('titleNone') : t('title', { n })}
                below={
                  <>
                    <p>{t('lead')}</p>
                    <p>{mailText}</p>
                    {clockListeners === 0 ? null : <p>{t('listeners', { n: clockListeners })}</p>}
                  </>
                }
              />
              {clockListeners === 0 ? <Partial text={`${t('nobody')} ${t('nobodyHelp')}`} /> : null}
              <WishesCard preferences={preferences} />
              <RecentCard />
              <HooksCard />
            </Stack>
          )
        }}
      </Shown>
    </>
  )
}
