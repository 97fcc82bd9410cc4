import { placeholdersOf } from '@occtet/ui'
import { expect, test } from 'vitest'
import { catalogue } from '../../../cra/index.ts'
import { paperLanguages, type TextKey, texts } from './texts.ts'

const keys = Object.keys(texts.en).sort() as TextKey[]

test.each(paperLanguages)('%s has every text, with the same placeholders', (language) => {
  expect(Object.keys(texts[language]).sort()).toEqual(keys)
  for (const key of keys) {
    expect(texts[language][key].trim()).not.toBe('')
    expect({ key, has: placeholdersOf(texts[language][key]) }).toEqual({
      key,
      has: placeholdersOf(texts.en[key]),
    })
  }
})

test('every document item and every requirement of the catalogue has words', () => {
  const asked = [
    ...[...catalogue.documents.keys()].map((id) => `item.${id}`),
    ...catalogue.requirements.map((one) => `req.${one.id}`),
  ]
  expect(asked.filter((key) => !keys.includes(key as TextKey))).toEqual([])
})

/** Sentences of Annexes V and VI, which the law words; they begin by saying that they count from the signature on. */
const signed: readonly TextKey[] = [
  'declaration.responsibility',
  'declaration.legislation',
  'simplified-declaration.sentence',
]
const bannedEn =
  /\b(compliant|compliance|conforms?|in conformity|certified|is safe|is secure|meets the|fulfils)\b/i
const bannedDe = /(rechtskonform|\bkonform\b|\bentspricht\b|zertifiziert|ist sicher\b|erfüllt die)/i

test('nothing of the template claims conformity', () => {
  for (const [language, banned] of [
    ['en', bannedEn],
    ['de', bannedDe],
  ] as const) {
    const claims = keys.filter((key) => !signed.includes(key) && banned.test(texts[language][key]))
    expect(claims).toEqual([])
  }
  for (const key of signed) {
    expect(texts.en[key]).toMatch(/^With the signature/)
    expect(texts.de[key]).toMatch(/^Mit der Unterschrift/)
  }
})

test('the voice: no exclamation mark, no "simply"', () => {
  for (const language of paperLanguages) {
    expect(keys.filter((key) => /!|\bsimply\b|\beinfach so\b/.test(texts[language][key]))).toEqual([])
  }
})
