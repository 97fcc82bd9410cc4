/** VEX inside a BOM: what it points to, what it does not touch, and that reading and embedding again changes nothing. */
import { expect, test } from 'vitest'
import { validateSbom, writeCycloneDx } from '../../../sbom/index.ts'
import { component, fullInventory, meta as sbomMeta } from '../../../sbom/testing/inventories.ts'
import type { VexProduct, VexStatement } from '../../model.ts'
import { readVex } from '../read-vex.ts'
import { meta, purl } from '../testing/statements.ts'
import { embedVex } from './embed.ts'

const [lodash, react] = ['pkg:npm/lodash@4.17.20', 'pkg:npm/react@18.0.0']
const inventory = {
  ...fullInventory,
  name: 'gateway',
  version: '3.1',
  components: [component(lodash), component(react)],
  roots: [],
  unidentified: [],
}
const bom = writeCycloneDx(inventory, sbomMeta)

function product(...path: readonly string[]): VexProduct {
  const [outer = '', ...inner] = path
  return { purl: purl(outer), ids: [], subcomponents: inner.length === 0 ? [] : [product(...inner)] }
}

function stating(products: readonly VexProduct[], more: Partial<VexStatement> = {}): VexStatement {
  return {
    vulnerability: { id: 'CVE-2021-23337', aliases: ['GHSA-35jh-r3h4-6jhm'] },
    products,
    status: 'not_affected',
    analysis: 'code_not_reachable',
    responses: [],
    impact: 'Templates come from our own build.',
    at: '2026-11-20T08:00:00Z',
    ...more,
  }
}

function embed(statements: readonly VexStatement[], into: string = bom): string {
  const embedded = embedVex(statements, meta, into)
  if (!embedded.ok) throw new Error(embedded.error.message)
  return embedded.value.text
}

function refsOf(text: string): readonly string[] {
  const { vulnerabilities } = JSON.parse(text) as {
    readonly vulnerabilities: readonly { readonly affects: readonly { readonly ref: string }[] }[]
  }
  return vulnerabilities.flatMap(({ affects }) => affects.map(({ ref }) => ref))
}

test.each(['1.4', '1.5', '1.6', '1.7'])(
  'a BOM of CycloneDX %s stays valid, and only the VEX is new',
  async (version) => {
    const own =
      version === '1.6'
        ? bom
        : JSON.stringify({
            bomFormat: 'CycloneDX',
            specVersion: version,
            version: 1,
            components: [{ type: 'library', name: 'lodash', 'bom-ref': 'l', purl: lodash }],
          })
    const text = embed([stating([product(lodash)])], own)
    expect((await validateSbom(text)).violations).toEqual([])
    const { vulnerabilities, ...rest } = JSON.parse(text) as { readonly vulnerabilities: readonly unknown[] }
    expect([rest, vulnerabilities.length]).toEqual([JSON.parse(own), 1])
  },
)

test('reading and embedding again is a fixed point, into the bare BOM and into the result', () => {
  const given = [
    stating([product('pkg:generic/gateway@3.1', lodash), product(react)]),
    stating([product('pkg:generic/gateway@3.1')], {
      status: 'affected',
      action: 'Update.',
      responses: ['update'],
    }),
  ]
  const first = embed(given)
  const read = readVex(first, 'bom.json')
  if (!read.ok) throw new Error(read.error.message)
  expect(embed(read.value.document.statements)).toBe(first)
  expect(embed(read.value.document.statements, first)).toBe(first)
  expect(embed(given.toReversed())).toBe(first)
  expect(refsOf(first).toSorted()).toEqual([lodash, react, 'product'].toSorted())
})

test.each([
  [[product(lodash)], [lodash]],
  [[product('pkg:npm/lodash')], [lodash]],
  [[{ ...product('pkg:npm/lodash'), versions: 'vers:npm/<4.17.21' }], [lodash]],
  [[product('pkg:generic/gateway@3.1', 'pkg:npm/lodash')], [lodash]],
  [[product('pkg:generic/gateway@3.1')], ['product']],
  [[{ ...product('pkg:npm/lodash'), versions: 'vers:npm/<4' }], []],
  [[product('pkg:npm/lodash@4.17.21')], []],
  [[product('pkg:generic/gateway@3.2', lodash)], []],
  [[product(react, lodash)], []],
] as const)('%# points to what the BOM lists, and never to more', (products, refs) => {
  const embedded = embedVex([stating(products)], meta, bom)
  expect(embedded.ok ? refsOf(embedded.value.text) : []).toEqual(refs)
})

test('what the BOM does not list is a loss; other entries stay, those about the same flaw do not', () => {
  const entry = (id: string): object => ({ id, ratings: [{ severity: 'high' }] })
  const own = JSON.stringify({
    ...JSON.parse(bom),
    vulnerabilities: [entry('CVE-2020-1'), entry('CVE-2021-23337')],
  })
  const embedded = embedVex([stating([product(lodash), product('pkg:npm/left-pad@1.0.0')])], meta, own)
  if (!embedded.ok) throw new Error(embedded.error.message)
  const { vulnerabilities } = JSON.parse(embedded.value.text) as {
    readonly vulnerabilities: readonly { readonly id: string }[]
  }
  expect(vulnerabilities.map(({ id }) => id)).toEqual(['CVE-2020-1', 'CVE-2021-23337'])
  const fields = embedded.value.losses.map(({ field }) => field)
  expect(fields).toEqual(expect.arrayContaining(['document.vulnerabilities', 'products']))
})

test.each([
  ['{', 'SYNTAX_INVALID'],
  ['{}', 'FORMAT_UNSUPPORTED'],
  ['{"bomFormat":"CycloneDX","specVersion":"1.3"}', 'FORMAT_UNSUPPORTED'],
  ['{"bomFormat":"CycloneDX","specVersion":"1.6"}', 'NO_STATEMENTS'],
])('%s is refused: %s', (text, code) => {
  const embedded = embedVex([stating([product(lodash)])], meta, text)
  expect(embedded.ok ? 'ok' : embedded.error.code).toBe(code)
})
