import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutRows, parseRow } from './csv.ts'

describe('csv', () => {
  test.each([
    ['a,b\r\n\r\nc,"d\ne"\n', ['a,b', 'c,"d\ne"']],
    ['a,"b\nc\n', ['a,"b\nc\n']],
    ['\n \n', []],
    ['"a""\n",b\nc', ['"a""\n",b', 'c']],
  ])('%j comes apart into rows', (text, rows) => {
    expect([...cutRows(text)]).toEqual(rows)
  })

  test.each([
    ['', ['']],
    ['a,,b,', ['a', '', 'b', '']],
    ['"a,b","","""c"""', ['a,b', '', '"c"']],
    ['"a', undefined],
    ['"a"b,c', undefined],
    ['a"b', undefined],
  ])('%j has cells', (row, cells) => {
    expect(parseRow(row)).toEqual(cells)
  })

  test('what is written quoted is read back', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1 }), { minLength: 1 }), (table) => {
        const quoted = table.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
        expect([...cutRows(`${quoted.join('\r\n')}\r\n`)].map(parseRow)).toEqual(table)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
