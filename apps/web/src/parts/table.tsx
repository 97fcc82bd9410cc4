/** A table of any length with at most 60 rows in the page: sticky head and first column, sorting in the address, one tab stop and arrow keys. */
import { shellWords } from '@occtet/ui'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../app/language.tsx'
import type { Place } from '../app/paths.ts'
import { useGo } from '../app/place.ts'
import { cx } from './cx.ts'
import type { Column } from './table-column.ts'
import { nextSort, type Sort, useSort } from './table-sort.ts'
import { TableRow } from './table-row.tsx'
import styles from './table.module.css'
import { smallScreen, useMedia } from './use-media.ts'
import { type CellPlace, moveInGrid } from './table-moves.ts'
import { useWindow } from './use-window.ts'

export interface TableProps<Row> {
  /** What the rows are; read out, not shown. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Those that are loaded, sorted. */
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** All rows, where more can follow. Default: the loaded ones. */
  readonly total?: number
  /** Called when the end of the loaded rows comes near. */
  readonly onEnd?: () => void
  /** Enter and click; give `linkOf` instead where a row has a page of its own. */
  readonly onOpen?: (row: Row) => void
  readonly linkOf?: (row: Row) => Place
  /** The row that stands open beside the table. */
  readonly openKey?: string | undefined
  /** One cell per row below 761 px, of this height. Without it the table scrolls sideways inside its frame. */
  readonly small?: { readonly height: number; readonly cell: (row: Row) => ReactNode }
}

const rowHeight = 36

export function Table<Row>(props: TableProps<Row>) {
  const { rows, keyOf, label, onEnd } = props
  const isSmall = useMedia(smallScreen) && props.small !== undefined
  const columns: readonly Column<Row>[] =
    isSmall && props.small !== undefined
      ? [{ id: 'row', head: label, cell: props.small.cell }]
      : props.columns
  const height = isSmall && props.small !== undefined ? props.small.height : rowHeight
  const frame = useRef<HTMLDivElement>(null)
  const view = useWindow(frame, rows.length, height)
  const grid = useGrid(frame, props, { columns: columns.length, height })
  useEffect(() => {
    if (view.to >= rows.length - 20) onEnd?.()
  }, [view.to, rows.length, onEnd])
  return (
    <div ref={frame} className={styles.frame} onScroll={view.onScroll}>
      <table
        className={cx(styles.table, isSmall && styles.small)}
        role="grid"
        aria-label={label}
        aria-rowcount={(props.total ?? rows.length) + 1}
        aria-colcount={columns.length}
        onKeyDown={grid.onKey}
      >
        <Head columns={columns} active={grid.active} isHidden={isSmall} />
        <tbody>
          <Space height={view.from * height} />
          {rows.slice(view.from, view.to).map((row, offset) => (
            <TableRow
              key={keyOf(row)}
              row={row}
              index={view.from + offset}
              height={height}
              columns={columns}
              activeColumn={grid.active.row === view.from + offset + 1 ? grid.active.column : undefined}
              isOpen={props.openKey !== undefined && keyOf(row) === props.openKey}
              link={props.linkOf?.(row)}
              onOpen={grid.open}
              onCell={grid.setActive}
            />
          ))}
          <Space height={(rows.length - view.to) * height} />
        </tbody>
      </table>
    </div>
  )
}

function Space({ height }: { height: number }) {
  return height === 0 ? null : <tr aria-hidden="true" role="presentation" style={{ height }} />
}

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly active: CellPlace
  readonly isHidden: boolean
}

function Head<Row>({ columns, active, isHidden }: HeadProps<Row>) {
  const t = useWords(shellWords)
  const [sort, setSort] = useSort()
  return (
    <thead className={isHidden ? 'vh' : undefined}>
      <tr aria-rowindex={1}>
        {columns.map((column, index) => {
          const isActive = active.row === 0 && active.column === index
          const place = { 'data-row': 0, 'data-column': index, tabIndex: isActive ? 0 : -1 }
          return (
            <th
              key={column.id}
              scope="col"
              className={column.isNumber === true ? 'num' : undefined}
              aria-sort={ariaSort(sort, column)}
              style={{ width: column.width }}
              {...(column.isSortable === true ? {} : place)}
            >
              {column.isSortable === true ? (
                <button type="button" {...place} onClick={() => setSort(nextSort(sort, column.id))}>
                  {column.head}
                  <SortMark sort={sort} column={column.id} />
                  {sort.column === column.id ? (
                    <span className="vh">, {t(sort.isDown ? 'table.sortDown' : 'table.sortUp')}</span>
                  ) : null}
                </button>
              ) : (
                column.head
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function SortMark({ sort, column }: { sort: Sort; column: string }) {
  if (sort.column !== column) return null
  return (
    <svg viewBox="0 0 8 8" aria-hidden="true">
      <path d={sort.isDown ? 'M1 2h6L4 7z' : 'M1 6h6L4 1z'} fill="currentColor" />
    </svg>
  )
}

function ariaSort<Row>(sort: Sort, column: Column<Row>): 'ascending' | 'descending' | 'none' | undefined {
  if (column.isSortable !== true) return undefined
  if (sort.column !== column.id) return 'none'
  return sort.isDown ? 'descending' : 'ascending'
}

interface Grid {
  readonly active: CellPlace
  readonly setActive: (place: CellPlace) => void
  readonly open: (index: number) => void
  readonly onKey: (event: KeyboardEvent) => void
}

/** Row 0 is the head. The active cell is the one tab stop; it is scrolled into the window before it gets the focus. */
function useGrid<Row>(
  frame: { readonly current: HTMLDivElement | null },
  { rows, onOpen, linkOf }: TableProps<Row>,
  size: { readonly columns: number; readonly height: number },
): Grid {
  const go = useGo()
  const [active, setActive] = useState<CellPlace>({ row: 1, column: 0 })
  const wantsFocus = useRef(false)
  const open = (index: number): void => {
    const row = rows[index]
    if (row === undefined) return
    if (linkOf !== undefined) go(linkOf(row))
    else onOpen?.(row)
  }
  useEffect(() => {
    if (!wantsFocus.current) return
    const cell = frame.current?.querySelector<HTMLElement>(
      `[data-row="${active.row}"][data-column="${active.column}"]`,
    )
    if (cell === null || cell === undefined) return
    wantsFocus.current = false
    cell.focus({ preventScroll: active.row > 0 })
  })
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && active.row > 0) {
      event.preventDefault()
      return open(active.row - 1)
    }
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / size.height) - 2)
    const next = moveInGrid(active, event, { rows: rows.length, columns: size.columns, page })
    if (next === undefined) return
    event.preventDefault()
    wantsFocus.current = true
    bringIntoView(frame.current, next.row, size.height)
    setActive(next)
  }
  return { active: clampPlace(active, rows.length, size.columns), setActive, open, onKey }
}

function clampPlace(place: CellPlace, rows: number, columns: number): CellPlace {
  return { row: Math.min(place.row, rows), column: Math.min(place.column, columns - 1) }
}

/** The head covers the first row height of the frame. */
function bringIntoView(frame: HTMLDivElement | null, row: number, height: number): void {
  if (frame === null || row === 0) return
  const top = (row - 1) * height
  const head = rowHeight
  if (top < frame.scrollTop) frame.scrollTop = top
  else if (top + height + head > frame.scrollTop + frame.clientHeight) {
    frame.scrollTop = top + height + head - frame.clientHeight
  }
}
