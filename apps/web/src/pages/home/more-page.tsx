/** Everything that the tabs of a small screen leave out: all pages, appearance, language, keys. */
import { homeWords, shellWords } from '@occtet/ui'
import { useState } from 'react'
import { Icon } from '../../app/icons.tsx'
import { useLanguage, useWords } from '../../app/language.tsx'
import { openOverlay } from '../../app/palette-state.ts'
import { useHere, useParam, useSearchText } from '../../app/place.ts'
import { placeOf, railEntries } from '../../app/rail-entries.ts'
import { recall, remember } from '../../app/remember.ts'
import { themes, useTheme } from '../../app/theme.ts'
import { Button } from '../../parts/button.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import styles from './choices.module.css'

export function Page() {
  const t = useWords(homeWords)
  const words = useWords(shellWords)
  const { params } = useHere()
  const org = useParam('org')
  return (
    <>
      <Lead answer={t('more.lead', { n: railEntries.length + 3 })} />
      <h2>{t('more.pages')}</h2>
      <ul className={styles.choices}>
        {railEntries.map((entry) => (
          <li key={entry.id}>
            <Link to={placeOf(entry, params)}>
              <Icon name={entry.icon} />
              {words(`nav.${entry.id}`)}
            </Link>
          </li>
        ))}
        <li>
          <Link to={{ page: 'sources', params: { org } }}>{t('sources.total')}</Link>
        </li>
        <li>
          <Link to={{ page: 'alerts', params: { org } }}>{t('more.alerts')}</Link>
        </li>
        <li>
          <Link to={{ page: 'assistant', params: { org } }}>{t('more.assistant')}</Link>
        </li>
      </ul>
      <h2>{t('more.looks')}</h2>
      <Looks />
    </>
  )
}

function Looks() {
  const t = useWords(homeWords)
  const words = useWords(shellWords)
  const { language, choose } = useLanguage()
  const [, setLang] = useSearchText('lang')
  const [theme, setTheme] = useTheme()
  const [letters, setLetters] = useState(recall('letters') !== 'off')
  return (
    <>
      <fieldset className={styles.group}>
        <legend>{words('language.label')}</legend>
        {(['en', 'de'] as const).map((one) => (
          <Button
            key={one}
            aria-pressed={language === one}
            lang={one}
            onPress={() => {
              choose(one)
              setLang(one)
            }}
          >
            {words(`language.${one}`)}
          </Button>
        ))}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words('theme.label')}</legend>
        {themes.map((one) => (
          <Button key={one} aria-pressed={theme === one} onPress={() => setTheme(one)}>
            {words(`theme.${one}`)}
          </Button>
        ))}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('more.letters')}</legend>
        <Button
          aria-pressed={letters}
          onPress={() => {
            remember('letters', letters ? 'off' : undefined)
            setLetters(!letters)
          }}
        >
          {t(letters ? 'more.on' : 'more.off')}
        </Button>
        <Button tone="text" onPress={() => openOverlay('keys')}>
          {t('more.keys')}
        </Button>
      </fieldset>
    </>
  )
}
