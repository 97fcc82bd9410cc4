/** What stands in place of a page that is not there, or that failed while it was drawn. */
import { shellWords } from '@occtet/ui'
import { toRefusal } from '../api/refusal.ts'
import { Failed } from '../parts/failed.tsx'
import { Lead } from '../parts/lead.tsx'
import { useWords } from './language.tsx'

/** The same words whether it never was or belongs to somebody else. */
export function MissingPage() {
  const t = useWords(shellWords)
  return (
    <>
      <Lead answer={t('notFound.title')} />
      <p>
        <a href="/">{t('notFound.home')}</a>
      </p>
    </>
  )
}

export function BrokenPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const t = useWords(shellWords)
  return (
    <>
      <Lead answer={t('failed.page')} />
      <Failed refusal={toRefusal(error)} again={reset ?? (() => location.reload())} />
    </>
  )
}
