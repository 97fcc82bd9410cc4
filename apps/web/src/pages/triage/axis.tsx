/** The version axis: affected stretches hatched, your version as a line across. In order, not to scale. */
import { triageWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import type { Evidence } from './model.ts'
import styles from './triage.module.css'

type AxisData = NonNullable<Evidence['axis']>

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`

export function Axis({ axis }: { axis: AxisData }) {
  const t = useWords(triageWords)
  const marks = [...axis.marks].sort((a, b) => a.position - b.position)
  const label = marks.map(({ version, kind }) => `${version} ${t(`mark.${kind}`)}`).join(', ')
  return (
    <svg className={styles.axis} role="img" aria-label={t('why.axis', { marks: label })}>
      <rect y="36" width="100%" height="4" rx="2" className="ax" />
      {axis.spans.map(({ from, to }) => (
        <g key={`${from} ${to}`}>
          <rect x={percent(from)} y="31" width={percent(to - from)} height="14" fill="url(#h-affected)" />
          <rect x={percent(from)} y="31" width={percent(to - from)} height="14" className="badf" />
        </g>
      ))}
      {marks.map(({ version, kind, position }, at) => (
        <g key={`${version} ${kind}`}>
          {kind === 'yours' ? (
            <rect x={percent(position)} y="20" width="3" height="32" className="me" />
          ) : null}
          <text
            x={percent(position)}
            y={kind === 'yours' ? 14 : at % 2 === 0 ? 64 : 78}
            textAnchor={position < 0.2 ? 'start' : position > 0.8 ? 'end' : 'middle'}
            className={kind === 'yours' ? 'y' : undefined}
          >
            {version}, {t(`mark.${kind}`)}
          </text>
        </g>
      ))}
    </svg>
  )
}
