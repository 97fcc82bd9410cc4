/** One row of the queue: severity, package, why it is here, and what was just said of it. */
import { severityMark, shellWords, triageWords } from '@occtet/ui'
import { memo } from 'react'
import { useWords } from '../../app/language.tsx'
import { cx } from '../../parts/cx.ts'
import { Drawn } from '../../parts/drawn.tsx'
import type { QueueRow, RowMark, T } from './model.ts'
import styles from './triage.module.css'

export interface RowProps {
  readonly row: QueueRow
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly mark: RowMark | undefined
  readonly onOpen: (id: string) => void
  readonly onToggle: (id: string) => void
}

export const Row = memo(function Row({ row, isCurrent, isSelected, mark, onOpen, onToggle }: RowProps) {
  const t = useWords(triageWords)
  const shell = useWords(shellWords)
  return (
    <li className={cx(styles.row, isCurrent && styles.current, mark !== undefined && styles.said)}>
      <input
        type="checkbox"
        checked={isSelected}
        aria-label={t('row.select', { name: `${row.name} ${row.advisory}` })}
        onChange={() => onToggle(row.id)}
      />
      <a
        href={`#${encodeURIComponent(row.id)}`}
        data-row={row.id}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault()
          onOpen(row.id)
        }}
      >
        <Drawn className={`${styles.sev ?? ''} s-${row.level}`} drawing={severityMark(row.level)} />
        <span className="vh">{shell(`severity.${row.level}`)}</span>
        <b>
          {row.name}
          <i>{row.version === undefined ? '' : `@${row.version}`}</i>
        </b>
        <span className={styles.right}>
          {mark === undefined ? sideOf(row, t) : <Said mark={mark} t={t} />}
        </span>
        <span className={styles.detail}>
          {row.advisory}
          {row.summary === undefined ? '' : ` · ${row.summary}`}
          {row.places.length > 1 ? ` · ${t('row.products', { n: row.places.length })}` : ''}
        </span>
      </a>
    </li>
  )
})

function sideOf(row: QueueRow, t: T) {
  if (row.state !== 'open') return t(`row.state.${row.state}`)
  if (row.isExploited) return <span className="tag time">{t('row.exploited')}</span>
  if (row.scope === 'development' || row.scope === 'build') return t('row.development')
  if (row.fixedIn !== undefined) return t('row.fix', { version: row.fixedIn })
  return row.isNew ? t('row.new') : ''
}

/** Hollow until the ledger has it, then solid. */
function Said({ mark, t }: { mark: RowMark; t: T }) {
  const { state } = mark
  const isSolid = state === 'recorded' || state === 'saved'
  const isLost = state === 'refused' || state === 'conflict'
  const word = isLost ? 'refused' : isSolid ? state : state === 'pending' ? 'pending' : 'sending'
  return (
    <>
      <span className={cx(styles.dot, isSolid && styles.solid, isLost && styles.lost)} aria-hidden="true" />
      {t(`status.${mark.status}`)} <span className="vh">{t(`saved.${word}`)}</span>
    </>
  )
}
