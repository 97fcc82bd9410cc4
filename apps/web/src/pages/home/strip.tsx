/** The 22 of one product as a strip, with the counts in words; "not assessed" where nobody can say. */
import { drawStrip, homeWords, type RequirementShape } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Drawn } from '../../parts/drawn.tsx'

export function Strip({ requirements }: { requirements: readonly RequirementShape[] | null }) {
  const t = useWords(homeWords)
  if (requirements === null) return <span className="dim">{t('products.notAssessed')}</span>
  const count = (shape: RequirementShape): number => requirements.filter((one) => one === shape).length
  const label = t('products.strip', {
    met: count('met'),
    partly: count('partly'),
    gap: count('gap'),
    unknown: count('unknown'),
    na: count('not-applicable'),
  })
  return <Drawn drawing={drawStrip(requirements, label)} />
}
