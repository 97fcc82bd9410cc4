/** From when the data is, and how much of it is too old; `null` says that there is none. */
import { feddbWords, formatDate } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'

export interface Basis {
  readonly asOf: string | null
  readonly stale: number
  readonly sources: number
}

/** `hasAnswer`: something stands below, so that the page cannot say that nothing answered. */
export function BasisLine({ basis, hasAnswer = false }: { basis: Basis | null; hasAnswer?: boolean }) {
  const t = useWords(feddbWords)
  if (basis === null) return <>{t(hasAnswer ? 'ownOnly' : 'noData')}</>
  const { asOf, stale, sources } = basis
  return (
    <>
      {asOf === null ? null : t('asOf', { date: formatDate(t.language, asOf) })}
      {stale === 0 ? null : ` · ${t('stale', { n: stale, all: sources })}`}
    </>
  )
}
