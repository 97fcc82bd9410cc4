/** Both catalogues say the same things, in the agreed voice. */
import { expect, test } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import {
  createTranslator,
  formatDate,
  formatDatesIn,
  formatMonth,
  formatTime,
  placeholdersOf,
} from './translate.ts'

test('English and German have the same keys, and each message the same placeholders', () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
  const english = new Map(Object.entries(en))
  const different = Object.entries(de).filter(
    ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(english.get(key) ?? '').join(),
  )
  expect(different).toEqual([])
})

test('no message promises safety, gives praise or raises its voice', () => {
  const forbidden = /\b(compliant|secure|safe|certified|simply|sicher|konform|einfach)\b|!/i
  expect([...Object.entries(en), ...Object.entries(de)].filter(([, text]) => forbidden.test(text))).toEqual(
    [],
  )
})

test('every brace belongs to a placeholder that is understood', () => {
  const left = [...Object.entries(en), ...Object.entries(de)].filter(([, text]) =>
    /[{}]/.test(text.replace(/\{[a-z]\w*(\|[^|{}]*\|[^|{}]*)?\}/gi, '')),
  )
  expect(left).toEqual([])
})

test('figures, choice by number and dates follow the language', () => {
  const catalogue = { n: '{n} {n|file|files}, {who}' }
  const english = createTranslator('en', catalogue)
  const german = createTranslator('de', catalogue)
  expect(english('n', { n: 1284, who: '{n}' })).toBe('1,284 files, {n}')
  expect(german('n', { n: 1284.5, who: '$&' })).toBe('1.284,5 files, $&')
  expect(english('n', { n: 1, who: '' })).toBe('1 file, ')
  expect(() => english('n', { n: 1 })).toThrow('who')
  expect(formatDate('en', '2026-09-02T23:30:00-02:00')).toBe('3 Sep 2026')
  expect(formatDate('de', '2026-09-02T23:30:00Z')).toBe('02.09.2026')
  expect(formatDate('en', 'soon')).toBe('soon')
  expect(formatTime('2026-09-02T23:30:00-02:00')).toBe('01:30 UTC')
})

test.each([
  [
    'en',
    'Placed on the market on 2028-03-01, not before 2027-12-11: all duties apply.',
    'Placed on the market on 1 Mar 2028, not before 11 Dec 2027: all duties apply.',
  ],
  [
    'en',
    'The support period ends no earlier than 2033-03.',
    'The support period ends no earlier than Mar 2033.',
  ],
  ['de', 'frühestens 2033-03 (2026-10, secondary)', 'frühestens 03.2033 (10.2026, secondary)'],
  [
    'en',
    'CVE-2026-10, GO-2026-1001 and a/2026-10-01/b 2026-13-01',
    'CVE-2026-10, GO-2026-1001 and a/2026-10-01/b 2026-13-01',
  ],
  ['de', '2026-11-22T10:00:00Z', '2026-11-22T10:00:00Z'],
] as const)('%s: days and months in a sentence, ids untouched: %s', (language, text, said) => {
  expect(formatDatesIn(language, text)).toBe(said)
})

test('a month alone; anything else comes back as it is', () => {
  expect(formatMonth('en', '2033-03')).toBe('Mar 2033')
  expect(formatMonth('de', '2033-03')).toBe('03.2033')
  expect(formatMonth('en', '2033-13')).toBe('2033-13')
})
