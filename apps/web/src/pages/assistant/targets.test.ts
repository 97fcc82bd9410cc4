import { expect, test } from 'vitest'
import { hrefOf } from '../../app/paths.ts'
import { requirementOf, targetOf } from './targets.ts'

test.each([
  ['Annex I, Part I, point (1)', 'ECR-I-1'],
  ['Annex I, Part I, point (2)(a)', 'ECR-I-2a'],
  ['Annex I, Part I, point (2)(m)', 'ECR-I-2m'],
  ['Annex I, Part II, point (8)', 'ECR-II-8'],
  ['Annex I, Part I, point (2)', undefined],
  ['Annex I, Part I, point (2)(n)', undefined],
  ['Annex I, Part I, point (1)(a)', undefined],
  ['Annex I, Part II, point (9)', undefined],
  ['Annex I, Part I', undefined],
  ['Annex II, point (1)', undefined],
  ['Art. 13(8)', undefined],
])('%s is the requirement %s', (ref, id) => {
  expect(requirementOf(ref)).toBe(id)
})

const around = { org: 'alpha', product: 'hub', release: '1.4.0' }
const alone = { org: 'alpha', product: undefined, release: undefined }

function read(source: Parameters<typeof targetOf>[0], at = around as Parameters<typeof targetOf>[1]): string {
  const target = targetOf(source, at)
  return 'place' in target ? hrefOf(target.place) : target.kind
}

test('one of the 22 leads to its page where a product is known, else to its words', () => {
  const source = { ref: 'Annex I, Part I, point (2)(c)', id: 'guidance/x/en', source: 'guidance' }
  expect(read(source)).toBe('/o/alpha/p/hub/r/1.4.0/requirements/ECR-I-2c')
  expect(read(source, alone)).toBe('words')
})

test('other provisions show their words; a document of the organisation is none of them', () => {
  expect(read({ ref: 'Art. 14(2)(a)', id: 'guidance/Art. 14(2)(a)/en', source: 'guidance' })).toBe('words')
  expect(read({ ref: 'Annex I, Part I, point (1)', id: 'document/ab/1', source: 'document' })).toBe('none')
  expect(read({ ref: 'Art. 13', id: 'document/ab/1', source: 'document' })).toBe('none')
})

test('questions, answers and findings lead to their pages, of this product alone', () => {
  expect(read({ id: 'questionnaire/A1/de', source: 'questionnaire' })).toBe(
    '/o/alpha/p/hub/r/1.4.0/questions/A1',
  )
  expect(read({ id: 'product/hub/answer/B2', source: 'product' })).toBe('/o/alpha/p/hub/r/1.4.0/questions/B2')
  expect(read({ id: 'product/hub/finding/pkg:npm/lodash@4.17.11#GHSA-1', source: 'product' })).toBe(
    '/o/alpha/triage?product=hub&q=GHSA-1',
  )
  expect(read({ id: 'product/other/finding/pkg:npm/lodash@4.17.11#GHSA-1', source: 'product' })).toBe('none')
  expect(read({ id: 'product/hub/fact/findings', source: 'product' })).toBe('none')
  expect(read({ id: 'questionnaire/A1/de', source: 'questionnaire' }, alone)).toBe('none')
})
