/** A part that could not be loaded: what failed, what to do, and the code to hand on. The rest of the page stays. */
import { shellWords } from '@occtet/ui'
import { reasonOf } from '../api/reason.ts'
import type { Refusal } from '../api/refusal.ts'
import { useWords } from '../app/language.tsx'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import styles from './states.module.css'

export interface FailedProps {
  readonly refusal: Refusal
  readonly again: () => void
  /** What failed, as a sentence; default: "This part could not be loaded." */
  readonly title?: string
}

export function Failed({ refusal, again, title }: FailedProps) {
  const t = useWords(shellWords)
  const code = refusal.status === 0 ? refusal.code : `${refusal.code} (${refusal.status})`
  return (
    <div className={styles.state} role="alert">
      <p>
        <strong>{title ?? t('failed.title')}</strong> {sentence(reasonOf(t, refusal))}
      </p>
      <p className="q">
        {t('failed.code')} <code>{code}</code> <CopyButton text={code} label={t('failed.copy')} />
      </p>
      <p>
        <Button onPress={again}>{t('failed.retry')}</Button>
      </p>
    </div>
  )
}

function sentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1)
  return /[.?]$/.test(text) ? text : `${text}.`
}
