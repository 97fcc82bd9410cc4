/** Small documents, hostile documents: what is read, what is reported, and that nothing throws. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CsafDocument } from './model.ts'
import { branchPath, resolveProducts, versionOf } from './products.ts'
import { parseCsaf, toCsafDocument } from './read-document.ts'

function head(more: object = {}): object {
  return {
    csaf_version: '2.0',
    category: 'csaf_vex',
    title: 'T',
    publisher: { name: 'P', namespace: 'https://p.example', category: 'vendor' },
    tracking: {
      id: 'ID-1',
      version: '3',
      status: 'final',
      initial_release_date: '2024-01-01T00:00:00Z',
      current_release_date: '2024-02-01T00:00:00Z',
      aliases: ['OTHER-1'],
    },
    ...more,
  }
}

function read(value: object): { document: CsafDocument; codes: readonly string[] } {
  const parsed = parseCsaf(JSON.stringify(value), 'a.json')
  if (!parsed.ok) throw new Error(parsed.error.message)
  return { document: parsed.value.value, codes: parsed.value.issues.map(({ code }) => code) }
}

const tree = {
  branches: [
    {
      category: 'vendor',
      name: 'V',
      branches: [
        {
          category: 'product_name',
          name: 'N',
          branches: [
            {
              category: 'product_version',
              name: '1.2',
              product: {
                name: 'V N 1.2',
                product_id: 'A',
                product_identification_helper: {
                  purl: 'pkg:npm/n@1.2',
                  purls: ['pkg:npm/n@1.2', 'pkg:npm/m'],
                },
              },
            },
            {
              category: 'product_version_range',
              name: 'vers:npm/<1.2',
              product: { name: 'V N before', product_id: 'B' },
            },
          ],
        },
      ],
    },
  ],
  full_product_names: [{ name: 'Flat', product_id: 'C' }],
  relationships: [
    {
      category: 'default_component_of',
      product_reference: 'A',
      relates_to_product_reference: 'C',
      full_product_name: { name: 'A in C', product_id: 'C:A' },
    },
  ],
  product_paths: [
    {
      beginning_product_reference: 'A',
      full_product_name: { name: 'A on B on C', product_id: 'P' },
      subpaths: [
        { category: 'installed_on', next_product_reference: 'B' },
        { category: 'installed_with', next_product_reference: 'C' },
      ],
    },
  ],
  product_groups: [{ group_id: 'G', product_ids: ['A', 'C'] }],
}

test('head, tree and vulnerability of a small document', () => {
  const { document, codes } = read({
    document: head({ distribution: { tlp: { label: 'WHITE' } }, aggregate_severity: { text: 'high' } }),
    product_tree: tree,
    vulnerabilities: [
      {
        cve: 'CVE-2024-1',
        ids: [{ system_name: 'S', text: '7' }],
        cwe: { id: 'CWE-79', name: 'x' },
        product_status: { known_affected: ['A', 'C:A'], fixed: ['B'] },
        flags: [{ label: 'component_not_present', product_ids: ['C'] }],
        remediations: [{ category: 'vendor_fix', details: 'd', group_ids: ['G'], product_ids: ['B', 'A'] }],
        threats: [{ category: 'impact', details: 'all' }],
        scores: [{ products: ['A'], cvss_v3: { vectorString: 'CVSS:3.1/X', baseScore: 5 } }],
        metrics: [
          {
            products: ['B'],
            source: 'https://s.example',
            content: { cvss_v4: { vectorString: 'CVSS:4.0/X' }, qualitative_severity_rating: 'low' },
          },
        ],
      },
    ],
  })
  const [vulnerability] = document.vulnerabilities
  expect(codes).toEqual([])
  expect(document.tlp).toBe('CLEAR')
  expect(document.tracking).toEqual({
    id: 'ID-1',
    version: '3',
    status: 'final',
    initialRelease: '2024-01-01T00:00:00Z',
    currentRelease: '2024-02-01T00:00:00Z',
    aliases: ['OTHER-1'],
  })
  expect([...document.products.keys()]).toEqual(['A', 'B', 'C', 'C:A', 'P'])
  expect(document.products.get('A')?.helper.purls).toEqual(['pkg:npm/n@1.2', 'pkg:npm/m'])
  expect(document.products.get('P')).toMatchObject({
    component: 'A',
    steps: [
      { category: 'installed_on', within: 'B' },
      { category: 'installed_with', within: 'C' },
    ],
  })
  expect(vulnerability?.status.known_affected).toEqual(['A', 'C:A'])
  expect(vulnerability?.scores).toEqual([
    { products: ['A'], cvss: [{ version: 'v3', vector: 'CVSS:3.1/X', base: 5 }] },
    {
      products: ['B'],
      cvss: [{ version: 'v4', vector: 'CVSS:4.0/X' }],
      qualitative: 'low',
      source: 'https://s.example',
    },
  ])
  const about = vulnerability?.remediations[0]?.about
  expect(about && resolveProducts(document, about)).toEqual(['B', 'A', 'C'])
  expect(vulnerability?.threats[0]?.about).toBeUndefined()
})

test('a product knows its branch and its version', () => {
  const { document } = read({ document: head(), product_tree: tree })
  const found = ['A', 'B', 'C', 'C:A'].map((id) => {
    const product = document.products.get(id)
    return (
      product && [
        branchPath(product)
          .map(({ name }) => name)
          .join('>'),
        versionOf(product),
      ]
    )
  })
  expect(found).toEqual([
    ['V>N>1.2', { kind: 'exact', version: '1.2' }],
    ['V>N>vers:npm/<1.2', { kind: 'range', notation: 'vers', text: 'vers:npm/<1.2' }],
    ['', undefined],
    ['', undefined],
  ])
})

test.each([
  ['<=1.14', 'vls'],
  ['>= V7.0|< V7.2', 'vls'],
  ['<4.1', 'vls'],
  ['All versions', 'text'],
  ['All versions < V4.3', 'text'],
  ['<=4 (only with option)', 'text'],
  ['vers:generic/*', 'vers'],
  [`<${' '.repeat(100_000)}|`, 'text'],
])('the range %s is read as %s', (name, notation) => {
  const branches = [{ category: 'product_version_range', name, product: { name: 'x', product_id: 'X' } }]
  const product = read({ document: head(), product_tree: { branches } }).document.products.get('X')
  expect(product && versionOf(product)).toMatchObject({ kind: 'range', notation })
})

test('what is lost is said', () => {
  const product = { name: 'x', product_id: 'X' }
  const { document, codes } = read({
    document: head({ csaf_version: '1.2', distribution: { tlp: { label: 'PURPLE' } } }),
    product_tree: {
      full_product_names: [product, product, { name: 'no id' }],
      relationships: [
        {
          product_reference: 'X',
          relates_to_product_reference: 'Y',
          full_product_name: { name: 'xy', product_id: 'XY' },
        },
        { product_reference: 'X', full_product_name: { name: 'half', product_id: 'H' } },
      ],
      product_groups: [{ group_id: 'G', product_ids: ['Z'] }, { product_ids: [] }],
    },
    vulnerabilities: [{ product_status: { known_affected: ['X', 'Q', 5], strange: ['X'] } }],
  })
  expect([...codes].sort()).toEqual([
    'DUPLICATE_KEY',
    'FORMAT_VERSION_UNSUPPORTED',
    'REFERENCE_MISSING',
    'REFERENCE_MISSING',
    'REFERENCE_MISSING',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
  ])
  expect(document.tlp).toBe('RED')
  expect(document.vulnerabilities[0]?.status.known_affected).toEqual(['X', 'Q'])
})

test('no CSAF is an error', () => {
  const codes = [
    '',
    '[]',
    '{}',
    '{"document":{"csaf_version":"2.0"}}',
    '{"document":{"tracking":{"id":"x"}}}',
  ].map((text) => {
    const parsed = parseCsaf(text, 'x')
    return parsed.ok ? 'ok' : parsed.error.code
  })
  expect(codes).toEqual([
    'SYNTAX_INVALID',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
    'SHAPE_UNEXPECTED',
  ])
})

test('depth, width and floods of faults are bounded', () => {
  let branch: object = { product: { name: 'deep', product_id: 'D' } }
  for (let depth = 0; depth < 5000; depth++) branch = { branches: [branch] }
  const deep = toCsafDocument({ document: head(), product_tree: branch }, 'x')
  expect(deep.ok && deep.value.issues.map(({ code }) => code)).toEqual(['NESTING_TOO_DEEP'])
  const wide = Array.from({ length: 200_000 }, (_, at) => ({ product: { name: '', product_id: `${at}` } }))
  const flat = toCsafDocument({ document: head(), product_tree: { branches: wide } }, 'x')
  expect(flat.ok && flat.value.value.products.size).toBe(200_000)
  const missing = [{ product_status: { fixed: Array.from({ length: 5000 }, () => 'nobody') } }]
  const flood = toCsafDocument({ document: head(), vulnerabilities: missing }, 'x')
  expect(flood.ok && flood.value.issues.length).toBe(101)
  expect(flood.ok && flood.value.issues.at(-1)?.message).toContain('4900')
})

test('keys with a meaning of their own are plain keys', () => {
  const text = `{"document":${JSON.stringify(head())},"product_tree":{"full_product_names":[{"name":"p","product_id":"__proto__"}],"product_groups":[{"group_id":"constructor","product_ids":["__proto__"]}],"__proto__":{"x":1}}}`
  const parsed = parseCsaf(text, 'x')
  expect(parsed.ok && [...parsed.value.value.products.keys()]).toEqual(['__proto__'])
  expect(parsed.ok && parsed.value.value.groups.get('constructor')).toEqual(['__proto__'])
})

test('no value throws', () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue(),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(
        fc.constantFrom(
          'branches',
          'product',
          'product_id',
          'product_status',
          'fixed',
          'subpaths',
          'flags',
          'group_ids',
          'metrics',
          'content',
          '__proto__',
        ),
        tie('node'),
        { maxKeys: 5 },
      ),
    ),
  })).node
  fc.assert(
    fc.property(value, value, (one, other) => {
      const read = toCsafDocument({ document: head(), product_tree: one, vulnerabilities: other }, 'x')
      expect(read.ok).toBe(true)
    }),
    { numRuns: 200 },
  )
  fc.assert(fc.property(fc.string(), (text) => !parseCsaf(text, 'x').ok))
})
