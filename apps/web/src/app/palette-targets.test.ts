import { createTranslator, shellWords } from '@occtet/ui'
import { expect, test } from 'vitest'
import { searchTargets, targetsOf } from './palette-targets.ts'
import { formatSearch, hrefOf, pages, parseSearch } from './paths.ts'

const t = createTranslator('en', shellWords.en)
const targets = targetsOf(t, { org: 'o' }, undefined)
const find = (text: string) => searchTargets(t, { text, targets, org: 'o' }).map(({ place }) => hrefOf(place))

test('whole ids come first, to the sources and to the queue', () => {
  expect(find('CVE-2023-4863')).toEqual(['/o/o/feddb/a/CVE-2023-4863', '/o/o/triage?q=CVE-2023-4863'])
  expect(find('CVE-2023')).toEqual([])
})

test('a purl is one segment of the address', () => {
  expect(find('pkg:npm/%40a/b@1.0.0')).toEqual(['/o/o/feddb/p/pkg%3Anpm%2F%2540a%2Fb%401.0.0'])
})

test('prefixes narrow: actions, packages, articles', () => {
  expect(searchTargets(t, { text: '>', targets, org: 'o' }).every(({ kind }) => kind === 'action')).toBe(true)
  expect(find('@lodash')).toEqual(['/o/o/feddb?q=lodash'])
  expect(find('#13(19)')).toEqual(['/o/o/requirements?q=13%2819%29'])
})

test('what begins with the text stands before what contains it', () => {
  const words = searchTargets(t, { text: 'in', targets, org: 'o' }).map(({ word }) => word)
  expect(words.slice(0, 2)).toEqual(['Inventory', 'Incidents'])
})

test('addresses are written and read back', () => {
  const search = { q: 'a b&c', is: 'runtime' }
  expect(parseSearch(formatSearch(search))).toEqual(search)
  expect(formatSearch({ q: '', is: undefined })).toBe('')
  expect(() => hrefOf({ page: 'product', params: { org: 'o' } as never })).toThrow('product')
  expect(new Set(Object.values(pages).map(({ path }) => path)).size).toBe(Object.keys(pages).length)
})
