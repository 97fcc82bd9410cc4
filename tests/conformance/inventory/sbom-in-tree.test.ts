/** SBOMs that lie in a tree: whose they are, what is taken from them, what is skipped and why. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { foreignFormats } from '../../../packages/toolkit/src/foreign/index.ts'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'
import { readSbom, writeCycloneDx, writeSpdx } from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const read = (files: Record<string, string>): Inventory =>
  readInventory(memoryTree(files), { name: 'product', extra: foreignFormats })

const bom = (components: readonly object[], more: object = {}): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components, ...more }, null, 1)

const supplier = bom(
  [
    { 'bom-ref': 'z', name: 'zlib', version: '1.3.1', purl: 'pkg:generic/zlib@1.3.1' },
    { 'bom-ref': 'n', name: 'nameless', version: '2' },
  ],
  {
    metadata: {
      component: {
        'bom-ref': 'd',
        type: 'application',
        name: 'driver',
        version: '4',
        purl: 'pkg:generic/driver@4',
      },
    },
    dependencies: [{ ref: 'd', dependsOn: ['z', 'n'] }],
  },
)

test("a supplier's SBOM: its subject is a component, what that one asks for is not asked for by the product", () => {
  const inventory = read({ 'suppliers/acme/driver.cdx.json': supplier })
  expect(
    inventory.components.map(({ purl, relation, isFirstParty }) => [purl, relation, isFirstParty]),
  ).toEqual([
    ['pkg:generic/driver@4', 'unknown', false],
    ['pkg:generic/zlib@1.3.1', 'transitive', false],
  ])
  expect(inventory.roots).toEqual([])
  expect(inventory.unidentified).toMatchObject([
    {
      name: 'nameless',
      version: '2',
      path: 'suppliers/acme/driver.cdx.json',
      dependents: ['pkg:generic/driver@4'],
    },
  ])
  expect(inventory.files).toMatchObject([{ ecosystem: 'sbom', status: 'partial', packages: 2 }])
})

test('an SBOM at the top or among the outputs of the build is about the product', () => {
  for (const path of ['bom.json', 'build/reports/bom.json', 'sbom/driver-sbom.json']) {
    const inventory = read({ [path]: supplier })
    expect(inventory.roots, path).toEqual(['pkg:generic/zlib@1.3.1'])
    expect(inventory.components[0]?.isFirstParty, path).toBe(true)
  }
})

test('one package in a lock file and in an SBOM is one component with both places; the lock file knows whose it is', () => {
  const lock = JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', version: '1.0.0', dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0' },
    },
  })
  const sbom = bom([
    { name: 'a', version: '1.0.0', purl: 'pkg:npm/a@1.0.0', licenses: [{ license: { id: 'MIT' } }] },
    { name: 'shop', version: '1.0.0', purl: 'pkg:npm/shop@1.0.0' },
  ])
  const inventory = read({ 'package-lock.json': lock, 'third_party/x.cdx.json': sbom })
  const a = inventory.components.find(({ purl }) => purl === 'pkg:npm/a@1.0.0')
  expect(a?.evidence.map(({ path }) => path)).toEqual(['package-lock.json', 'third_party/x.cdx.json'])
  expect(a?.licenses).toEqual(['MIT'])
  expect(a?.relation).toBe('direct')
  expect(inventory.components.find(({ purl }) => purl === 'pkg:npm/shop@1.0.0')?.isFirstParty).toBe(true)
})

test('what OCCTET wrote of this tree is no part of it; of another tree, or among copies of others, it is read', () => {
  const own = read({ 'requirements.txt': 'a==1.0\n' })
  const meta = { toolVersion: '1.0.0', timestamp: '2026-01-01T00:00:00Z' }
  for (const [name, text] of [
    ['report/sbom.cdx.json', writeCycloneDx(own, meta)],
    ['report/sbom.spdx.json', writeSpdx(own, meta)],
  ] as const) {
    const again = read({ 'requirements.txt': 'b==2.0\n', [name]: text })
    expect(
      again.components.map(({ purl }) => purl),
      name,
    ).toEqual(['pkg:pypi/b@2.0'])
    expect(
      again.files.map(({ path }) => path),
      name,
    ).toEqual(['requirements.txt'])
    const elsewhere = read({ 'go.mod': 'module x\n', [name]: text })
    expect(
      elsewhere.components.map(({ purl }) => purl),
      name,
    ).toContain('pkg:pypi/a@1.0')
    const copy = read({ 'requirements.txt': 'b==2.0\n', [`third_party/acme/${name}`]: text })
    expect(
      copy.components.map(({ purl }) => purl),
      name,
    ).toContain('pkg:pypi/a@1.0')
  }
})

test('a VEX document of ours is no list of parts: a development package keeps its scope', () => {
  const part = { name: 'a', version: '1.0', purl: 'pkg:pypi/a@1.0' }
  const product = {
    name: 'shop',
    properties: [{ name: 'occtet:vex:name', value: 'shop' }],
    components: [part],
  }
  const inventory = read({ 'requirements-dev.txt': 'a==1.0\n', 'report/vex.cdx.json': bom([product]) })
  expect(inventory.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
    'requirements-dev.txt parsed',
  ])
  expect(inventory.components.map(({ scope }) => scope)).toEqual(['development'])
})

test('SBOMs among tests and examples are skipped with that reason; .occtet is ours', () => {
  const inventory = read({
    'tests/data/bom.json': supplier,
    'examples/x.cdx.json': supplier,
    '.occtet/received/bom.json': supplier,
  })
  expect(inventory.components).toEqual([])
  expect(inventory.files.map(({ status, reason }) => [status, reason])).toEqual([
    ['skipped', 'OCCTET keeps it for its own use'],
    ['skipped', 'it lies among examples; name it to read it'],
    ['skipped', 'it lies among tests; name it to read it'],
  ])
})

test('many components without a purl are one warning and all listed', () => {
  const inventory = read({ 'bom.json': bom(Array.from({ length: 500 }, (_, at) => ({ name: `n${at}` }))) })
  expect(inventory.unidentified?.length).toBe(500)
  expect(inventory.unidentified?.[499]?.ref).toBe('unidentified:500')
  expect(inventory.issues.filter(({ level }) => level !== 'note').map(({ message }) => message)).toEqual([
    '500 components have no package URL; they are listed as unidentified',
  ])
})

test('a broken SBOM is unreadable, not gone', () => {
  const inventory = read({ 'bom.json': supplier.slice(0, 200) })
  expect(inventory.files).toMatchObject([{ status: 'unreadable' }])
  expect(inventory.issues.some(({ level }) => level === 'error')).toBe(true)
})

describeShared('SBOMs of public projects', () => {
  const folders = [
    'data/inventories/sboms/cyclonedx/bom-examples',
    'data/inventories/sboms/cyclonedx/bom-shelter',
    'data/inventories/sboms/spdx/bom-shelter',
    'data/inventories/sboms/spdx/spdx-examples',
  ]
  const files = folders.flatMap((folder) =>
    readdirSync(sharedPath(folder)).map((name) => ({ name, path: sharedPath(`${folder}/${name}`) })),
  )

  test('each that can be read gives, in a tree, the components that it gives alone', () => {
    let read = 0
    for (const { name, path } of files) {
      const text = readFileSync(path, 'utf8')
      const alone = readSbom(text, name).value
      if (alone.format === undefined) continue
      const tree = readInventory(memoryTree({ [name]: text }), {
        name: 'x',
        files: [name],
        extra: foreignFormats,
      })
      expect(
        tree.components.map(({ purl }) => purl),
        name,
      ).toEqual(alone.components.map(({ purl }) => purl))
      expect(tree.unidentified?.length ?? 0, name).toBe(alone.unidentified.length)
      read++
    }
    expect(read).toBeGreaterThan(40)
  })
})
