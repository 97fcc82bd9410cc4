import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BomDocument } from '../document/bom.ts'
import { anyBom, bom, dependsOn, element, expression } from '../testing/documents.ts'
import { mergeBoms } from './merge-boms.ts'
import { type MergeOptions, mergeProperties, type MergeReport } from './model.ts'

const hierarchical: MergeOptions = {
  mode: 'hierarchical',
  name: 'hub',
  version: '1',
  created: '2026-01-02T03:04:05Z',
}
const flat: MergeOptions = { ...hierarchical, mode: 'flat' }

function merge(documents: readonly BomDocument[], options = hierarchical): MergeReport {
  return mergeBoms(
    documents.map((document, at) => ({ name: `${at}.json`, document })),
    options,
  )
}

const part = (id: string, facts: Parameters<typeof element>[1] = {}): BomDocument =>
  bom({
    id,
    subjects: ['root'],
    elements: [
      element('root', { kind: 'application', name: id }),
      element('x', { name: 'x', version: '1', purl: 'pkg:npm/x@1', ...facts }),
      element('nameless', { name: 'driver' }),
    ],
    relationships: [dependsOn('root', 'x', 'nameless'), dependsOn('x')],
  })

test('the same purl stands once with all its origins; what has no purl is kept for each document', () => {
  const { document, components, conflicts } = merge([part('urn:a'), part('urn:b')])
  const x = document.elements.filter(({ purl }) => purl === 'pkg:npm/x@1')
  expect(x).toHaveLength(1)
  const origins = x[0]?.properties.filter(({ name }) => name === mergeProperties.origin)
  expect(origins?.map(({ value }) => value)).toEqual(['urn:a', 'urn:b'])
  expect(document.elements.filter(({ name }) => name === 'driver')).toHaveLength(2)
  expect([components, conflicts]).toEqual([{ before: 6, after: 5 }, []])
  expect(document.subjects).toEqual(['merged-product'])
  const contained = document.relationships.find(({ type }) => type === 'contains')
  expect(contained?.to).toEqual(['urn:a#root', 'urn:b#root'])
})

test('a flat merge hangs everything under the new product', () => {
  const { document } = merge([part('urn:a'), part('urn:b')], flat)
  expect(document.elements.map(({ name }) => name)).toEqual(['hub', 'x', 'driver', 'driver'])
  const [edges] = document.relationships.filter(({ from }) => from === 'merged-product')
  expect(edges?.to).toEqual(['pkg:npm/x@1', 'urn:a#nameless', 'urn:b#nameless'])
})

test('two licenses and two hashes are conflicts; both are kept, and it is said who says what', () => {
  const hash = (value: string): { readonly algorithm: string; readonly value: string } => ({
    algorithm: 'SHA-256',
    value,
  })
  const { document, conflicts } = merge([
    part('urn:a', { declaredLicenses: [expression('MIT')], hashes: [hash('aa')], description: 'one' }),
    part('urn:b', { declaredLicenses: [expression('ISC')], hashes: [hash('bb')], description: 'two' }),
  ])
  expect(conflicts).toEqual([
    {
      purl: 'pkg:npm/x@1',
      field: 'declaredLicenses',
      values: [
        { value: 'ISC', origins: ['urn:b'] },
        { value: 'MIT', origins: ['urn:a'] },
      ],
    },
    {
      purl: 'pkg:npm/x@1',
      field: 'description',
      values: [
        { value: 'one', origins: ['urn:a'] },
        { value: 'two', origins: ['urn:b'] },
      ],
      kept: 'one',
    },
    {
      purl: 'pkg:npm/x@1',
      field: 'hash SHA-256',
      values: [
        { value: 'aa', origins: ['urn:a'] },
        { value: 'bb', origins: ['urn:b'] },
      ],
    },
  ])
  const x = document.elements.find(({ name }) => name === 'x')
  expect(x?.hashes.map(({ value }) => value)).toEqual(['aa', 'bb'])
  expect(x?.declaredLicenses.map(({ value }) => value)).toEqual(['ISC', 'MIT'])
})

test('LicenseRef-1 of two documents are two licenses', () => {
  const own = (id: string, text: string): BomDocument => ({
    ...part(id, { declaredLicenses: [expression('LicenseRef-1 OR MIT')] }),
    licenseTexts: [{ id: 'LicenseRef-1', text, urls: [] }],
  })
  const { document } = merge([own('urn:a', 'do this'), own('urn:b', 'do that')])
  const ids = document.licenseTexts.map(({ id }) => id)
  expect(new Set(ids).size).toBe(2)
  const x = document.elements.find(({ name }) => name === 'x')
  for (const { value } of x?.declaredLicenses ?? []) expect(ids.some((id) => value.includes(id))).toBe(true)
})

const documents = fc.uniqueArray(anyBom, { minLength: 1, maxLength: 4, selector: ({ id }) => id })

test.each([hierarchical, flat])('the order does not matter, nor merging in steps ($mode)', (options) => {
  fc.assert(
    fc.property(documents, fc.nat(3), (all, cut) => {
      const whole = merge(all, options)
      expect(merge([...all].reverse(), options).document).toEqual(whole.document)
      const first = merge(all.slice(0, cut + 1), options).document
      const steps = merge([{ ...first, id: 'urn:step' }, ...all.slice(cut + 1)], options)
      expect(steps.document).toEqual(whole.document)
      expect(steps.conflicts).toEqual(whole.conflicts)
    }),
  )
})

test('nothing that is listed is lost, and every edge leads to a component that is there', () => {
  fc.assert(
    fc.property(documents, (all) => {
      const { document } = merge(all)
      const refs = new Set(document.elements.map(({ ref }) => ref))
      const purls = new Set(document.elements.flatMap(({ purl }) => purl ?? []))
      for (const { elements } of all)
        for (const { purl } of elements) expect(purl === undefined || purls.has(purl)).toBe(true)
      for (const { from, to } of document.relationships)
        for (const ref of [from, ...to]) expect(refs.has(ref)).toBe(true)
    }),
  )
})
