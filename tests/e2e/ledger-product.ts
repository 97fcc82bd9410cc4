/** A small product with findings, made for one test, and the commands on it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Answer, ask, type AskOptions } from '../ask.ts'
import { occtet, type Ran, scratch } from '../cli.ts'

export const origin = 'ledger.example.org/log/shop'

export interface LedgerProduct {
  readonly tree: string
  readonly home: string
  readonly run: (args: readonly string[]) => Ran
  readonly env: Readonly<Record<string, string>>
}

export function put(folder: string, path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

/** An npm product with one affected package for each name, data imported, and a profile. */
export function createProduct(name: string, packages: readonly string[]): LedgerProduct {
  const [tree, home, feed] = [scratch(`${name}-tree`), scratch(`${name}-home`), scratch(`${name}-feed`)]
  const env = { OCCTET_HOME: home, OCCTET_BY: 'lead developer' }
  const dependencies = Object.fromEntries(packages.map((one) => [one, '1.0.0']))
  const own = { name: 'shop', version: '1.0.0', dependencies }
  const locked = Object.fromEntries(packages.map((one) => [`node_modules/${one}`, { version: '1.0.0' }]))
  put(tree, 'package.json', own)
  put(tree, 'package-lock.json', {
    ...own,
    lockfileVersion: 3,
    packages: { '': own, ...locked },
  })
  for (const one of packages) {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }]
    const affected = [{ package: { ecosystem: 'npm', name: one }, ranges }]
    put(feed, `npm/GHSA-${one}.json`, { id: `GHSA-${one}`, modified: '2026-01-01T00:00:00Z', affected })
  }
  const run = (args: readonly string[]): Ran => occtet(args, { cwd: tree, env })
  for (const args of [
    ['db', 'import', join(feed, 'npm')],
    ['cra', 'init', '.', '--id', 'shop', '--name', 'Shop'],
  ]) {
    const ran = run(args)
    if (ran.code !== 0) throw new Error(ran.stderr)
  }
  return { tree, home, run, env }
}

export function startLedger(product: LedgerProduct): Answer<'ledger-init'> {
  const { tree, env } = product
  return ask('ledger-init', ['ledger', 'init', '--origin', origin], { cwd: tree, env })
}

type Rows = Answer<'ledger-events'>['events']

/** All rows, oldest first. */
export function rowsOf({ tree, env }: LedgerProduct): Rows {
  const list = ask('ledger-events', ['ledger', 'list', '--limit', '1000'], { cwd: tree, env })
  return [...list.events].reverse()
}

/** Types of what was recorded since there were so many entries. */
export function typesSince(product: LedgerProduct, size: number): readonly (string | undefined)[] {
  return rowsOf(product)
    .slice(size)
    .map(({ type }) => type)
}

export function inProduct({ tree, env }: LedgerProduct, more: AskOptions = {}): AskOptions {
  return { ...more, cwd: tree, env: { ...env, ...more.env } }
}
