/** What another answer would change, worked out by the server without saving it. */
import { scopeRoutes } from '@occtet/contract/api'
import { scopeWords } from '@occtet/ui'
import { useQuery } from '@tanstack/react-query'
import { send } from '../../api/send.ts'
import { useWords } from '../../app/language.tsx'
import type { ScopePreview } from './scope-types.ts'
import styles from './scope.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export interface ScopeChangesProps {
  readonly question: string
  readonly answer: string | string[]
  readonly before: unknown
}

export function ScopeChanges({ question, answer, before }: ScopeChangesProps) {
  const t = useWords(scopeWords)
  const { org, product } = useCraAddress()
  const { lang } = useCraQuery()
  const isSame = JSON.stringify(answer) === JSON.stringify(before)
  const preview = useQuery({
    queryKey: ['scope-preview', org, product, question, answer, lang],
    queryFn: async ({ signal }) =>
      send(
        scopeRoutes['scope.preview'],
        { params: { org, product, question }, body: { answer, lang } },
        { signal },
      ),
    enabled: !isSame,
  })
  if (isSame) return null
  return (
    <section className={styles.preview} aria-live="polite">
      <h3>{t('preview')}</h3>
      {preview.data === undefined ? (
        <p className="q">{t('preview.loading')}</p>
      ) : (
        <Changes preview={preview.data} />
      )}
    </section>
  )
}

function Changes({ preview }: { preview: ScopePreview }) {
  const t = useWords(scopeWords)
  const { changes, dutiesGone, dutiesNew, questionsHidden, questionsShown } = preview
  const counts = [
    ['preview.gone', dutiesGone.length],
    ['preview.new', dutiesNew.length],
    ['preview.hidden', questionsHidden.length],
    ['preview.shown', questionsShown.length],
  ] as const
  const told = counts.filter(([, n]) => n > 0)
  if (changes.length === 0 && told.length === 0) return <p>{t('preview.none')}</p>
  return (
    <ul>
      {changes.map(({ what, from, to }) => (
        <li key={what}>
          <span className="q">{t(`preview.${what}`)}</span> {from} → <strong>{to}</strong>
        </li>
      ))}
      {told.map(([word, n]) => (
        <li key={word}>{t(word, { n })}</li>
      ))}
    </ul>
  )
}
