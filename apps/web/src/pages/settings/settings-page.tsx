/** The organisation's settings: who may do what, machines, keys. Notices have a page of their own. */
import { organisationWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useHere, useParam } from '../../app/place.ts'
import { Link } from '../../parts/link.tsx'
import { KeysSection } from './keys-section.tsx'
import { PeopleSection } from './people-section.tsx'
import styles from './settings.module.css'
import { TokensSection } from './tokens-section.tsx'

const sections = ['people', 'tokens', 'keys'] as const

type Section = (typeof sections)[number]

export function Page() {
  const org = useParam('org')
  const { section: text } = useHere().params
  const section = sections.find((one) => one === text) ?? (text === 'peers' ? 'keys' : 'people')
  return (
    <>
      <Tabs org={org} section={section} />
      <Chosen section={section} />
    </>
  )
}

function Chosen({ section }: { section: Section }) {
  switch (section) {
    case 'people':
      return <PeopleSection />
    case 'tokens':
      return <TokensSection />
    case 'keys':
      return <KeysSection />
    default:
      return section satisfies never
  }
}

function Tabs({ org, section }: { org: string; section: Section }) {
  const t = useWords(organisationWords)
  return (
    <nav aria-label={t('tabs.label')}>
      <ul className={styles.tabs}>
        {sections.map((one) => (
          <li key={one}>
            <Link
              to={{ page: 'settingsSection', params: { org, section: one } }}
              {...(one === section ? { 'aria-current': 'page' as const } : {})}
            >
              {t(`tab.${one}`)}
            </Link>
          </li>
        ))}
        <li>
          <Link to={{ page: 'alerts', params: { org } }}>{t('tab.alerts')}</Link>
        </li>
      </ul>
    </nav>
  )
}
