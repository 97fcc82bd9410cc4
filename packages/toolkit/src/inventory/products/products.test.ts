import { expect, test } from 'vitest'
import type { Inventory } from '../../model/index.ts'
import { memoryTree } from '../file-tree.ts'
import { readInventory } from '../read-inventory.ts'
import { countProducts } from './count.ts'
import { chooseProduct, componentsOf, foldersOfOthers, toProductInventory } from './select.ts'

const lock = JSON.stringify(
  {
    name: 'root',
    lockfileVersion: 3,
    packages: {
      '': { name: 'root', workspaces: ['apps/*', 'libs/*'] },
      'apps/web': { name: 'web', version: '1.0.0', dependencies: { ui: '*', a: '^1.0.0' } },
      'apps/cli': { name: 'cli', version: '2.0.0', dependencies: { a: '^1.0.0', b: '^1.0.0' } },
      'libs/ui': { name: 'ui', version: '3.0.0', dependencies: { c: '^1.0.0' } },
      'node_modules/web': { resolved: 'apps/web', link: true },
      'node_modules/cli': { resolved: 'apps/cli', link: true },
      'node_modules/ui': { resolved: 'libs/ui', link: true },
      'node_modules/a': { version: '1.0.0', dependencies: { shared: '^1.0.0' } },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/c': { version: '1.0.0' },
      'node_modules/shared': { version: '1.0.0' },
    },
  },
  null,
  1,
)
const profile = (name: string): string =>
  `schema: occtet.product/1\nid: x\nproduct:\n  name: ${name}\n  version: "7"\n`

function read(files: Record<string, string>): Inventory {
  return readInventory(memoryTree(files), { name: 'folder' })
}

function namesOf(inventory: Inventory, wish: string): readonly string[] {
  const chosen = chooseProduct(inventory, wish)
  if (!chosen.ok) throw new Error(`not chosen: ${wish}`)
  return [...componentsOf(inventory, chosen.value)].map((purl) => purl.replace(/^pkg:npm\/|@.*$/g, '')).sort()
}

test('members of a workspace are products; a shared component belongs to each', () => {
  const inventory = read({ 'package-lock.json': lock })
  expect(inventory.products?.map(({ path, name, version, basis }) => [path, name, version, basis])).toEqual([
    ['.', 'root', undefined, 'graph'],
    ['apps/cli', 'cli', '2.0.0', 'graph'],
    ['apps/web', 'web', '1.0.0', 'graph'],
    ['libs/ui', 'ui', '3.0.0', 'graph'],
  ])
  expect(namesOf(inventory, 'apps/web')).toEqual(['a', 'c', 'shared', 'ui', 'web'])
  expect(namesOf(inventory, 'cli')).toEqual(['a', 'b', 'cli', 'shared'])
  expect(inventory.components.filter(({ purl }) => purl.includes('/shared@'))).toHaveLength(1)
})

test('an inventory of one product: what is direct is seen from it', () => {
  const inventory = read({ 'package-lock.json': lock })
  const chosen = chooseProduct(inventory, 'web@1.0.0')
  if (!chosen.ok) throw new Error('not chosen')
  const own = toProductInventory(inventory, chosen.value)
  expect([own.name, own.version, own.products]).toEqual(['web', '1.0.0', undefined])
  expect(own.components.map(({ purl, relation }) => [purl, relation])).toEqual([
    ['pkg:npm/a@1.0.0', 'direct'],
    ['pkg:npm/c@1.0.0', 'direct'],
    ['pkg:npm/shared@1.0.0', 'transitive'],
    ['pkg:npm/ui@3.0.0', 'direct'],
    ['pkg:npm/web@1.0.0', 'direct'],
  ])
  expect(own.roots).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/c@1.0.0'])
  expect(own.files).toEqual(inventory.files)
})

test('declared products win over workspace members, and the rest is the root', () => {
  const inventory = read({
    'package-lock.json': lock,
    'apps/web/.occtet/product.yaml': profile('Shop'),
    'apps/web/go.mod': 'module x\n',
  })
  expect(inventory.products?.map(({ path, name, version, found }) => [path, name, version, found])).toEqual([
    ['.', 'root', undefined, 'profile'],
    ['apps/web', 'Shop', '7', 'profile'],
  ])
  expect(namesOf(inventory, 'Shop')).toEqual(expect.arrayContaining(['a', 'c', 'shared', 'ui', 'web']))
  expect(namesOf(inventory, 'Shop')).not.toContain('b')
})

test('where no file says what depends on what, a product is what lies in its folder', () => {
  const inventory = read({
    'one/requirements.txt': 'flask==3.0.0\n',
    'one/.occtet/product.yaml': profile('One'),
    'two/requirements.txt': 'flask==3.0.0\ndjango==5.0\n',
    'two/.occtet/product.yaml': 'not: [a profile',
  })
  expect(inventory.products?.map(({ name, basis, stated }) => [name, basis, stated.length])).toEqual([
    ['One', 'folder', 1],
    ['two', 'folder', 2],
  ])
  const flask = inventory.components.find(({ purl }) => purl.includes('flask'))
  expect(flask?.evidence.map(({ path }) => path)).toEqual(['one/requirements.txt', 'two/requirements.txt'])
})

test('one product is no list of products, and a wish that fits none or several is answered with all', () => {
  expect(read({ 'a/requirements.txt': 'flask==3.0.0\n' }).products).toBeUndefined()
  const inventory = read({ 'package-lock.json': lock })
  expect(chooseProduct(inventory, 'nothing')).toMatchObject({ ok: false })
  expect(chooseProduct(inventory, './apps/cli/')).toMatchObject({ ok: true, value: { name: 'cli' } })
  expect(chooseProduct(inventory, '.')).toMatchObject({ ok: true, value: { name: 'root' } })
})

test('what is shared counts for each, and what no product leads to is told', () => {
  const inventory = read({ 'package-lock.json': lock, 'other/requirements.txt': 'flask==3.0.0\n' })
  const found = inventory.components.flatMap(({ purl }) => (/\/(?:a|b|shared)@/.test(purl) ? [{ purl }] : []))
  const { shares, inNone } = countProducts(inventory, found)
  expect(
    shares.map(({ product, components, shared, items }) => [product.name, components, shared, items.length]),
  ).toEqual([
    ['root', 1, 0, 0],
    ['cli', 3, 2, 3],
    ['web', 3, 3, 2],
    ['ui', 1, 1, 0],
  ])
  expect(inNone).toBe(0)
  const lone = { ...inventory, products: inventory.products?.slice(1) ?? [] }
  expect(countProducts(lone, []).inNone).toBe(1)
  expect(countProducts(read({ 'a/requirements.txt': 'flask==3.0.0\n' }), [])).toEqual({
    shares: [],
    inNone: 0,
  })
})

test('the folder of another product is no place of this one, but that of a part of it is', () => {
  const inventory = read({ 'package-lock.json': lock })
  const foldersFor = (wish: string): readonly string[] => {
    const chosen = chooseProduct(inventory, wish)
    if (!chosen.ok) throw new Error(`not chosen: ${wish}`)
    return foldersOfOthers(inventory, chosen.value)
  }
  expect(foldersFor('web')).toEqual(['apps/cli'])
  expect(foldersFor('ui')).toEqual(['apps/cli', 'apps/web'])
  expect(foldersFor('.')).toEqual(['apps/cli', 'apps/web', 'libs/ui'])
})

test('the id of a profile names a product', () => {
  const inventory = read({ 'package-lock.json': lock, 'apps/web/.occtet/product.yaml': profile('Shop') })
  expect(chooseProduct(inventory, 'x')).toMatchObject({ ok: true, value: { id: 'x', name: 'Shop' } })
})

test('of a lock file with edges the root has what no member leads to, and not what others lead to', () => {
  const stray = lock.replace(
    '"node_modules/b": {',
    '"node_modules/stray": { "version": "1.0.0" },\n"node_modules/b": {',
  )
  const workspace = read({ 'package-lock.json': stray })
  expect(namesOf(workspace, '.')).toEqual(['root', 'stray'])
  expect(namesOf(workspace, 'cli')).not.toContain('stray')
  const declared = read({ 'package-lock.json': stray, 'apps/web/.occtet/product.yaml': profile('Shop') })
  expect(namesOf(declared, '.')).toEqual(['a', 'b', 'c', 'cli', 'root', 'shared', 'stray', 'ui'])
  expect(namesOf(declared, 'Shop')).toEqual(['a', 'c', 'shared', 'ui', 'web'])
})

test('members of Cargo, uv and bun lie where manifest or lock file says, so that a profile finds its parts', () => {
  const crate = (name: string, wants: readonly string[]): string =>
    `[[package]]\nname = "${name}"\nversion = "1.0.0"\ndependencies = [${wants.map((want) => `"${want}"`).join(', ')}]\n`
  const registry = '"registry+https://github.com/rust-lang/crates.io-index"'
  const cargo = read({
    'Cargo.lock': `version = 4\n${crate('hub', ['serde'])}${crate('tool', ['log', 'lib'])}${crate('lib', [])}${[
      'serde',
      'log',
    ]
      .map(
        (name) =>
          `[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = ${registry}\nchecksum = "${'a'.repeat(64)}"\n`,
      )
      .join('')}`,
    'Cargo.toml': '[workspace]\nmembers = ["crates/*", "apps/main"]\n',
    'crates/tool/Cargo.toml':
      '[package]\nname = "tool"\n[dependencies]\nlog = "1"\nlib = { path = "../../lib" }\n',
    'apps/main/Cargo.toml': '[package]\nname = "hub"\n[dependencies]\nserde = "1"\n',
    'lib/Cargo.toml': '[package]\nname = "lib"\n',
    'crates/tool/.occtet/product.yaml': profile('Tool'),
    'apps/main/.occtet/product.yaml': profile('Hub'),
  })
  expect(cargo.products?.map(({ path, name, basis }) => [path, name, basis])).toEqual([
    ['apps/main', 'Hub', 'graph'],
    ['crates/tool', 'Tool', 'graph'],
  ])
  const of = (wish: string): readonly string[] => {
    const chosen = chooseProduct(cargo, wish)
    if (!chosen.ok) throw new Error(wish)
    return [...componentsOf(cargo, chosen.value)].sort()
  }
  expect(of('Tool')).toEqual(['pkg:cargo/lib@1.0.0', 'pkg:cargo/log@1.0.0', 'pkg:cargo/tool@1.0.0'])
  expect(of('Hub')).toEqual(['pkg:cargo/hub@1.0.0', 'pkg:cargo/serde@1.0.0'])

  const uv = read({
    'uv.lock': `version = 1\n${['.', 'packages/api'].map((folder) => `[[package]]\nname = "${folder === '.' ? 'top' : 'api'}"\nversion = "1.0.0"\nsource = { editable = "${folder}" }\n`).join('')}`,
    'pyproject.toml': '[project]\nname = "top"\n',
  })
  expect(uv.products?.map(({ path, name }) => [path, name])).toEqual([
    ['.', 'top'],
    ['packages/api', 'api'],
  ])
  const bun = read({
    'bun.lock': JSON.stringify({
      lockfileVersion: 1,
      workspaces: { '': { name: 'top' }, 'packages/a': { name: 'a', version: '1.0.0' } },
      packages: { a: ['a@workspace:packages/a'] },
    }),
  })
  expect(bun.products?.map(({ path, name }) => [path, name])).toEqual([
    ['.', 'top'],
    ['packages/a', 'a'],
  ])
})
