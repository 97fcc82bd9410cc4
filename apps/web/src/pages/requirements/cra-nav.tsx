/** The five pages of the self-assessment of one release, as tabs of the product. */
import { requirementWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useHere } from '../../app/place.ts'
import { Link } from '../../parts/link.tsx'
import styles from './cra.module.css'
import { useCraAddress } from './use-cra.ts'

const tabs = [
  { page: 'scope', word: 'nav.scope', lights: ['scope'] },
  { page: 'questions', word: 'nav.questions', lights: ['questions', 'question'] },
  { page: 'requirements', word: 'nav.requirements', lights: ['requirements', 'requirement'] },
  { page: 'plan', word: 'nav.plan', lights: ['plan'] },
  { page: 'risk', word: 'nav.risk', lights: ['risk'] },
] as const

export function CraNav() {
  const t = useWords(requirementWords)
  const params = useCraAddress()
  const { page } = useHere()
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {tabs.map((tab) => {
        const isHere = tab.lights.some((one) => one === page)
        return (
          <Link
            key={tab.page}
            to={{ page: tab.page, params }}
            className={isHere ? styles.here : styles.tab}
            {...(isHere ? { 'aria-current': 'page' as const } : {})}
          >
            {t(tab.word)}
          </Link>
        )
      })}
    </nav>
  )
}
