/** How a table is sorted, as the address says it: `sort=name` upwards, `sort=-name` downwards. */
import { useSearchText } from '../app/place.ts'

/** `column` empty: the page's own order. */
export interface Sort {
  readonly column: string
  readonly isDown: boolean
}

export function parseSort(text: string): Sort {
  return text.startsWith('-') ? { column: text.slice(1), isDown: true } : { column: text, isDown: false }
}

export function formatSort(sort: Sort): string {
  return sort.column === '' ? '' : `${sort.isDown ? '-' : ''}${sort.column}`
}

/** Upwards, downwards, then the page's own order again. */
export function nextSort(sort: Sort, column: string): Sort {
  if (sort.column !== column) return { column, isDown: false }
  return sort.isDown ? { column: '', isDown: false } : { column, isDown: true }
}

export function useSort(): readonly [Sort, (sort: Sort) => void] {
  const [text, setText] = useSearchText('sort')
  return [parseSort(text), (sort) => setText(formatSort(sort))]
}
