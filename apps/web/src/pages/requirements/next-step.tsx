/** The main action of a requirement: the cheapest step that moves its row. */
import { requirementWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { LinkButton } from '../../parts/button.tsx'
import type { RequirementView } from './requirement-types.ts'
import { useCraAddress } from './use-cra.ts'

export function NextStep({ view: { next } }: { view: RequirementView }) {
  const t = useWords(requirementWords)
  const params = useCraAddress()
  if (next === null) return <p className="dim">{t('next.none')}</p>
  switch (next.kind) {
    case 'answer':
    case 'confirm':
    case 'resolve':
      return (
        <LinkButton tone="main" to={{ page: 'question', params: { ...params, id: next.question } }}>
          {t(`next.${next.kind}`, { question: next.question })}
        </LinkButton>
      )
    case 'do':
      return (
        <LinkButton tone="main" to={{ page: 'plan', params, hash: next.step.action }}>
          {t('next.do', { title: next.step.title, effort: next.step.effortText })}
        </LinkButton>
      )
    case 'write':
      return (
        <LinkButton tone="main" to={{ page: 'risk', params, search: { view: 'requirements' } }}>
          {t('next.write')}
        </LinkButton>
      )
    default:
      return next satisfies never
  }
}
