import { expect, test } from 'vitest'
import { moveInGrid } from './table-moves.ts'
import { nextSort, parseSort, formatSort } from './table-sort.ts'
import { windowOf } from './use-window.ts'

const size = { rows: 100_000, columns: 4, page: 15 }
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false })

test.each([
  ['ArrowDown', { row: 1, column: 0 }, { row: 2, column: 0 }],
  ['ArrowUp', { row: 1, column: 0 }, { row: 0, column: 0 }],
  ['ArrowLeft', { row: 1, column: 0 }, undefined],
  ['ArrowDown', { row: 100_000, column: 0 }, undefined],
  ['PageUp', { row: 5, column: 2 }, { row: 1, column: 2 }],
  ['PageDown', { row: 99_999, column: 2 }, { row: 100_000, column: 2 }],
  ['End', { row: 3, column: 0 }, { row: 3, column: 3 }],
  ['x', { row: 3, column: 0 }, undefined],
])('%s from %j', (key, from, to) => {
  expect(moveInGrid(from, press(key), size)).toEqual(to)
})

test('Ctrl with Home and End goes to the corners', () => {
  expect(moveInGrid({ row: 50, column: 2 }, press('Home', true), size)).toEqual({ row: 1, column: 0 })
  expect(moveInGrid({ row: 50, column: 2 }, press('End', true), size)).toEqual({ row: 100_000, column: 3 })
})

test('sorting goes up, down, and back to the own order, and survives the address', () => {
  const up = nextSort(parseSort(''), 'name')
  const down = nextSort(up, 'name')
  expect([up, down, nextSort(down, 'name')].map(formatSort)).toEqual(['name', '-name', ''])
  expect(parseSort(formatSort(down))).toEqual(down)
  expect(formatSort(nextSort(down, 'age'))).toBe('age')
})

test('never more than 60 rows stand in the page, wherever it is scrolled', () => {
  for (const top of [0, 1, 999, 1_000_000, 3_599_000]) {
    for (const height of [0, 300, 720, 5000]) {
      const { from, to } = windowOf(top, height, 36)
      expect(to - from).toBeLessThanOrEqual(60)
      expect(from).toBeLessThanOrEqual(Math.floor(top / 36))
      expect(to).toBeGreaterThan(Math.floor(top / 36))
    }
  }
})
