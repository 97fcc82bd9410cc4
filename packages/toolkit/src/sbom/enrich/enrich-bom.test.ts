import { expect, test } from 'vitest'
import type { BomElement } from '../document/element.ts'
import { actor, bom, dependsOn, element, expression } from '../testing/documents.ts'
import { enrichBom } from './enrich-bom.ts'
import { enrichedProperty, type PackageFacts } from './model.ts'

const purl = 'pkg:npm/a@1'
const facts = (more: Partial<PackageFacts> = {}): PackageFacts => ({
  purl,
  source: 'file package-lock.json:3',
  hashes: [],
  licenses: [],
  references: [],
  ...more,
})
const one = (more: Partial<BomElement> = {}): BomElement =>
  element('a', { name: 'a', version: '1', purl, ...more })
const sha = (algorithm: string, value: string): BomElement['hashes'][number] => ({ algorithm, value })

function enrich(before: BomElement, ...known: readonly PackageFacts[]): BomElement | undefined {
  return enrichBom(bom({ elements: [before] }), { facts: known }).document.elements[0]
}

test('what is missing is filled in, each value with its source', () => {
  const after = enrich(
    one(),
    facts({
      hashes: [sha('SHA-512', 'aa')],
      licenses: ['MIT'],
      originator: actor('Ada', { email: 'ada@example.org' }),
      references: [{ type: 'vcs', url: 'https://example.org/a.git', hashes: [] }],
    }),
  )
  expect(after?.hashes).toEqual([sha('SHA-512', 'aa')])
  expect(after?.declaredLicenses).toEqual([expression('MIT')])
  expect(after?.originator?.name).toBe('Ada')
  const sources = after?.properties.map(({ name, value }) => [name, JSON.parse(value) as unknown])
  expect(sources).toEqual(
    [
      ['hash', 'SHA-512:aa'],
      ['license', 'MIT'],
      ['originator', 'Ada'],
      ['reference', 'vcs https://example.org/a.git'],
    ].map(([field, value]) => [enrichedProperty, { field, source: 'file package-lock.json:3', value }]),
  )
})

test('what is stated is never changed', () => {
  const before = one({
    declaredLicenses: [expression('ISC')],
    originator: actor('Grace'),
    hashes: [sha('SHA-1', 'bb')],
  })
  const after = enrich(
    before,
    facts({ licenses: ['MIT'], originator: actor('Ada'), hashes: [sha('SHA-1', 'bb')] }),
  )
  expect(after).toEqual(before)
})

test('a hash that contradicts means another package: nothing of that source is taken, and it is said', () => {
  const before = one({ hashes: [sha('SHA-1', 'bb')] })
  const wrong = facts({ hashes: [sha('SHA-1', 'cc'), sha('SHA-512', 'dd')], licenses: ['MIT'] })
  const report = enrichBom(bom({ elements: [before] }), { facts: [wrong] })
  expect(report.document.elements).toEqual([before])
  expect(report.filled).toEqual([])
  expect(report.contradictions).toEqual([
    {
      ref: 'a',
      purl,
      field: 'hash',
      stated: 'SHA-1:bb',
      found: 'SHA-1:cc',
      source: 'file package-lock.json:3',
    },
  ])
})

test('another version is another package', () => {
  expect(enrich(one({ purl: 'pkg:npm/a@2' }), facts({ licenses: ['MIT'] }))?.declaredLicenses).toEqual([])
})

test('edges are added where the document says nothing, and only between what it lists', () => {
  const b = element('b', { purl: 'pkg:npm/b@1' })
  const both = facts({ dependsOn: ['pkg:npm/b@1', 'pkg:npm/c@1'] })
  const open = enrichBom(bom({ elements: [one(), b] }), { facts: [both] })
  expect(open.document.relationships).toEqual([
    { from: 'a', type: 'dependsOn', to: ['b'], completeness: 'incomplete' },
  ])
  const said = bom({ elements: [one(), b], relationships: [dependsOn('a')] })
  expect(enrichBom(said, { facts: [both] }).document.relationships).toEqual([dependsOn('a')])
  const silent = enrichBom(bom({ elements: [one(), b] }), { facts: [facts({ dependsOn: [] })] })
  expect(silent.document.relationships).toEqual([])
})

test('the product gets the direct dependencies of the tree', () => {
  const document = bom({ subjects: ['p'], elements: [element('p'), one()] })
  const { document: after } = enrichBom(document, {
    facts: [],
    roots: { purls: [purl], source: 'lock files' },
  })
  expect(after.relationships).toEqual([{ from: 'p', type: 'dependsOn', to: ['a'] }])
})

test('what no source knows is listed', () => {
  const { missing } = enrichBom(bom({ elements: [one({ hashes: [sha('MD5', 'e')] }), element('x')] }), {
    facts: [],
  })
  expect(missing.map(({ name, fields }) => [name, fields])).toEqual([
    [purl, ['license', 'originator', 'dependencies']],
    ['x', ['purl', 'version', 'hash', 'license', 'originator', 'dependencies']],
  ])
})
