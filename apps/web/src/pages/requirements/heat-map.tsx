/** The 22 as a real table: arrow keys move between cells with one tab stop, Enter opens, in the order of the law. */
import type { AnswerOf, requirementRoutes } from '@occtet/contract/api'
import { requirementWords } from '@occtet/ui'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { cx } from '../../parts/cx.ts'
import { Status } from '../../parts/marks.tsx'
import { HeatCell } from './heat-cell.tsx'
import styles from './heat-map.module.css'

export type RequirementsView = AnswerOf<(typeof requirementRoutes)['requirements.list']>
type Row = RequirementsView['rows'][number]

export const links = ['answer', 'proof', 'agree', 'paper'] as const

export interface HeatMapProps {
  readonly view: RequirementsView
  /** Slug of the open requirement. */
  readonly open: string | undefined
  readonly onOpen: (slug: string) => void
}

export function HeatMap({ view, open, onOpen }: HeatMapProps) {
  const t = useWords(requirementWords)
  const table = useRef<HTMLTableElement>(null)
  const first = view.rows.findIndex(({ slug }) => slug === open)
  const former = useRef(open)
  useEffect(() => {
    const isClosed = former.current !== undefined && open === undefined
    former.current = open
    if (isClosed) table.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]')?.focus()
  }, [open])
  const [stop, setStop] = useState<readonly [number, number]>([Math.max(0, first), 0])
  const columns = 6 + view.releases.length
  const move = (row: number, column: number): void => {
    const next = [clamp(row, view.rows.length), clamp(column, columns)] as const
    setStop(next)
    table.current?.querySelector<HTMLElement>(`[data-cell="${next[0]}-${next[1]}"]`)?.focus()
  }
  const onKey = (event: KeyboardEvent): void => {
    const [row, column] = stop
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      Home: [row, 0],
      End: [row, columns - 1],
      PageDown: [view.rows.length - 1, column],
      PageUp: [0, column],
    }
    const next = steps[event.key]
    const chosen = view.rows[row]
    if (next !== undefined) {
      event.preventDefault()
      move(...next)
    } else if ((event.key === 'Enter' || event.key === ' ') && chosen !== undefined) {
      event.preventDefault()
      onOpen(chosen.slug)
    }
  }
  const cell = (row: number, column: number) => ({
    'data-cell': `${row}-${column}`,
    tabIndex: stop[0] === row && stop[1] === column ? 0 : -1,
    onFocus: () => setStop([row, column]),
  })
  return (
    <>
      <p className={styles.legend} aria-hidden="true">
        {t('map.fromLeft', {
          links: links.map((link) => t(`col.${link}`)).join(', '),
        })}
      </p>
      <table ref={table} className={styles.map} onKeyDown={onKey} role="grid" aria-rowcount={23}>
        <caption className="vh">{t('map.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('col.requirement')}</th>
            {links.map((link) => (
              <th key={link} scope="col" className={styles.link}>
                {t(`col.${link}`)}
              </th>
            ))}
            <th scope="col" className={styles.status}>
              {t('col.status')}
            </th>
            {view.releases.map((release) => (
              <th key={release} scope="col" className={styles.release}>
                {release}
              </th>
            ))}
          </tr>
        </thead>
        {(['I', 'II'] as const).map((part) => (
          <tbody key={part}>
            <tr className={styles.part}>
              <th colSpan={columns} scope="rowgroup">
                {t(`part.${part}`)}
              </th>
            </tr>
            {view.rows.map((row, at) =>
              row.part === part ? (
                <MapRow
                  key={row.id}
                  row={row}
                  at={at}
                  cell={cell}
                  releases={view.releases}
                  isOpen={row.slug === open}
                  onOpen={onOpen}
                />
              ) : null,
            )}
          </tbody>
        ))}
      </table>
    </>
  )
}

interface RowProps {
  readonly row: Row
  readonly at: number
  readonly cell: (row: number, column: number) => object
  readonly releases: readonly string[]
  readonly isOpen: boolean
  readonly onOpen: (slug: string) => void
}

function MapRow({ row, at, cell, releases, isOpen, onOpen }: RowProps) {
  const t = useWords(requirementWords)
  return (
    <tr className={cx(isOpen && styles.open)} aria-selected={isOpen} onClick={() => onOpen(row.slug)}>
      <th scope="row" {...cell(at, 0)}>
        <span className={styles.name}>
          <i>{row.point}</i>
          <span>{row.title}</span>
        </span>
      </th>
      {links.map((link, column) => (
        <td key={link} className={styles.link} {...cell(at, column + 1)}>
          <HeatCell
            status={row.chain[link]}
            label={`${t(`link.${link}`)}: ${t(`status.${row.chain[link]}`)}`}
          />
        </td>
      ))}
      <td className={styles.status} {...cell(at, 5)}>
        <Status
          status={row.status}
          word={t(row.status === 'not-applicable' ? 'short.not-applicable' : `status.${row.status}`)}
        />
      </td>
      {releases.map((release, index) => {
        const was = row.before[index] ?? null
        const label = was === null ? t('before.none', { release }) : `${release}: ${t(`status.${was}`)}`
        return (
          <td key={release} className={styles.release} {...cell(at, 6 + index)}>
            <HeatCell status={was ?? 'unknown'} label={label} isSmall />
          </td>
        )
      })}
    </tr>
  )
}

function clamp(value: number, length: number): number {
  return Math.max(0, Math.min(length - 1, value))
}
