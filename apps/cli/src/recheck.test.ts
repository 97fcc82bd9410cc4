/** The commands' side of a re-check: a product is put on the list, the data changes, and the news is told once. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importSources, openFeddb, readFileTree, watchFolder } from '@occtet/toolkit/adapters'
import { matchInventory } from '@occtet/toolkit/matching'
import { afterAll, expect, test } from 'vitest'
import type { Context } from './context.ts'
import { formatRecheck } from './format-recheck.ts'
import { recheckProducts } from './recheck.ts'
import { rememberCheck } from './watch.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-recheck-'))
afterAll(() => rmSync(folder, { recursive: true }))

const home = join(folder, 'home')
const db = join(home, 'feddb')
const said: string[] = []
const context = {
  env: { OCCTET_HOME: home },
  out: () => undefined,
  say: (text: string) => void said.push(text),
  now: () => '2026-11-22T10:00:00Z',
  isInteractive: false,
  isOffline: false,
  hasColour: false,
  columns: 80,
} as unknown as Context

/** A product with one package of each name in its lock file. */
function product(name: string, packages: readonly string[]): string {
  const dir = join(folder, name)
  mkdirSync(dir, { recursive: true })
  const entries = packages.map((one): readonly [string, object] => [
    `node_modules/${one}`,
    { version: '1.0.0' },
  ])
  const lock = {
    name,
    lockfileVersion: 3,
    packages: {
      '': { name, dependencies: Object.fromEntries(packages.map((one) => [one, '1.0.0'])) },
      ...Object.fromEntries(entries),
    },
  }
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify(lock))
  return dir
}

async function load(flaws: readonly (readonly [id: string, name: string, fixed: string])[]): Promise<void> {
  const dir = join(folder, 'feed', 'npm')
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  for (const [id, name, fixed] of flaws) {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }]
    const record = {
      id,
      modified: '2026-01-01T00:00:00Z',
      affected: [{ package: { ecosystem: 'npm', name }, ranges }],
    }
    writeFileSync(join(dir, `${id}.json`), JSON.stringify(record))
  }
  await importSources([join(folder, 'feed')], {
    dir: db,
    clock: () => Date.parse(context.now()),
    asOf: '2026-11-21T00:00:00Z',
  })
}

function check(dir: string): void {
  const inventory = readFileTree(dir)
  const store = openFeddb(db, () => Date.parse(context.now()))
  const findings = matchInventory({ inventory, store, pathsTo: () => [] })
  rememberCheck(context, {
    dir,
    inventory,
    production: false,
    findings,
    data: { kind: 'feddb', store },
    db: undefined,
  })
  store.close()
}

const wishes = { dirs: [], db, maxAgeDays: 30 }

test('news is told once, with its cause, and only for the product that it touches', async () => {
  expect(() => recheckProducts(context, wishes)).toThrow('no product is watched')
  await load([['GHSA-1', 'left', '2.0.0']])
  const [shop, hub] = [product('shop', ['left', 'right']), product('hub', ['other'])]
  check(shop)
  check(hub)
  const quiet = recheckProducts(context, wishes)
  expect(quiet.products.map(({ status }) => status)).toEqual(['unchanged', 'unchanged'])
  expect(formatRecheck(quiet)).toBe('Nothing new for 2 watched products.\nData as of 2026-11-21.\n')
  await load([
    ['GHSA-1', 'left', '0.9.0'],
    ['GHSA-2', 'right', '3.0.0'],
  ])
  const told = recheckProducts(context, wishes)
  expect(told.products.map(({ status }) => status).sort()).toEqual(['matched', 'unchanged'])
  const text = formatRecheck(told)
  expect(text).toContain('new       GHSA-2 in pkg:npm/right@1.0.0')
  expect(text).toContain('gone      GHSA-1 in pkg:npm/left@1.0.0')
  expect(text).toContain('counted this version in')
  expect(text).toContain('Nothing new for 1 watched product.')
  const again = recheckProducts(context, { ...wishes, dirs: [shop] })
  expect(again.products.map(({ status }) => status)).toEqual(['unchanged'])
  expect(() => recheckProducts(context, { ...wishes, dirs: [folder] })).toThrow('is not watched')
  expect(said).toEqual([])
})

test('a damaged record is told, and hides no other product', () => {
  const [one] = recheckProducts(context, wishes).products
  if (one?.status !== 'unchanged') throw new Error('no product')
  writeFileSync(join(watchFolder(join(home, 'private')), one.id, 'product.json'), '{')
  const { products } = recheckProducts(context, wishes)
  expect(products.map(({ status }) => status).sort()).toEqual(['unchanged', 'unreadable'])
  expect(formatRecheck(recheckProducts(context, wishes))).toContain('run `occtet check` again')
})
