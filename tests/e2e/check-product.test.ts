/** A tree of several products: all of it, or one of them with its own profile, decisions, policy and files. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { schemas } from '../../packages/contract/src/index.ts'
import { occtet, type Ran, scratch } from '../cli.ts'

const tree = join(scratch('products'), 'tree')

function put(path: string, content: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), content)
}

function profile(id: string, name: string): string {
  return `schema: occtet.product/1\nid: ${id}\nproduct:\n  name: ${name}\n  version: "7"\nmanufacturer:\n  name: ${name} makers\nfacts: {}\n`
}

const decided = 'triage decide GHSA-grv7-fg5c-xmjg --status not_affected --scope product'.split(' ')
const because = ['--impact', 'Not called.', '--reason', 'Read it.']

beforeAll(() => {
  const packages = {
    '': { name: 'all', workspaces: ['apps/*', 'libs/*'] },
    'apps/web': { name: 'web', version: '1.0.0', dependencies: { ui: '*', lodash: '^4.17.15' } },
    'apps/cli': { name: 'cli', version: '2.0.0', dependencies: { lodash: '^4.17.15', minimist: '^1.2.0' } },
    'libs/ui': { name: 'ui', version: '3.0.0', dependencies: { braces: '^3.0.2' } },
    'node_modules/web': { resolved: 'apps/web', link: true },
    'node_modules/cli': { resolved: 'apps/cli', link: true },
    'node_modules/ui': { resolved: 'libs/ui', link: true },
    'node_modules/lodash': { version: '4.17.15' },
    'node_modules/minimist': { version: '1.2.0' },
    'node_modules/braces': { version: '3.0.2' },
  }
  put('package-lock.json', JSON.stringify({ name: 'all', lockfileVersion: 3, packages }, null, 1))
  put('.occtet/product.yaml', profile('all', 'All'))
  put('apps/web/.occtet/product.yaml', profile('shop', 'Shop'))
  put('apps/cli/.occtet/product.yaml', profile('tool', 'Tool'))
  put('apps/cli/docs/threat-model.md', '# Threat model\n\nAssets, threats, mitigations.\n')
  put('libs/ui/docs/risk-assessment.md', '# Risk assessment\n\nAssets, threats, mitigations.\n')
  const ran = occtet([...decided, ...because], { cwd: tree, env: { OCCTET_BY: 'first' } })
  expect(ran.code, ran.stderr).toBe(0)
})

interface Output {
  readonly ran: Ran
  readonly out: string
  readonly text: (name: string) => string
}

function check(...more: readonly string[]): Output {
  const out = scratch('product-out')
  const ran = occtet(['check', tree, '--offline', '--out', out, ...more])
  return { ran, out, text: (name) => readFileSync(join(out, name), 'utf8') }
}

interface Found {
  readonly findings: readonly { readonly purl: string; readonly decision?: object }[]
}

function findingsOf({ text }: Output): Found['findings'] {
  return (JSON.parse(text('findings.json')) as Found).findings
}

function purlsOf({ text }: Output): readonly string[] {
  const { components } = JSON.parse(text('sbom.cdx.json')) as { components: { purl: string }[] }
  return components.map(({ purl }) => purl)
}

test('--product takes one by id, folder or name: report, SBOMs and findings are of it alone', () => {
  for (const wish of ['shop', 'apps/web', 'Shop', 'Shop@7']) {
    const done = check('--product', wish)
    expect(done.ran.code, done.ran.stderr).toBe(0)
    const summary = JSON.parse(done.text('summary.json')) as { product: object; products?: object }
    expect([summary.product, summary.products]).toEqual([{ name: 'Shop', version: '7' }, undefined])
    expect(purlsOf(done)).toEqual([
      'pkg:npm/braces@3.0.2',
      'pkg:npm/lodash@4.17.15',
      'pkg:npm/ui@3.0.0',
      'pkg:npm/web@1.0.0',
    ])
    const named = new Set(findingsOf(done).map(({ purl }) => purl))
    expect([...named].sort()).toEqual(['pkg:npm/braces@3.0.2', 'pkg:npm/lodash@4.17.15'])
    expect(done.text('report.html')).toContain('<title>Shop 7')
    expect(done.text('sbom.spdx.json')).not.toContain('minimist')
  }
})

test('a decision for the product of the root is none for another one; its own speaks', () => {
  const isDecided = (done: Output): readonly boolean[] =>
    findingsOf(done).flatMap(({ purl, decision }) =>
      purl.includes('/braces@') ? [decision !== undefined] : [],
    )
  expect(isDecided(check())).toEqual([true])
  expect(isDecided(check('--product', 'shop'))).toEqual([false])
  expect(readdirSync(check('--product', 'shop').out)).not.toContain('vex.openvex.json')

  const from = join(tree, '.occtet/decisions')
  const to = join(tree, 'apps/web/.occtet/decisions')
  cpSync(from, to, { recursive: true })
  // The same bytes still hold for `all` only.
  expect(isDecided(check('--product', 'shop'))).toEqual([false])
  for (const name of readdirSync(to)) {
    const text = readFileSync(join(to, name), 'utf8')
    expect(text).toContain('product: all')
    writeFileSync(join(to, name), text.replace('product: all', 'product: shop'))
  }
  const done = check('--product', 'shop')
  expect(isDecided(done)).toEqual([true])
  expect(done.text('vex.openvex.json')).toContain('Shop makers')
})

test('evidence in the folder of another product is none; that of its own parts and of the tree is', () => {
  const placesOf = (wish: string): string => check('--product', wish).text('cra.json')
  expect(placesOf('tool')).toContain('apps/cli/docs/threat-model.md')
  expect(placesOf('shop')).not.toContain('apps/cli/')
  expect(placesOf('shop')).toContain('libs/ui/docs/risk-assessment.md')
})

test('its own policy comes before that of the tree, and without one that of the tree holds', () => {
  const rules = (name: string): string => `schema: occtet.policy/1\nname: ${name}\nrules: []\n`
  put('.occtet/policy.yaml', rules('of the tree'))
  put('apps/cli/.occtet/policy.yaml', rules('of the tool'))
  const nameOf = (wish: string): unknown =>
    (JSON.parse(check('--product', wish).text('summary.json')) as { policy?: { name: string } }).policy?.name
  expect([nameOf('shop'), nameOf('tool')]).toEqual(['of the tree', 'of the tool'])
})

test.each([
  ['check', ['--offline']],
  ['scan', []],
  ['inventory', []],
])('%s: an unknown product is one error that lists the known ones', (command, more) => {
  const ran = occtet([command, tree, '--product', 'nothing', ...more])
  expect([ran.code, ran.stdout]).toEqual([2, ''])
  expect(ran.stderr).toContain('no single product of this tree is "nothing"')
  expect(ran.stderr).toContain('all, tool, shop')
})

test('the whole tree says that it holds several, and the values fit their schemas', () => {
  const done = check()
  const said = done.ran.stdout.replaceAll(/\s+/g, ' ')
  expect(said).toContain('3 products, checked together: All 7, Tool 7, Shop 7')
  expect(said).toContain('occtet check --product tool')
  expect(done.ran.stdout.split('\n').length).toBeLessThanOrEqual(25)
  const summary = schemas.summary.safeParse(JSON.parse(done.text('summary.json')))
  expect(summary.success ? summary.data.products : summary.error.issues).toMatchObject([
    { id: 'all', components: 1, shared: 1 },
    { id: 'tool', path: 'apps/cli', components: 2, shared: 1 },
    { id: 'shop', components: 2, shared: 2 },
  ])
  const inventory: unknown = JSON.parse(occtet(['inventory', tree, '--json']).stdout)
  expect(schemas.inventory.safeParse(inventory).success).toBe(true)
})
