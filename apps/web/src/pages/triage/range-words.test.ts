import { createTranslator, triageWords } from '@occtet/ui'
import { expect, test } from 'vitest'
import { toRangeWords } from './range-words.ts'

const t = createTranslator('en', triageWords.en)

test.each([
  ['>=0 <4.17.12', 'every version before 4.17.12'],
  ['<4.17.12', 'every version before 4.17.12'],
  ['>=0.0.0 <2.0', 'every version before 2.0'],
  ['<=1.2', 'every version up to and with 1.2'],
  ['>=2.0 <2.5.1', 'the versions from 2.0 to before 2.5.1'],
  ['>=3.1', 'every version from 3.1 on'],
  ['>=0', 'every version'],
])('%s in words', (range, words) => {
  expect(toRangeWords(range, t)).toBe(words)
})

test.each(['>=1 <=2', '>1 <2', '>=1 <2 | >=3 <4', '', '1.2.3', '>=0 <=1 !=0.5'])(
  'what is not simple stays as it is written: %s',
  (range) => {
    expect(toRangeWords(range, t)).toBe(range)
  },
)
