/** Every area of the web application says the same things in both languages, in the agreed voice. */
import { expect, test } from 'vitest'
import { placeholdersOf } from '../messages/translate.ts'
import * as areas from './index.ts'

function isWords(value: unknown): value is areas.Words {
  return typeof value === 'object' && value !== null && 'en' in value && 'de' in value
}

const all = Object.entries(areas).flatMap(([area, value]) => (isWords(value) ? [[area, value] as const] : []))

test('there are areas to look at', () => {
  expect(all.map(([area]) => area)).toEqual(expect.arrayContaining(['homeWords', 'shellWords']))
})

test.each(all)('%s: the same keys, and the same placeholders in each', (_, { en, de }) => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
  const german = new Map(Object.entries(de))
  const different = Object.entries(en).filter(
    ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(german.get(key) ?? '').join(),
  )
  expect(different.map(([key]) => key)).toEqual([])
})

test.each(all)('%s: no promise of safety, no raised voice, no brace that nobody fills', (_, { en, de }) => {
  const forbidden = /\b(compliant|certified by|simply|konform)\b|!/i
  const wrong = [...Object.entries(en), ...Object.entries(de)].filter(
    ([, text]) =>
      forbidden.test(text) || /[{}]/.test(text.replace(/\{[a-z]\w*(\|[^|{}]*\|[^|{}]*)?\}/gi, '')),
  )
  expect(wrong).toEqual([])
})
