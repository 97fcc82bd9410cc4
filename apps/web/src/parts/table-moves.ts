/** Where a key leads in a grid; pure. */

/** Row 0 is the head, row 1 the first of the data. */
export interface CellPlace {
  readonly row: number
  readonly column: number
}

export interface GridSize {
  /** Without the head. */
  readonly rows: number
  readonly columns: number
  /** Rows of one page. */
  readonly page: number
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** Undefined: the key means nothing here, or leads nowhere. */
export function moveInGrid(from: CellPlace, pressed: Key, size: GridSize): CellPlace | undefined {
  const wanted = step(from, pressed, size)
  if (wanted === undefined) return undefined
  const to = {
    row: Math.max(0, Math.min(size.rows, wanted.row)),
    column: Math.max(0, Math.min(size.columns - 1, wanted.column)),
  }
  return to.row === from.row && to.column === from.column ? undefined : to
}

function step({ row, column }: CellPlace, pressed: Key, size: GridSize): CellPlace | undefined {
  const isFar = pressed.ctrlKey || pressed.metaKey
  switch (pressed.key) {
    case 'ArrowDown':
      return { row: row + 1, column }
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowRight':
      return { row, column: column + 1 }
    case 'ArrowLeft':
      return { row, column: column - 1 }
    case 'PageDown':
      return { row: row + size.page, column }
    case 'PageUp':
      return { row: Math.max(1, row - size.page), column }
    case 'Home':
      return { row: isFar ? 1 : row, column: 0 }
    case 'End':
      return { row: isFar ? size.rows : row, column: size.columns - 1 }
    default:
      return undefined
  }
}
