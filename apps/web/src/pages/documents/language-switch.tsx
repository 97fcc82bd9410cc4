/** Chooses the language of the paper, not of the page. */
import { documentWords, shellWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import styles from './documents.module.css'

export function LanguageSwitch({ value, onValue }: { value: 'en' | 'de'; onValue: (value: string) => void }) {
  const t = useWords(documentWords)
  const shell = useWords(shellWords)
  return (
    <div className={styles.languages} role="group" aria-label={t('paper.language')}>
      {(['en', 'de'] as const).map((one) => (
        <Button key={one} lang={one} aria-pressed={value === one} onPress={() => onValue(one)}>
          {shell(`language.${one}`)}
        </Button>
      ))}
    </div>
  )
}
