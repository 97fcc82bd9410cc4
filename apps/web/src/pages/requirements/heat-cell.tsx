/** One cell of the chain: shape first, colour second; the word is there for readers and on hover. */
import type { RequirementStatus } from '../../parts/marks.tsx'
import { cx } from '../../parts/cx.ts'
import styles from './heat-cell.module.css'

export interface HeatCellProps {
  readonly status: RequirementStatus
  readonly label: string
  readonly isSmall?: boolean
}

export function HeatCell({ status, label, isSmall = false }: HeatCellProps) {
  return (
    <span
      className={cx(styles.cell, styles[status], isSmall && styles.small)}
      role="img"
      aria-label={label}
      title={label}
    />
  )
}
