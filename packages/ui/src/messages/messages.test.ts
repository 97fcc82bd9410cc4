/** Both catalogues say the same things, in the agreed voice. */
import { expect, test } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { createTranslator, formatDate, formatTime, placeholdersOf } from './translate.ts'

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
