/** The product's own file remembers the log: no command signs on behind it, none overwrites it (issue 6, section 1.6 of the ledger reference). */
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { scratch } from '../cli.ts'
import { createProduct, inProduct, type LedgerProduct, origin, startLedger } from './ledger-product.ts'

const release = ['ledger', 'append', '--type', 'product.version.released', '--data', '{"version":"2.0.0"}']

let shop: LedgerProduct
let old: string
let newer: string
let link: string
let remembered: string

const parts = ['ledger', 'config']

function copyHome(from: string, to: string): void {
  for (const part of parts) {
    rmSync(join(to, part), { recursive: true, force: true })
    mkdirSync(to, { recursive: true })
    cpSync(join(from, part), join(to, part), { recursive: true })
  }
}

beforeAll(() => {
  shop = createProduct('ledger-remembered', ['left'])
  startLedger(shop)
  link = join(shop.tree, '.occtet/ledger.yaml')
  old = scratch('ledger-remembered-old')
  newer = scratch('ledger-remembered-newer')
  copyHome(shop.home, old)
  for (const args of [release, ['ledger', 'checkpoint', '--write']]) {
    const ran = shop.run(args)
    if (ran.code !== 0) throw new Error(ran.stderr)
  }
  copyHome(shop.home, newer)
  remembered = readFileSync(link, 'utf8')
}, 60_000)

beforeEach(() => {
  writeFileSync(link, remembered)
  copyHome(newer, shop.home)
})

const writing: readonly (readonly string[])[] = [
  release,
  ['ledger', 'keys', 'rotate', '--reason', 'yearly'],
  ['ledger', 'erase', '--person', 'lead developer', '--reason', 'asked for'],
  ['check', '.', '--offline', '--out', scratch('ledger-remembered-report')],
]

test.each(writing)('an older copy of everything is not written on: %s %s %s', (...args) => {
  copyHome(old, shop.home)
  const ran = shop.run(args)
  expect([ran.code, ran.stderr]).toEqual([5, expect.stringContaining('was put back')])
})

test.each([[['ledger', 'init', '--origin', origin]], [['ledger', 'checkpoint', '--write']]])(
  'an older copy is not written over the memory of a newer one: %s',
  (args) => {
    copyHome(old, shop.home)
    const ran = shop.run(args)
    expect([ran.code, ran.stderr]).toEqual([5, expect.stringContaining('newer state')])
    expect(readFileSync(link, 'utf8')).toBe(remembered)
    copyHome(newer, shop.home)
    expect(shop.run(args).code).toBe(0)
  },
)

test('fsck and the monitor find an older copy that fits together in itself', () => {
  expect(shop.run(['ledger', 'fsck']).code).toBe(0)
  copyHome(old, shop.home)
  const found = ask('ledger-fsck', ['ledger', 'fsck'], inProduct(shop, { code: 5 }))
  expect(found.faults.map(({ code }) => code)).toEqual(['ROLLED_BACK'])
  expect(found.isIntact).toBe(false)
  const report = ask('ledger-monitor', ['ledger', 'monitor', '--offline'], inProduct(shop))
  expect(report.observed.map(({ kind }) => kind)).toContain('seen')
})

test('a product that names a ledger gets no second one of the same name', () => {
  const colleague = createProduct('ledger-remembered-colleague', ['left'])
  const named = join(colleague.tree, '.occtet/ledger.yaml')
  writeFileSync(named, remembered)
  const ran = colleague.run(['ledger', 'init', '--origin', origin])
  expect([ran.code, ran.stderr]).toEqual([3, expect.stringContaining('another history')])
  expect(readFileSync(named, 'utf8')).toBe(remembered)
})

test('a log of the same name with another key is another log', () => {
  const other = createProduct('ledger-remembered-other', ['left'])
  startLedger(other)
  writeFileSync(join(other.tree, '.occtet/ledger.yaml'), remembered)
  const ran = other.run(release)
  expect([ran.code, ran.stderr]).toEqual([5, expect.stringContaining('it is another log')])
  const found = ask('ledger-fsck', ['ledger', 'fsck'], inProduct(other, { code: 5 }))
  expect(found.faults.map(({ code }) => code)).toEqual(['LEDGER_KEY_DIFFERS'])
})

test('an older key for events, put back after a rotation, signs nothing', () => {
  const [folder = ''] = readdirSync(join(shop.home, 'config/ledger'))
  const key = join(shop.home, 'config/ledger', folder, 'event.key')
  const before = readFileSync(key)
  expect(shop.run(['ledger', 'keys', 'rotate', '--reason', 'yearly']).code).toBe(0)
  const rotated = readFileSync(key)
  writeFileSync(key, before)
  const ran = shop.run(release)
  expect([ran.code, ran.stderr]).toEqual([5, expect.stringContaining('another one replaced it')])
  expect(shop.run(['ledger', 'fsck']).code).toBe(0)
  writeFileSync(key, rotated)
  expect(shop.run(release).code).toBe(0)
})

test('a key for events that the log never announced signs nothing', () => {
  const [folder = ''] = readdirSync(join(shop.home, 'config/ledger'))
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(join(shop.home, 'config/ledger', folder, 'event.key'), pem)
  const ran = shop.run(release)
  expect([ran.code, ran.stderr]).toEqual([5, expect.stringContaining('the log does not know it')])
})

test('a changed hash of an id is found: by it a repeated event is known', () => {
  const [folder = ''] = readdirSync(join(shop.home, 'ledger'))
  const path = join(shop.home, 'ledger', folder, 'log/ids')
  const ids = readFileSync(path)
  for (let at = 0; at < ids.length; at += 16) {
    writeFileSync(path, ids.with(at, (ids[at] ?? 0) ^ 1))
    const found = ask('ledger-fsck', ['ledger', 'fsck'], inProduct(shop, { code: 5 }))
    expect(found.faults.map(({ code, file }) => [code, file])).toEqual([['ID_MISMATCH', `entry ${at / 16}`]])
  }
})

test('what was asked for wrongly is no fault of the disk', () => {
  const twice = shop.run([
    'ledger',
    'append',
    '--type',
    'product.version.released',
    '--data',
    '{"version":"1","version":"2"}',
  ])
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('twice')])
  const forAll = shop.run(['ledger', 'erase', '0', '--depth', 'payload', '--reason', 'asked for'])
  expect([forAll.code, forAll.stderr]).toEqual([2, expect.stringContaining('readable by everybody')])
})
