import { expect, test } from 'vitest'
import {
  firstOf,
  fold,
  formatSize,
  formatTable,
  plain,
  plainLines,
  quoteTreacherous,
  shorten,
} from './layout.ts'

test.each([
  ['a  b\tc\nd', 'a b c d'],
  [' \u001b[2Jx\u0007 ', '[U+001B][2Jx[U+0007]'],
  ['\u009b31m', '[U+009B]31m'],
  ['abc\u202edef\u2066\u200b', 'abc[U+202E]def[U+2066][U+200B]'],
  ['\ud800 \u{e0041}', '[U+D800] [U+E0041]'],
  ['Grüße, 日本語 🙂', 'Grüße, 日本語 🙂'],
])('one line of others: %j', (text, line) => {
  expect(plain(text)).toBe(line)
})

test('several lines keep line feeds and tabs, nothing else', () => {
  expect(plainLines('a\r\n\tb\rc\u001b[1A')).toBe('a\n\tb[U+000D]c[U+001B][1A')
})

test('JSON for a terminal has the same value', () => {
  const value = { 'k\u009b': '\u202e\u007f\u{e0041}\u001b', plain: 'Grüße' }
  const quoted = quoteTreacherous(JSON.stringify(value))
  expect(quoted).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(JSON.parse(quoted)).toEqual(value)
})

test('folding: no blanks at line ends, words of any length, a limit of lines', () => {
  const long = fold('label', `${'word '.repeat(30)}${'x'.repeat(200)}`, { indent: 8, lines: 20 })
  expect(long.split('\n').filter((line) => line.length > 80 || line.endsWith(' '))).toEqual([])
  expect(long.replace(/\s/g, '')).toBe(`label${'word'.repeat(30)}${'x'.repeat(200)}`)
  expect(fold('  id', '', { indent: 20 })).toBe('  id\n')
  expect(fold('', 'a '.repeat(400), { indent: 0, lines: 2 }).trimEnd().split('\n')).toHaveLength(2)
})

test('tables, sizes, lists', () => {
  const rows = [
    ['source', 'records', 'notes'],
    ['a-long-name', '7', ''],
    ['b', '12345678', '-'],
  ]
  expect(formatTable(rows, { right: new Set([1]), indent: 1 })).toEqual([
    ' source        records  notes',
    ' a-long-name         7',
    ' b            12345678  -',
  ])
  expect([999, 1000, 37_879_550, 2e9].map(formatSize)).toEqual(['999 bytes', '1.0 kB', '37.9 MB', '2.0 GB'])
  expect([firstOf(['a', 'b', 'c'], 2), firstOf(['a'], 2)]).toEqual(['a, b and 1 more', 'a'])
  expect([shorten('abcdef', 4), shorten('abcd', 4)]).toEqual(['abc…', 'abcd'])
})
