/** Five tabs at the foot of a small screen. */
import { shellWords } from '@occtet/ui'
import { Link } from '../parts/link.tsx'
import { Icon, type IconName } from './icons.tsx'
import { useWords } from './language.tsx'
import type { PageId } from './paths.ts'
import { useHere } from './place.ts'
import { placeOf, railEntries } from './rail-entries.ts'
import styles from './tab-bar.module.css'

const tabs = [
  { id: 'home', word: 'nav.home' },
  { id: 'triage', word: 'nav.triage' },
  { id: 'requirements', word: 'nav.the22' },
  { id: 'cases', word: 'nav.clocks' },
] as const

export function TabBar({ org }: { org: string }) {
  const t = useWords(shellWords)
  const { page, params } = useHere()
  const entries = tabs.flatMap((tab) => {
    const entry = railEntries.find((one) => one.id === tab.id)
    return entry === undefined ? [] : [{ ...tab, entry }]
  })
  const isElsewhere = page !== undefined && !entries.some(({ entry }) => entry.lights.includes(page))
  return (
    <nav className={styles.tabs} aria-label={t('nav.small')}>
      {entries.map(({ word, entry }) => (
        <Link key={entry.id} to={placeOf(entry, params)} aria-current={current(entry.lights, page)}>
          <TabFace icon={entry.icon} word={t(word)} />
        </Link>
      ))}
      <Link to={{ page: 'more', params: { org } }} aria-current={isElsewhere ? 'page' : undefined}>
        <TabFace icon="more" word={t('nav.more')} />
      </Link>
    </nav>
  )
}

function current(lights: readonly PageId[], page: PageId | undefined): 'page' | undefined {
  return page !== undefined && lights.includes(page) ? 'page' : undefined
}

function TabFace({ icon, word }: { icon: IconName; word: string }) {
  return (
    <>
      <Icon name={icon} />
      {word}
    </>
  )
}
