import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findReferences, parentsOf, parseReference } from './reference.ts'

const right = [
  'Art. 14',
  'Art. 14(2)(a)',
  'Art. 32(5a)',
  'Art. 64(10)(b)',
  'Annex I',
  'Annex I, Part II',
  'Annex I, Part II, point (1)',
  'Annex I, Part I, point (2)(c)',
  'Annex II, point (8)(d)',
  'Annex III, Class II',
  'Annex III, Class I, point (3)',
  'Annex IV, point (2)',
  'recital 34',
]
const wrong = [
  'Article 14',
  'Art.14',
  'Art. 14 (2)',
  'annex I',
  'Annex 1',
  'Annex I, point 1',
  'Recital 34',
  'recital',
  'Art. 14(2)(a) ',
  'Art. 14)',
]

describe('the grammar of references', () => {
  test.each(right)('%s is one', (text) => {
    expect(parseReference(text)).toBe(text)
  })

  test.each(wrong)('%s is none', (text) => {
    expect(parseReference(text)).toBeUndefined()
  })

  test.each([
    ['Art. 14(2)(a)', ['Art. 14(2)', 'Art. 14']],
    ['Annex I, Part II, point (1)', ['Annex I, Part II', 'Annex I']],
    ['Annex II, point (8)(d)', ['Annex II, point (8)', 'Annex II']],
    ['Annex III, Class I, point (3)', ['Annex III, Class I', 'Annex III']],
    ['recital 34', []],
  ])('above %s: %j', (text, parents) => {
    const reference = parseReference(text)
    expect(reference === undefined ? undefined : parentsOf(reference)).toEqual(parents)
  })
})

describe('references that people write', () => {
  test.each([
    ['What does Article 14(2)(a) ask?', ['Art. 14(2)(a)']],
    ['art 14 para 2 point a', ['Art. 14(2)(a)']],
    ['Was steht in Artikel 13 Absatz 8?', ['Art. 13(8)']],
    ['Art. 14 Abs. 2 Buchstabe b', ['Art. 14(2)(b)']],
    ['Art. 14 Abs. 2 lit. b und Art. 64', ['Art. 14(2)(b)', 'Art. 64']],
    ['Anhang I Teil II Nummer 1', ['Annex I, Part II, point (1)']],
    ['annex i part i (2)(c)', ['Annex I, Part I, point (2)(c)']],
    ['Annex III class II', ['Annex III, Class II']],
    ['Erwägungsgrund 18', ['recital 18']],
    ['recital (18)', ['recital 18']],
    ['the art of reporting in 24 hours', []],
    ['two parts and annexes', []],
  ])('%s', (text, references) => {
    expect(findReferences(text)).toEqual(references)
  })

  test('a reference of the grammar is found as itself', () => {
    for (const reference of right) expect(findReferences(`See ${reference} of it.`)).toEqual([reference])
  })

  test('no text makes it throw, and what it finds is in the grammar', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const reference of findReferences(text)) expect(parseReference(reference)).toBe(reference)
      }),
    )
  })
})
