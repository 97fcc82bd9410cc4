/** CSAF: which statements become claims, which are counted, and that no bulletin joins two CVEs. */
import { describe, expect, test } from 'vitest'
import { satisfiesVers } from '../../versions/index.ts'
import type { SourceRecord } from '../source-format.ts'
import { csaf } from './csaf.ts'
import { context, testSourceContract } from './testing/contract.ts'

describe('contract', () => {
  testSourceContract(csaf)
})

function documentOf(vulnerabilities: readonly object[], products: object = {}, more: object = {}): string {
  return JSON.stringify({
    document: {
      csaf_version: '2.0',
      category: 'csaf_security_advisory',
      title: 'Kettles leak',
      tracking: { id: 'KETTLE-1', current_release_date: '2024-05-01T00:00:00Z' },
      ...more,
    },
    product_tree: products,
    vulnerabilities,
  })
}

function read(text: string): SourceRecord {
  const record = csaf.read({ path: 'a.json', text }, context)
  if (!record.ok) throw new Error(record.error)
  return record.value
}

function branch(category: string, name: string, product: object): object {
  return { category, name, product }
}

function named(id: string, purl?: string): object {
  const helper = purl === undefined ? {} : { product_identification_helper: { purl } }
  return { name: id, product_id: id, ...helper }
}

const affected = (...ids: readonly string[]): object => ({
  cve: 'CVE-2031-70001',
  product_status: { known_affected: ids },
})

test('one vulnerability gives aliases, several give related ids', () => {
  const ids = [
    { system_name: 'x', text: 'GHSA-2222-3333-4444' },
    { system_name: 'x', text: '4711' },
  ]
  const one = read(documentOf([{ cve: 'CVE-2031-70001', ids }]))
  expect([one.aliases, one.facts().related]).toEqual([['CVE-2031-70001', 'GHSA-2222-3333-4444'], []])
  const products = { full_product_names: [named('P', 'pkg:npm/kettle@1.0.0')] }
  const two = read(documentOf([affected('P'), { ...affected('P'), cve: 'CVE-2031-70002' }], products))
  expect([two.aliases, two.claims.map(({ aliases }) => aliases)]).toEqual([[], [[]]])
  expect(two.facts().related).toEqual(['CVE-2031-70001', 'CVE-2031-70002'])
})

test('versions, ranges, and ranges without an order', () => {
  const branches = [
    branch('product_version', '1.0', named('exact', 'pkg:npm/exact@1.0.0')),
    branch('product_version', '2.0', named('branch', 'pkg:npm/branch')),
    branch('product_version_range', 'vers:npm/>=1.0.0|<2.0.0', named('range', 'pkg:npm/range')),
    branch('product_version_range', '<=1.14', named('vls', 'pkg:npm/vls')),
    branch('product_name', 'all', named('none', 'pkg:npm/none')),
    branch('product_version', '3', named('unnamed')),
  ]
  const record = read(
    documentOf([affected('exact', 'branch', 'range', 'vls', 'none', 'unnamed', 'missing')], { branches }),
  )
  expect(record.claims.map(({ name, versions, ranges }) => [name, versions, ranges])).toEqual([
    ['exact', ['1.0.0'], []],
    ['branch', ['2.0'], []],
    ['range', [], [{ type: 'VERS', vers: 'vers:npm/>=1.0.0|<2.0.0' }]],
    ['vls', [], [{ type: 'VERS', vers: '<=1.14' }]],
    ['none', [], [{ type: 'NATIVE', notation: 'unstated', says: 'affected', ranges: ['unstated'] }]],
  ])
  expect(record.unnamedEntries).toBe(2)
  expect(satisfiesVers('<=1.14', '1.0.0').ok).toBe(false)
})

test('statements about one package are one claim; fixed versions stand beside it', () => {
  const branches = [
    branch('product_version', '1', named('a', 'pkg:npm/kettle@1.0.0')),
    branch('product_version', '2', named('b', 'pkg:npm/kettle@1.1.0')),
    branch('product_version', '3', named('c', 'pkg:npm/kettle@1.2.0')),
    branch('product_version', '4', named('d', 'pkg:npm/lid@1.2.0')),
  ]
  const status = {
    known_affected: ['a'],
    last_affected: ['b'],
    fixed: ['c', 'd'],
    first_fixed: ['c'],
    known_not_affected: ['d'],
  }
  const [claim, ...others] = read(documentOf([{ product_status: status }], { branches })).claims
  expect(others).toEqual([])
  expect(claim).toMatchObject({
    versions: ['1.0.0', '1.1.0'],
    ranges: [{ type: 'VERS', vers: 'last_affected: 1.1.0' }],
    patched: ['1.2.0'],
  })
  // Between and beyond the listed versions nobody can tell: never clean.
  expect(satisfiesVers('last_affected: 1.1.0', '1.0.5').ok).toBe(false)
})

describe('components', () => {
  const release = (id: string, cpe: string): object => ({
    name: id,
    product_id: id,
    product_identification_helper: { cpe },
  })
  const inside = (component: string, within: string): object => ({
    category: 'default_component_of',
    product_reference: component,
    relates_to_product_reference: within,
    full_product_name: { name: 'x', product_id: `${within}:${component}` },
  })
  const tree = {
    full_product_names: [
      release('R', 'cpe:/a:redhat:enterprise_linux:9::appstream'),
      release('V', 'cpe:/a:vendor:box:1'),
      named('rpm', 'pkg:rpm/redhat/pot@1.2-3.el9?arch=src&epoch=32'),
      named('module', 'pkg:rpm/redhat/lid@2-1.module%2Bel9?arch=src&rpmmod=lid:2:9:1'),
      named('open', 'pkg:rpm/redhat/spout'),
      named('npm', 'pkg:npm/kettle@1.0.0'),
    ],
    relationships: [
      inside('rpm', 'R'),
      inside('module', 'R'),
      inside('open', 'R'),
      inside('npm', 'V'),
      inside('rpm', 'V'),
      inside('R:rpm', 'V'),
    ],
  }

  test('a component is affected inside its product only', () => {
    const record = read(documentOf([affected('V:npm', 'V:rpm', 'V:R:rpm')], tree))
    expect([record.claims, record.unnamedEntries]).toEqual([[], 3])
  })

  test('a package in a Red Hat release is one of that release', () => {
    const status = { fixed: ['R:rpm', 'R:module', 'V:npm'], known_affected: ['R:open'] }
    const record = read(documentOf([{ product_status: status }], tree))
    expect(record.claims.map(({ ecosystem, name, ranges }) => [ecosystem, name, ranges])).toEqual([
      [
        'Red Hat:enterprise_linux:9::appstream',
        'spout',
        [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
      ],
      [
        'Red Hat:enterprise_linux:9::appstream',
        'pot',
        [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '32:1.2-3.el9' }] }],
      ],
    ])
    expect(record.unnamedEntries).toBe(1)
  })
})

test.each([
  ['RED', 'NOT_A_RECORD'],
  ['AMBER', 'NOT_A_RECORD'],
  ['GREEN', 'NOT_A_RECORD'],
  ['ULTRAVIOLET', 'NOT_A_RECORD'],
  ['WHITE', 'ok'],
  ['CLEAR', 'ok'],
])('TLP:%s is %s', (label, expected) => {
  const text = documentOf([affected()], {}, { distribution: { tlp: { label } } })
  const record = csaf.read({ path: 'a.json', text }, context)
  expect(record.ok ? 'ok' : record.error).toBe(expected)
})

test('a withdrawn document withdraws its claims', () => {
  const products = { full_product_names: [named('P', 'pkg:npm/kettle@1.0.0')] }
  const record = read(documentOf([affected('P')], products, { category: 'csaf_withdrawn' }))
  expect([record.isWithdrawn, record.claims[0]?.withdrawn]).toEqual([true, '2024-05-01T00:00:00Z'])
})
