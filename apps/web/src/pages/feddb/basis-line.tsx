/** From when the data is, and how much of it is too old; `null` says that there is none. */
import { feddbWords, formatDate } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'

export interface Basis {
  readonly asOf: string | null
  readonly stale: number
  readonly sources: number
}

export function BasisLine({ basis }: { basis: Basis | null }) {
  const t = useWords(feddbWords)
  if (basis === null) return <>{t('noData')}</>
  const { asOf, stale, sources } = basis
  return (
    <>
      {asOf === null ? null : t('asOf', { date: formatDate(t.language, asOf) })}
      {stale === 0 ? null : ` · ${t('stale', { n: stale, all: sources })}`}
    </>
  )
}
