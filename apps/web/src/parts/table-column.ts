/** One column of a table. */
import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** CSS width, such as `30%` or `9rem`. */
  readonly width?: string
  readonly isNumber?: boolean
  /** Default false. Sorting stands in the address as `sort=id` or `sort=-id`; the page or the server sorts. */
  readonly isSortable?: boolean
}
