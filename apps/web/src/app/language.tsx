/** The reader's language: from the address, else remembered, else the browser's; and the words in it. */
import { createTranslator, type Language, type Translator, type Words } from '@occtet/ui'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { recall, remember } from './remember.ts'

/** The translator that `useWords` gives for these words. */
export type WordsOf<W extends Words> = Translator<Extract<keyof W['en'], string>>

interface LanguageChoice {
  readonly language: Language
  readonly choose: (language: Language) => void
}

const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: () => undefined })

export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, setLanguage] = useState<Language>(() => initial ?? findLanguage())
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const value = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        remember('language', next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={value}>{children}</LanguageContext>
}

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext)
}

/** `const t = useWords(triageWords)`; then `t('queue.empty')` or `t('queue.left', { n: 3 })`. */
export function useWords<Key extends string>(words: Words<Key>): Translator<Key> {
  const { language } = useLanguage()
  return useMemo(() => createTranslator(language, words[language]), [language, words])
}

export function parseLanguage(text: string | null | undefined): Language | undefined {
  return text === 'en' || text === 'de' ? text : undefined
}

function findLanguage(): Language {
  const fromAddress = parseLanguage(new URLSearchParams(location.search).get('lang'))
  if (fromAddress !== undefined) return fromAddress
  return parseLanguage(recall('language')) ?? (navigator.language.startsWith('de') ? 'de' : 'en')
}
