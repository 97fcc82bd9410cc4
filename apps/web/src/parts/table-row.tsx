/** One row of a table; drawn again only when its own data or place changed. */
import type { MouseEvent } from 'react'
import type { Place } from '../app/paths.ts'
import { cx } from './cx.ts'
import { Link } from './link.tsx'
import type { Column } from './table-column.ts'
import type { CellPlace } from './table-moves.ts'
import styles from './table.module.css'

export interface TableRowProps<Row> {
  readonly row: Row
  readonly index: number
  readonly height: number
  readonly columns: readonly Column<Row>[]
  readonly activeColumn: number | undefined
  readonly isOpen: boolean
  readonly link: Place | undefined
  readonly onOpen: (index: number) => void
  readonly onCell: (place: CellPlace) => void
}

export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, index, height, columns, activeColumn, isOpen, link, onOpen, onCell } = props
  const onClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('a,button') !== null) return
    onOpen(index)
  }
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isOpen || undefined}
      className={cx(isOpen && styles.open)}
      style={{ height }}
      onClick={onClick}
    >
      {columns.map((column, place) => {
        const common = {
          role: place === 0 ? 'rowheader' : 'gridcell',
          'data-row': index + 1,
          'data-column': place,
          tabIndex: activeColumn === place ? 0 : -1,
          onFocus: () => onCell({ row: index + 1, column: place }),
          className: column.isNumber === true ? 'num' : undefined,
        }
        const content = column.cell(row)
        if (place > 0) {
          return (
            <td key={column.id} {...common}>
              {content}
            </td>
          )
        }
        return (
          <th key={column.id} scope="row" {...common}>
            {link === undefined ? (
              content
            ) : (
              <Link to={link} tabIndex={-1}>
                {content}
              </Link>
            )}
          </th>
        )
      })}
    </tr>
  )
}
