/** A witness and a monitor through the commands: cosigned, withheld, seen again; a leaf of a stranger is an alarm. */
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ledgerHome, openLedger } from '../../packages/toolkit/src/adapters/index.ts'
import { formatLedgerEntry } from '../../packages/toolkit/src/ledger/index.ts'
import { ask } from '../ask.ts'
import { cliFolder, scratch } from '../cli.ts'
import { createProduct, inProduct, type LedgerProduct, origin, startLedger } from './ledger-product.ts'

let shop: LedgerProduct
let key: string
const folder = scratch('ledger-witness')
const config = join(folder, 'witness.json')
const running: ChildProcess[] = []

beforeAll(() => {
  shop = createProduct('ledger-watch', ['left'])
  key = startLedger(shop).key
}, 60_000)
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** Resolves with the address that it prints first. */
function serve(port: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const args = ['ledger', 'witness', 'serve', '--config', config, '--port', port]
  const child = spawn(process.execPath, [`${cliFolder}occtet.mjs`, ...args], {
    env: { PATH: process.env['PATH'], OCCTET_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      const [first, ...rest] = said.split('\n')
      if (rest.length > 0) resolve({ child, url: first ?? '' })
    })
    child.on('exit', () => reject(new Error(`the witness ended: ${said}`)))
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

const note = (text: string): readonly string[] => [
  'ledger',
  'append',
  '--type',
  'config.changed',
  '--data',
  JSON.stringify({ setting: text }),
]

test('cosigned while the witness answers, withheld while it does not, made up for afterwards', async () => {
  const text = {
    format: 'occtet-witness/v1',
    name: 'witness.example.org',
    key: 'key',
    state: 'state',
    logs: [key],
  }
  writeFileSync(config, JSON.stringify(text))
  const { verifierKey } = ask('ledger-witness-init', ['ledger', 'witness', 'init', '--config', config])
  const first = await serve('0')
  const policy = join(folder, 'policy.txt')
  writeFileSync(policy, `log ${key}\nwitness one ${verifierKey} ${first.url}\nquorum one\n`)
  expect(ask('ledger-policy', ['ledger', 'policy', policy], inProduct(shop)).needsWitnesses).toBe(true)
  expect(shop.run(note('while it is there')).code).toBe(0)
  const seen = ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop))
  expect(seen.note).toContain('— witness.example.org ')
  const status = ask('ledger-witness', ['ledger', 'witness', 'status', '--config', config])
  expect(status.logs).toMatchObject([{ origin, state: 'following', cosigned: { size: String(seen.size) } }])
  const file = join(folder, 'evidence.zip')
  ask('ledger-export', ['ledger', 'export', '--out', file], inProduct(shop))
  const opened = ask('ledger-package', ['ledger', 'verify', file, '--policy', policy])
  expect(opened.verdict.kind).toBe('valid')
  expect(opened.limits.map(({ code }) => code)).not.toContain('NO_WITNESS')

  await stop(first.child)
  const withheld = shop.run(note('while it is away'))
  expect([withheld.code, withheld.stderr]).toEqual([0, expect.stringContaining('NOT PUBLISHED YET')])
  expect(ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop)).size).toBe(seen.size)
  const alarmed = ask('ledger-monitor', ['ledger', 'monitor'], inProduct(shop, { code: 1 }))
  expect(alarmed.alarms.map(({ code }) => code)).toEqual(expect.arrayContaining(['WITNESS_SILENT']))

  const again = await serve(new URL(first.url).port)
  expect(shop.run(note('back again')).stderr).toBe('')
  const later = ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop))
  expect(later.size).toBeGreaterThan(seen.size + 1)
  expect(later.note).toContain('— witness.example.org ')
  await stop(again.child)
}, 120_000)

test('offline nobody is asked, and that is said', () => {
  const ran = shop.run(['check', '.', '--offline', '--out', scratch('ledger-watch-report')])
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('NOT PUBLISHED YET')])
  expect(ran.stderr).toContain('--offline')
})

test('an entry that was written with the key, but not by us, raises an alarm', async () => {
  const other = createProduct('ledger-intruder', ['left'])
  startLedger(other)
  expect(ask('ledger-monitor', ['ledger', 'monitor', '--offline'], inProduct(other)).alarms).toEqual([])
  const home = ledgerHome(other.home, join(other.home, 'config'), origin)
  const { writer } = await openLedger(home.log)
  const entry = formatLedgerEntry({ kind: 'event', commitment: new Uint8Array(32).fill(7) })
  if (!entry.ok) throw new Error(entry.error.message)
  await writer.append([{ id: 'stranger', entry: entry.value }])
  await writer.close()
  const { alarms } = ask('ledger-monitor', ['ledger', 'monitor', '--offline'], inProduct(other, { code: 1 }))
  expect(alarms.map(({ code }) => code)).toContain('UNKNOWN_LEAF')
  const report = ask('ledger-fsck', ['ledger', 'fsck'], inProduct(other, { code: 5 }))
  expect(report.faults.map(({ code }) => code)).toContain('UNKNOWN_LEAF')
})
