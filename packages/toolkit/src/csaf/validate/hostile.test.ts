/** Nothing that anybody sends makes the validator throw, hang or overlook what it could not finish. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeShared } from '../../../../../tests/shared.ts'
import '../../../../../tests/property-seed.ts'
import { readVectors } from '../../../../../tests/conformance/csaf/vectors.ts'
import { change, smallDocument } from './testing/documents.ts'
import { validateCsaf } from './validate-csaf.ts'

async function secondsOf(document: unknown): Promise<number> {
  const start = performance.now()
  await validateCsaf(document)
  return (performance.now() - start) / 1000
}

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'csaf'],
  ['a list', []],
  ['an empty object', {}],
  ['a function', () => 1],
  ['no version', { document: {} }],
  ['another version', { document: { csaf_version: '3.0' } }],
  ['not a number', change(smallDocument('2.1'), { '/document/title': Number.NaN })],
])('%s is no CSAF, and said to be none', async (_title, document) => {
  const report = await validateCsaf(document)
  expect(report).toMatchObject({ version: undefined, isValid: false, skipped: [] })
  expect(report.findings).toHaveLength(1)
})

test('a document within itself, and one that is nested without end', async () => {
  const circle = smallDocument('2.1')
  circle['product_tree'] = circle
  let deep: object = {}
  for (let at = 0; at < 100_000; at += 1) deep = { branches: [deep] }
  for (const document of [circle, change(smallDocument('2.0'), { '/product_tree': deep })]) {
    const { findings, isValid } = await validateCsaf(document)
    expect([isValid, findings.map(({ message }) => message)]).toEqual([false, ['nesting deeper than 200']])
  }
})

const member = fc.constantFrom(
  ...'document tracking category version number date revision_history product_tree branches name product'.split(
    ' ',
  ),
  ...'product_id product_groups vulnerabilities metrics scores content cvss_v3 cvss_v4 vectorString'.split(
    ' ',
  ),
  ...'ssvc_v2 selections namespace values key cwes cwe ids notes references lang license_expression'.split(
    ' ',
  ),
  ...'x_extensions $schema purls hashes file_hashes product_status known_affected fixed __proto__'.split(' '),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('vers:npm/>1', 'product_version_range', 'CSAFPID-1', '2024-01-24T10:00:00Z', '1.0.0'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(member, tie('value'), { maxKeys: 8 }),
  ),
}))

test.each(['2.0', '2.1'] as const)(
  'no JSON value in any place of a document of %s throws',
  async (version) => {
    const places = fc.constantFrom(
      '/document/publisher',
      '/document/distribution',
      '/document/tracking',
      '/document/notes',
      '/product_tree',
      '/product_tree/branches',
      '/product_tree/product_paths',
      '/product_tree/relationships',
      '/vulnerabilities',
      '/vulnerabilities/0/metrics',
      '/vulnerabilities/0/scores',
      '/vulnerabilities/0/cwes',
      '/vulnerabilities/0/remediations',
      '/x_extensions',
    )
    await fc.assert(
      fc.asyncProperty(places, value, async (place, wrong) => {
        const document = change(smallDocument(version), { [place]: wrong })
        const report = await validateCsaf(document)
        expect(report.version).toBe(version)
        expect(report.isValid).toBe(report.findings.every(({ group }) => group !== 'mandatory'))
      }),
      { numRuns: 1000 },
    )
  },
)

describeShared('official examples', () => {
  test('with one value of another kind they still give a report', async () => {
    const vectors = [...readVectors('2.0'), ...readVectors('2.1')]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...vectors), fc.nat(), fc.jsonValue(), async (vector, seed, other) => {
        const document = structuredClone(vector.document)
        const holders: [object, string][] = []
        JSON.stringify(document, function (this: object, key, inner: unknown) {
          if (key !== '') holders.push([this, key])
          return inner
        })
        const [holder, key] = holders[seed % holders.length] ?? [{}, 'none']
        Reflect.set(holder, key, other)
        await validateCsaf(document)
      }),
      { numRuns: 500 },
    )
  })
})

/** Each within a second on a quiet machine; five leave room for a busy one, and none for exponential time. */
const maxSeconds = 5
const long = 100_000

test.each<[string, unknown]>([
  ['an SSVC namespace', ssvc('a'.repeat(900) + '!')],
  ['an SSVC namespace with dots', ssvc('a.a'.repeat(300) + '!')],
  ['a CPE name', helper({ cpe: `cpe:2.3:a:${'a?'.repeat(long)}` })],
  ['a CPE name of 2.2', helper({ cpe: `cpe:/a:${'a'.repeat(long)}:${':'.repeat(long)}!` })],
  ['a package URL', helper({ purls: [`pkg:npm/${'%40'.repeat(long)}@`] })],
  ['a model number', helper({ model_numbers: ['\\*'.repeat(long)] })],
  ['a language', change(smallDocument('2.1'), { '/document/lang': 'a-'.repeat(long) })],
  ['a license', change(smallDocument('2.1'), { '/document/license_expression': '('.repeat(long) })],
  [
    'a license of many words',
    change(smallDocument('2.1'), { '/document/license_expression': 'MIT OR '.repeat(long) }),
  ],
  ['a version', change(smallDocument('2.1'), { '/document/tracking/version': `1.0.0-${'1.'.repeat(long)}` })],
  [
    'a number of a million digits',
    change(smallDocument('2.0'), { '/document/tracking/version': '9'.repeat(10 * long) }),
  ],
  ['a category', change(smallDocument('2.0'), { '/document/category': `a${' -'.repeat(long)}` })],
  [
    'a CVSS vector',
    change(smallDocument('2.1'), {
      '/vulnerabilities/0/metrics': [
        {
          content: { cvss_v3: { version: '3.1', vectorString: `CVSS:3.1/${'AV:N/'.repeat(long)}` } },
          products: ['A1'],
        },
      ],
    }),
  ],
  [
    'an extension address',
    change(smallDocument('2.1'), {
      '/x_extensions': [
        {
          $schema: `https://a.b/${'_1.0.0-a'.repeat(long)}`,
          category: 'significant',
          content: { a: 1 },
          critical: false,
        },
      ],
    }),
  ],
  [
    'a range of versions',
    change(smallDocument('2.1'), {
      '/product_tree/branches/0/branches/0/branches/0': {
        category: 'product_version_range',
        name: `vers:intdot/${Array.from({ length: 9000 }, (_, at) => `>${at}`).join('|')}`,
        product: { name: 'A', product_id: 'A1' },
      },
    }),
  ],
  [
    'a URL',
    change(smallDocument('2.1'), {
      '/document/references': [{ summary: 's', url: `https://${'a.'.repeat(long)}` }],
    }),
  ],
])('%s of great length takes no great time', async (_title, document) => {
  expect(await secondsOf(document)).toBeLessThan(maxSeconds)
})

function ssvc(namespace: string): unknown {
  const selections = [{ key: 'A', namespace, values: [{ key: 'N' }], version: '1.0.0' }]
  const content = { ssvc_v2: { schemaVersion: '2.0.0', selections, timestamp: '2024-01-24T10:00:00Z' } }
  return change(smallDocument('2.1'), { '/vulnerabilities/0/metrics': [{ content, products: ['A1'] }] })
}

function helper(more: object): unknown {
  const path = '/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper'
  return change(smallDocument('2.1'), { [path]: more })
}

test('lists that multiply: the test is broken off, said to be, and the document not called valid', async () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => `P${at}`)
  const document = change(smallDocument('2.1'), {
    '/product_tree': {
      full_product_names: ids.map((id) => ({ name: id, product_id: id })),
      product_groups: [{ group_id: 'G', product_ids: ids }],
    },
    '/vulnerabilities': [
      {
        product_status: { known_affected: ids },
        remediations: Array.from({ length: 20_000 }, () => ({
          category: 'mitigation',
          details: 'd',
          group_ids: ['G'],
        })),
      },
    ],
  })
  const start = performance.now()
  const report = await validateCsaf(document)
  expect((performance.now() - start) / 1000).toBeLessThan(20)
  expect(report.skipped.map(({ test: id }) => id)).toContain('6.1.35')
  expect(report.isValid).toBe(false)
})

test('a large honest document is finished in time, and what is found in it is bounded', async () => {
  const count = 20_000
  const ids = Array.from({ length: count }, (_, at) => `P${at}`)
  const document = change(smallDocument('2.1'), {
    '/product_tree': { full_product_names: ids.map((id) => ({ name: id, product_id: id })) },
    '/vulnerabilities': Array.from({ length: 200 }, (_, at) => ({
      cve: `CVE-2024-${10_000 + at}`,
      product_status: { known_affected: ids.slice(at * 100, at * 100 + 100) },
    })),
  })
  const start = performance.now()
  const report = await validateCsaf(document)
  expect((performance.now() - start) / 1000).toBeLessThan(10)
  expect(report.isValid).toBe(true)
  const missing = report.findings.filter(({ test: id }) => id === '6.2.16')
  expect(missing).toHaveLength(100)
})
