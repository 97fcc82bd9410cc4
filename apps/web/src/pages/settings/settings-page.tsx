/** The organisation's settings: who may do what, machines, keys. Notices have a page of their own. */
import { useHere, useParam } from '../../app/place.ts'
import { KeysSection } from './keys-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import { TokensSection } from './tokens-section.tsx'

const sections = ['people', 'tokens', 'keys'] as const

type Section = (typeof sections)[number]

export function Page() {
  const org = useParam('org')
  const { section: text } = useHere().params
  const section = sections.find((one) => one === text) ?? (text === 'peers' ? 'keys' : 'people')
  return (
    <>
      <SettingsTabs org={org} current={section} />
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
