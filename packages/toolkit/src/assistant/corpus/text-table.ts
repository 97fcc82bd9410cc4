/**
 * A table of numbers as one text, `name 1 2 3;` for each row, in the order of the names: a row is found without reading the
 * others, so that opening it costs nothing. Written and read by ourselves alone.
 */
import { compareCodeUnits } from '../../base/index.ts'
import type { Table } from '../table.ts'

const end = ';'
const gap = ' '

/** Throws for a name that holds what rows or numbers are parted by, and for a row without numbers. */
export function writeTable(rows: Iterable<readonly [name: string, numbers: readonly number[]]>): string {
  return [...rows]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([name, numbers]) => {
      if (name.includes(end) || name.includes(gap) || numbers.length === 0)
        throw new Error(`no row of a table: ${name}`)
      return `${[name, ...numbers].join(gap)}${end}`
    })
    .join('')
}

/** `read`: of the numbers of a row, when it is first asked for; what it gave is remembered. */
export function openTable<T>(text: string, read: (numbers: readonly number[]) => T): Table<T> {
  const known = new Map<string, T>()
  const toValue = (row: string): readonly [string, T] => {
    const [name = '', ...numbers] = row.split(gap)
    return [name, read(numbers.map(Number))]
  }
  return {
    get: (wanted) => {
      const remembered = known.get(wanted)
      if (remembered !== undefined) return remembered
      const row = findRow(text, wanted)
      if (row === undefined) return undefined
      const [name, value] = toValue(row)
      known.set(name, value)
      return value
    },
    [Symbol.iterator]: () => text.split(end).slice(0, -1).map(toValue).values(),
  }
}

/** By halves; `from` and `to` are where rows begin. */
function findRow(text: string, name: string): string | undefined {
  let from = 0
  let to = text.length
  while (from < to) {
    const start = text.lastIndexOf(end, Math.floor((from + to) / 2) - 1) + 1
    const stop = text.indexOf(end, start)
    const found = text.slice(start, text.indexOf(gap, start))
    if (found === name) return text.slice(start, stop)
    if (found < name) from = stop + 1
    else to = start
  }
  return undefined
}
