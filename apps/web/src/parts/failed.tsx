/** A part that could not be loaded: what failed, what to do, and the code to hand on. Where nothing else of the page came, it is the heading. */
import { shellWords } from '@occtet/ui'
import { reasonOf } from '../api/reason.ts'
import type { Refusal } from '../api/refusal.ts'
import { useWords, type WordsOf } from '../app/language.tsx'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { PageHeading } from './lead.tsx'
import { useTroubleHeading } from './page-heading.ts'
import styles from './states.module.css'

export interface FailedProps {
  readonly refusal: Refusal
  readonly again: () => void
  /** What failed, as a sentence; default: "This part could not be loaded." */
  readonly title?: string
}

export function Failed({ refusal, again, title }: FailedProps) {
  const t = useWords(shellWords)
  const isWhole = useTroubleHeading()
  const code = refusal.status === 0 ? refusal.code : `${refusal.code} (${refusal.status})`
  return (
    <div className={styles.state} role="alert">
      {isWhole ? (
        <PageHeading text={wholeText(t, refusal)} />
      ) : (
        <p>
          <strong>{title ?? t('failed.title')}</strong> {sentence(reasonOf(t, refusal))}
        </p>
      )}
      <p className="q">
        {t('failed.code')} <code>{code}</code> <CopyButton text={code} label={t('failed.copy')} />
      </p>
      <p>
        <Button onPress={again}>{t('failed.retry')}</Button>
      </p>
    </div>
  )
}

function wholeText(t: WordsOf<typeof shellWords>, refusal: Refusal): string {
  if (refusal.status === 404) return t('notFound.title')
  return t('failed.whole', { reason: reasonOf(t, refusal).replace(/\.$/, '') })
}

function sentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1)
  return /[.?]$/.test(text) ? text : `${text}.`
}
