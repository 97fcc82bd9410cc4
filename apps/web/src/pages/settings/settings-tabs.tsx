/** The pages of the organisation's settings, as tabs. */
import { organisationWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import type { Place } from '../../app/paths.ts'
import { Link } from '../../parts/link.tsx'
import { useTabInView } from '../../parts/use-tab-in-view.ts'
import styles from '../../parts/view-tabs.module.css'

const tabs = ['people', 'tokens', 'keys', 'alerts', 'assistant'] as const

export function SettingsTabs({ org, current }: { org: string; current: (typeof tabs)[number] }) {
  const t = useWords(organisationWords)
  const placeOf = (tab: (typeof tabs)[number]): Place =>
    tab === 'alerts' || tab === 'assistant'
      ? { page: tab, params: { org } }
      : { page: 'settingsSection', params: { org, section: tab } }
  const list = useTabInView<HTMLElement>(current)
  return (
    <nav ref={list} className={styles.tabs} aria-label={t('tabs.label')}>
      {tabs.map((tab) => (
        <Link key={tab} to={placeOf(tab)} {...(tab === current ? { 'aria-current': 'page' as const } : {})}>
          {t(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  )
}
