import { createTranslator, shellWords } from '@occtet/ui'
import { expect, test } from 'vitest'
import { toAge, toLeft } from './time-words.ts'

const en = createTranslator('en', shellWords.en)
const de = createTranslator('de', shellWords.de)
const now = '2026-11-22T12:00:00Z'

test.each([
  ['2026-11-22T11:59:30Z', 'just now'],
  ['2026-11-22T11:15:00Z', '45 min ago'],
  ['2026-11-21T12:01:00Z', '23 h ago'],
  ['2026-11-21T12:00:00Z', '21 Nov 2026'],
  ['2026-11-22T12:05:00Z', 'just now'],
])('the age of %s', (at, words) => {
  expect(toAge(en, at, now)).toBe(words)
})

test.each([
  ['2026-11-22T20:10:59Z', '8 h 10 min'],
  ['2026-11-22T12:45:00Z', '45 min'],
  ['2026-11-25T12:00:00Z', '3 days'],
  ['2026-11-22T09:59:30Z', 'Late by 2 h 1 min'],
])('the time left until %s never looks better than it is', (due, words) => {
  expect(toLeft(en, due, now)).toBe(words)
})

test('German says it in German', () => {
  expect(toLeft(de, '2026-11-22T20:10:00Z', now)).toBe('8 Std. 10 Min.')
  expect(toAge(de, '2026-11-20T12:00:00Z', now)).toBe('20.11.2026')
})
