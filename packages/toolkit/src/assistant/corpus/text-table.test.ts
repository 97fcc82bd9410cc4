import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Table } from '../table.ts'
import { openTable as open, writeTable } from './text-table.ts'

const openTable = (text: string): Table<readonly number[]> => open(text, (row) => row)
const name = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !/[; ]/.test(text))
const numbers = fc.array(fc.integer(), { minLength: 1, maxLength: 9 })

describe('a table', () => {
  it('knows each of its rows, and no other', () => {
    fc.assert(
      fc.property(fc.dictionary(name, numbers), name, (rows, other) => {
        const table = openTable(writeTable(Object.entries(rows)))
        for (const [own, value] of Object.entries(rows)) expect(table.get(own)).toEqual(value)
        if (!Object.hasOwn(rows, other)) expect(table.get(other)).toBeUndefined()
      }),
    )
  })

  it('is the same text whatever order its rows come in, and lists them by name', () => {
    const rows = [
      ['word', [3, 1, 0]],
      ['=meaning', [0, 1, 1]],
      ['wort', [2]],
      ['größe', [-1]],
    ] as const
    const text = writeTable(rows)
    expect(text).toBe('=meaning 0 1 1;größe -1;word 3 1 0;wort 2;')
    expect(writeTable([...rows].reverse())).toBe(text)
    expect(writeTable(openTable(text))).toBe(text)
  })

  it('reads a row once', () => {
    const table = openTable('word 3 1 0;wort 2;')
    expect(table.get('word')).toBe(table.get('word'))
  })

  it('may be empty', () => {
    expect(writeTable([])).toBe('')
    expect(openTable('').get('word')).toBeUndefined()
    expect([...openTable('')]).toEqual([])
  })
})

test.each([
  ['two words', [1]],
  ['word;', [1]],
  ['word', []],
])('what would be read as something else is not written: %j %j', (own, value) => {
  expect(() => writeTable([[own, value]])).toThrow('no row of a table')
})
