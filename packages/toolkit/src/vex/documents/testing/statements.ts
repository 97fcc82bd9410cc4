/** Random statements of every shape that the model allows, and a head for documents. */
import fc from 'fast-check'
import {
  analysisJustifications,
  parsePurl,
  type Purl,
  vexJustifications,
  vexResponses,
  vexStatuses,
} from '../../../model/index.ts'
import type { VexProduct, VexStatement } from '../../model.ts'
import { present } from '../fields.ts'
import type { VexMeta } from '../meta.ts'
import type { VexItem } from '../statements.ts'

export const meta: VexMeta = {
  author: 'Example GmbH',
  timestamp: '2026-11-22T10:00:00Z',
  version: '2',
  tooling: 'occtet 0.1.0',
  title: 'VEX of Gateway 3.1',
  publisher: { name: 'Example GmbH', namespace: 'https://example.org', category: 'vendor' },
  tlp: 'CLEAR',
  revisions: [
    { number: '1', date: '2026-11-01T00:00:00Z', summary: 'First findings.' },
    { number: '2', date: '2026-11-22T10:00:00Z', summary: 'Two more decisions.' },
  ],
}

export function purl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

const items: readonly VexItem[] = [
  { purl: purl('pkg:npm/%40scope/lodash@4.17.21'), ids: [] },
  { purl: purl('pkg:npm/lodash'), ids: [] },
  { purl: purl('pkg:npm/lodash'), versions: 'vers:npm/>=4.0.0|<4.17.21', ids: [] },
  { purl: purl('pkg:npm/lodash@4.17.21'), ids: [] },
  { purl: purl('pkg:pypi/django@1.11.1'), ids: [], name: 'Django, our copy' },
  { purl: purl('pkg:deb/debian/bash@5.3-2?arch=amd64&distro=debian-12'), ids: [] },
  {
    purl: purl('pkg:oci/gateway@sha256:4482958b4461ff7d9fabc24b3a9ab1e9a2c85ece07b2db1840c7cbc01d053e90'),
    ids: [],
  },
  { purl: purl('pkg:generic/gateway@3.1'), ids: ['cpe:2.3:a:example:gateway:3.1:*:*:*:*:*:*:*'] },
  { purl: purl('pkg:generic/after-all@1.0-before'), ids: [] },
  { ids: ['cpe:2.3:h:example:box:1:*:*:*:*:*:*:*'], name: 'Box' },
  { ids: ['urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#acme-product'] },
  {
    ids: ['urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/lodash@4.17.21'],
    purl: purl('pkg:npm/lodash@4.17.21'),
  },
  { ids: ['urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#b'], versions: 'vers:generic/>=2.9|<=4.1' },
  { ids: ['https://example.org/products/7', 'my-product'], name: 'Seven' },
  { ids: ['box'], versions: 'vers:generic/<2', name: 'Box' },
  { ids: ['box'], versions: 'vers:generic/>=2', name: 'Box' },
  { ids: ['box'] },
  { ids: [`sha256:${'ab'.repeat(32)}`, `sha512:${'cd'.repeat(64)}`], purl: purl('pkg:generic/blob@7') },
]

const item = fc.constantFrom(...items)

const product: fc.Arbitrary<VexProduct> = fc.oneof(
  { weight: 4, arbitrary: item.map((one) => ({ ...one, subcomponents: [] })) },
  {
    weight: 4,
    arbitrary: fc.tuple(item, fc.array(item, { minLength: 1, maxLength: 3 })).map(([outer, inner]) => ({
      ...outer,
      subcomponents: inner.map((one) => ({ ...one, subcomponents: [] })),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(item, item, item).map(([a, b, c]) => ({
      ...a,
      subcomponents: [{ ...b, subcomponents: [{ ...c, subcomponents: [] }] }],
    })),
  },
)

const text = fc.oneof(
  fc.constantFrom('Update.', 'Not built in.', 'Größer als "0"\nund\\mehr'),
  fc.string({ minLength: 1 }),
)
const maybeText = fc.option(text, { nil: undefined })
const ids = [
  'CVE-2026-10001',
  'CVE-2026-10002',
  'GHSA-aaaa-bbbb-cccc',
  'PYSEC-2026-7',
  'https://example.org/flaws/1',
]
const time = fc.constantFrom('2026-11-20T08:00:00Z', '2026-11-22T10:00:00Z', '2026-11-21T23:59:59.5+01:00')

/** `affected` may lack its action, and `not_affected` its reason: documents of others do. */
export const statement: fc.Arbitrary<VexStatement> = fc
  .record({
    id: fc.constantFrom(...ids),
    aliases: fc.subarray([...ids, 'EUVD-2026-1']),
    description: maybeText,
    products: fc.array(product, { minLength: 1, maxLength: 3 }),
    status: fc.constantFrom(...vexStatuses),
    justification: fc.option(fc.constantFrom(...vexJustifications), { nil: undefined }),
    analysis: fc.option(fc.constantFrom(...analysisJustifications), { nil: undefined }),
    responses: fc.subarray([...vexResponses]),
    impact: maybeText,
    action: maybeText,
    actionAt: fc.option(fc.oneof(time, fc.constant('2026-11-30')), { nil: undefined }),
    notes: maybeText,
    supplier: maybeText,
    at: fc.option(time, { nil: undefined }),
  })
  .map(({ id, aliases, description, products, status, responses, justification, analysis, ...texts }) => ({
    vulnerability: { id, aliases: aliases.filter((alias) => alias !== id), ...present({ description }) },
    products,
    status,
    responses,
    ...present({ justification }),
    ...present({ analysis }),
    ...present(texts),
  }))

export const statements = fc.array(statement, { minLength: 1, maxLength: 6 })
