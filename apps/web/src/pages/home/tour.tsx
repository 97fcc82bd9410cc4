/** Four hints at their place in the order of work; Esc or one button skips them for ever. */
import { homeWords } from '@occtet/ui'
import { useEffect, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { recall, remember } from '../../app/remember.ts'
import { Button } from '../../parts/button.tsx'
import styles from './home.module.css'

const hints = ['tour.next', 'tour.evidence', 'tour.chain', 'tour.verify'] as const

export function Tour() {
  const t = useWords(homeWords)
  const [step, setStep] = useState(() => (recall('tour') === 'done' ? hints.length : 0))
  const hint = hints[step]
  const isShown = hint !== undefined
  const end = (): void => {
    remember('tour', 'done')
    setStep(hints.length)
  }
  useEffect(() => {
    if (!isShown) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      remember('tour', 'done')
      setStep(hints.length)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isShown])
  if (hint === undefined) return null
  const isLast = step === hints.length - 1
  return (
    <aside className={styles.tour} aria-label={t('tour.step', { n: step + 1 })}>
      <p>
        <span className="q">{t('tour.step', { n: step + 1 })}</span>
        <br />
        {t(hint)}
      </p>
      <p className={styles.actions}>
        <Button onPress={() => (isLast ? end() : setStep(step + 1))}>
          {t(isLast ? 'tour.done' : 'tour.go')}
        </Button>
        {isLast ? null : (
          <Button tone="text" onPress={end}>
            {t('tour.skip')}
          </Button>
        )}
      </p>
    </aside>
  )
}
