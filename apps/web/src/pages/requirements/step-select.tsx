/** One of the four steps of likelihood or impact, before the measures or of what is left. */
import { planWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Select } from '../../parts/field.tsx'

export interface StepSelectProps {
  readonly kind: 'likelihood' | 'impact'
  /** Of what is left after the measures. */
  readonly isLeft?: boolean
  readonly value: number | null
  readonly onValue: (value: number | null) => void
}

export function StepSelect({ kind, isLeft = false, value, onValue }: StepSelectProps) {
  const t = useWords(planWords)
  const label = t(`risk.${kind}`)
  return (
    <Select
      label={isLeft ? `${t('risk.residual')}: ${label}` : label}
      value={value === null ? '0' : String(value)}
      choices={[
        { value: '0', word: t('step.none') },
        ...([1, 2, 3, 4] as const).map((step) => ({ value: String(step), word: t(`${kind}.${step}`) })),
      ]}
      onValue={(text) => onValue(text === '0' ? null : Number(text))}
    />
  )
}
