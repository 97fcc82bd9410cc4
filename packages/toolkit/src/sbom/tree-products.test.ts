/** An SBOM of a tree that holds several products tells which of them has which component, in every format. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Inventory, TreeProduct } from '../model/index.ts'
import { convertBom } from './convert/convert-bom.ts'
import { writeCycloneDx } from './cyclonedx/write.ts'
import { bomSyntaxes } from './document/codec.ts'
import { findSbomLosses } from './losses.ts'
import { readSbom } from './read/read-sbom.ts'
import { writeSpdx } from './spdx/write.ts'
import { anyInventory, component, meta, purl } from './testing/inventories.ts'
import { validateSbom } from './validate/validate-sbom.ts'

const [own, shared, below, stated] = [
  purl('pkg:npm/web@1.0.0'),
  purl('pkg:npm/shared@1.0.0'),
  purl('pkg:npm/below@2.0.0'),
  purl('pkg:pypi/flask@3.0.0'),
]

const products: readonly TreeProduct[] = [
  { name: 'tool', path: 'apps/tool', found: 'workspace', roots: [shared], stated: [stated], basis: 'graph' },
  {
    id: 'shop',
    name: 'Shop',
    version: '7',
    path: 'apps/web',
    found: 'profile',
    purl: own,
    roots: [below, shared],
    stated: [],
    basis: 'graph',
  },
  { name: 'lone', found: 'workspace', roots: [], stated: [], basis: 'folder' },
]

const inventory: Inventory = {
  name: 'repository',
  components: [
    component(below, { relation: 'transitive' }),
    component(shared, { dependsOn: [below] }),
    component(own, { isFirstParty: true, origin: 'workspace', dependsOn: [shared] }),
    component(stated),
  ],
  roots: [shared],
  files: [{ path: 'package-lock.json', ecosystem: 'npm', status: 'parsed', packages: 3 }],
  issues: [],
  products,
}

const writers = [
  ['CycloneDX', writeCycloneDx],
  ['SPDX', writeSpdx],
] as const

test.each(writers)('%s: valid, kept by our own reader, and a fixed point', async (_, write) => {
  const text = write(inventory, meta)
  expect((await validateSbom(text)).violations).toEqual([])
  const read = readSbom(text, 'sbom.json')
  expect(read.issues).toEqual([])
  expect(read.value.products).toEqual(products)
  expect(read.value.unidentified).toEqual([])
  expect(write(read.value, meta)).toBe(text)
  // One that is shared stands there once.
  expect(read.value.components.map((one) => one.purl)).toEqual([below, shared, own, stated])
})

test('CycloneDX: products are parts of the subject, and depend on what belongs to them', () => {
  const document = JSON.parse(writeCycloneDx(inventory, meta)) as {
    metadata: { component: { components: { 'bom-ref': string; name: string }[] } }
    dependencies: { ref: string; dependsOn?: string[] }[]
  }
  const parts = document.metadata.component.components
  expect(parts.map((part) => [part['bom-ref'], part.name])).toEqual([
    ['product:1', 'tool'],
    ['product:2', 'Shop'],
    ['product:3', 'lone'],
  ])
  const edges = new Map(document.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))
  expect([edges.get('product:1'), edges.get('product:2'), edges.get('product:3')]).toEqual([
    [shared, stated],
    [below, shared, own],
    undefined,
  ])
  expect(edges.has('product:3')).toBe(true)
})

test('SPDX: the described package contains the products, and each depends on what belongs to it', () => {
  const { relationships } = JSON.parse(writeSpdx(inventory, meta)) as {
    relationships: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[]
  }
  const said = relationships.map((one) =>
    [one.spdxElementId, one.relationshipType, one.relatedSpdxElement].join(' '),
  )
  expect(said.filter((text) => text.includes('DESCRIBES'))).toEqual([
    'SPDXRef-DOCUMENT DESCRIBES SPDXRef-Product',
  ])
  for (const number of [1, 2, 3]) expect(said).toContain(`SPDXRef-Product CONTAINS SPDXRef-Product-${number}`)
  expect(said.filter((text) => text.startsWith('SPDXRef-Product-2 DEPENDS_ON '))).toHaveLength(3)
})

test.each(bomSyntaxes.flatMap((syntax) => writers.map(([name, write]) => [name, syntax, write] as const)))(
  '%s converted to %s, valid, and read again: the products are the same',
  async (_, syntax, write) => {
    const converted = convertBom(write(inventory, meta), 'sbom', { to: syntax })
    if (!converted.ok) throw new Error(converted.error.message)
    expect((await validateSbom(converted.value.text)).violations).toEqual([])
    const read = readSbom(converted.value.text, 'sbom')
    expect(read.value.products).toEqual(products)
    expect(read.value.unidentified).toEqual([])
    expect(read.value.components.map((one) => one.purl)).toEqual([below, shared, own, stated])
  },
)

test('what is not listed is in no product, and one product alone is no list', () => {
  const listed = inventory.components.filter((one) => one.purl === stated || one.purl === below)
  const read = readSbom(writeCycloneDx({ ...inventory, components: listed, roots: [] }, meta), 'sbom.json')
  expect(read.value.products?.map(({ roots, stated: left }) => [roots, left])).toEqual([
    [[], [stated]],
    [[below], []],
    [[], []],
  ])
  const alone = readSbom(writeSpdx({ ...inventory, products: products.slice(0, 1) }, meta), 'sbom.json')
  expect(alone.value.products).toBeUndefined()
})

test('a component with a purl stays one, whatever it calls itself', () => {
  const text = writeCycloneDx(inventory, meta)
  const forged = text.replace(
    '"bom-ref": "product:1",',
    '"bom-ref": "product:1", "purl": "pkg:npm/hidden@1.0.0",',
  )
  const read = readSbom(forged, 'sbom.json')
  expect(read.value.components.map((one) => one.purl)).toContain('pkg:npm/hidden@1.0.0')
  expect(read.value.products).toHaveLength(2)
  const broken = readSbom(text.replaceAll('"found\\":\\"', '"found\\":\\"un'), 'sbom.json')
  expect(broken.value.products).toBeUndefined()
  expect(broken.value.unidentified).toHaveLength(3)
})

test('whatever belongs to whom: write, read, write is a fixed point, also through the other format', () => {
  const any = fc
    .tuple(
      anyInventory,
      fc.array(fc.tuple(fc.string(), fc.nat(63), fc.nat(63)), { minLength: 2, maxLength: 4 }),
    )
    .map(([one, groups]): Inventory => {
      const pick = (bits: number): TreeProduct['roots'] =>
        one.components.flatMap((item, at) => ((bits >> at) % 2 === 1 ? item.purl : [])).sort()
      return {
        ...one,
        products: groups.map(([name, roots, left], at) => ({
          name: `${name}-`,
          path: `apps/${at}`,
          found: 'workspace',
          roots: pick(roots),
          stated: pick(left & ~roots),
          basis: 'graph',
        })),
      }
    })
  fc.assert(
    fc.property(any, (one) => {
      const first = writeCycloneDx(one, meta)
      const read = readSbom(first, 'a.json').value
      expect(read.products).toEqual(one.products)
      const other = readSbom(writeSpdx(read, meta), 'b.json').value
      expect(writeCycloneDx(other, meta)).toBe(first)
    }),
  )
})

test('SPDX has no field for folders and ids of products, and the list of losses says so', () => {
  expect(findSbomLosses(inventory, 'spdx')).toContain('in an annotation only: folders and ids of products, 3')
  expect(findSbomLosses(inventory, 'cyclonedx')).toEqual([])
})
