/** Every `--json` value of `occtet ledger` fits its schema, and says what is so; an evidence package goes round. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sha256 } from '../../packages/toolkit/src/base/index.ts'
import { createVerifierKey, formatVerifierKey } from '../../packages/toolkit/src/translog/index.ts'
import { ask } from '../ask.ts'
import { occtet, scratch } from '../cli.ts'
import { createProduct, inProduct, type LedgerProduct, origin, startLedger } from './ledger-product.ts'

let shop: LedgerProduct
let key: string
const out = scratch('ledger-json-out')

beforeAll(() => {
  shop = createProduct('ledger-json', ['left'])
  key = startLedger(shop).key
}, 60_000)

/** A stranger's machine: no ledger, no keys. */
const elsewhere = { cwd: out }

test('init says where everything lies; the keys are for their owner alone; again it changes nothing', () => {
  const again = ask('ledger-init', ['ledger', 'init', '--origin', origin], inProduct(shop))
  expect(again).toMatchObject({ origin, key, isNew: false })
  const names = readdirSync(again.secrets)
  expect(names).toEqual(expect.arrayContaining(['event.key', 'log.key', 'tenant.key']))
  const other = shop.run(['ledger', 'init', '--origin', 'ledger.example.org/log/else'])
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('names another ledger')])
})

test('append: by hand, once for each id, with the digest of a file', () => {
  const file = join(out, 'advisory.json')
  writeFileSync(file, '{"advisory":true}')
  const documentSha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  const data = JSON.stringify({ advisory: 'SHOP-1', documentSha256 })
  const args = ['ledger', 'append', '--type', 'advisory.published', '--data', data, '--subject', file]
  const id = '01M824C6TCSWEFPPR138HAH0SQ'
  const first = ask('ledger-append', [...args, '--id', id], inProduct(shop))
  expect(first).toMatchObject({ id, isNew: true })
  const [again, other] = [0, 1].map((at) =>
    shop.run([...args, ...(at === 0 ? [] : ['--legal', 'CRA:13']), '--id', id, '--json']),
  )
  // The same id for other content is refused, and no second event appears.
  expect(again?.code === 0 ? JSON.parse(again.stdout) : again?.stderr).toBeDefined()
  expect([other?.code, other?.stderr]).toEqual([2, expect.stringContaining(id)])
  const list = ask('ledger-events', ['ledger', 'list', '--type', 'advisory.'], inProduct(shop))
  expect(list.events).toHaveLength(1)
  expect(
    ask('ledger-event', ['ledger', 'show', String(first.index)], inProduct(shop)).event?.subject,
  ).toEqual([{ name: 'advisory.json', digest: { sha256: documentSha256 } }])
})

test.each([
  ['an unknown type', ['--type', 'nothing.known', '--data', '{}'], /nothing\.known/],
  ['a missing member', ['--type', 'vuln.triaged', '--data', '{"vulnerability":"CVE-1"}'], /decision/],
  ['a member too many', ['--type', 'support.ended', '--data', '{"on":"2026-01-01","x":1}'], /x/],
  ['no JSON', ['--type', 'support.ended', '--data', '{'], /--data/],
  ['a list', ['--type', 'support.ended', '--data', '[]'], /JSON object/],
  ['no file', ['--type', 'support.ended', '--data', '@/nowhere.json'], /nowhere/],
])('append refuses %s with one clear line', (_, args, message) => {
  const before = ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop)).size
  const ran = shop.run(['ledger', 'append', ...args])
  expect([2, 3]).toContain(ran.code)
  expect(ran.stderr).toMatch(message)
  expect(ran.stderr).not.toMatch(/\n\s+at /)
  expect(ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop)).size).toBe(before)
})

test('types, keys, policy, monitor and fsck', () => {
  const { types } = ask('ledger-types', ['ledger', 'types', '--lang', 'de'])
  expect(types.length).toBeGreaterThan(60)
  const { keys } = ask('ledger-keys', ['ledger', 'keys', 'list'], inProduct(shop))
  expect(keys.map(({ purpose, state }) => [purpose, state])).toEqual(
    expect.arrayContaining([
      ['log', 'current'],
      ['event', 'current'],
    ]),
  )
  expect(ask('ledger-policy', ['ledger', 'policy'], inProduct(shop))).toMatchObject({ witnesses: [] })
  const policy = join(out, 'policy.txt')
  writeFileSync(policy, `log ${key}\nquorum none\n`)
  expect(ask('ledger-policy', ['ledger', 'policy', policy], inProduct(shop)).needsWitnesses).toBe(false)
  writeFileSync(policy, 'quorum none\n')
  const refused = shop.run(['ledger', 'policy', policy])
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('does not list this log')])
  expect(ask('ledger-monitor', ['ledger', 'monitor', '--offline'], inProduct(shop)).alarms).toEqual([])
  expect(ask('ledger-fsck', ['ledger', 'fsck'], inProduct(shop))).toMatchObject({ isIntact: true })
})

test('prove and verify: proven for whoever has the key, not for another key or another event', () => {
  const index = ask('ledger-events', ['ledger', 'list', '--type', 'advisory.'], inProduct(shop)).events[0]
    ?.index
  const shown = ask('ledger-proof', ['ledger', 'prove', String(index), '--out', out], inProduct(shop))
  expect(shown.proof).toContain('c2sp.org/tlog-proof@v1')
  const proof = join(out, `${index}.tlog-proof`)
  expect(ask('ledger-verify', ['ledger', 'verify', proof, '--key', key], elsewhere)).toMatchObject({
    isProven: true,
    origin,
    index,
    event: { type: 'advisory.published' },
  })
  expect(occtet(['ledger', 'verify', proof], elsewhere)).toMatchObject({ code: 2 })
  expect(occtet(['ledger', 'verify', proof, '--key', 'nonsense'], elsewhere)).toMatchObject({ code: 2 })
  // A sound key of that name, of somebody else: nothing is proven. A mistyped one says nothing about the proof.
  const made = createVerifierKey(sha256, {
    name: origin,
    type: 'ed25519',
    publicKey: new Uint8Array(32).fill(9),
  })
  if (!made.ok) throw new Error(made.error.message)
  const foreign = formatVerifierKey(made.value)
  expect(occtet(['ledger', 'verify', proof, '--key', foreign], elsewhere).code).toBe(1)
  const mistyped = key.replace(/.{4}$/, 'AAAA')
  expect(occtet(['ledger', 'verify', proof, '--key', mistyped], elsewhere).code).toBe(2)
  const forged = join(out, 'forged.json')
  writeFileSync(forged, shown.event.replace('"salt":"', '"salt":"A').replace(/(.)"}\n$/, '"}\n'))
  const refused = ask('ledger-verify', ['ledger', 'verify', proof, '--key', key, '--event', forged], {
    ...elsewhere,
    code: 1,
  })
  expect(refused.isProven).toBe(false)
})

test('an evidence package: made, opened by a stranger, refused when it was changed', () => {
  const file = join(out, 'evidence.zip')
  const made = ask(
    'ledger-export',
    ['ledger', 'export', '--out', file, '--artefact', join(out, 'advisory.json')],
    inProduct(shop),
  )
  expect(made.artefacts).toBe(1)
  const open = ask('ledger-package', ['ledger', 'verify', file], { ...elsewhere, code: 4 })
  // Whose log it is was not compared with anything: that is never green.
  expect(open.verdict).toMatchObject({ kind: 'unknown', reason: 'LOG_KEY_NOT_COMPARED' })
  const compared = ask('ledger-package', ['ledger', 'verify', file, '--key', key], elsewhere)
  expect(compared.verdict.kind).toBe('valid')
  expect(compared.records.every(({ state }) => state === 'proven')).toBe(true)
  const stranger = join(out, 'stranger.txt')
  writeFileSync(stranger, 'nobody recorded this')
  const strange = ask('ledger-package', ['ledger', 'verify', file, '--key', key, '--artefact', stranger], {
    ...elsewhere,
    code: 1,
  })
  expect(strange.documents).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'stranger.txt', state: 'stranger' })]),
  )
  const bytes = readFileSync(file)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  const changed = join(out, 'changed.zip')
  writeFileSync(changed, bytes)
  expect(occtet(['ledger', 'verify', changed, '--key', key], elsewhere).code).not.toBe(0)
})

test('names of persons are not in a package unless asked for; cases never unless named', () => {
  expect(shop.run(['case', 'open', 'inc', '--title', 'somebody was inside']).code).toBe(0)
  const all = ask('ledger-export', ['ledger', 'export', '--out', join(out, 'all.zip')], inProduct(shop))
  const { size } = ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop))
  expect(all.records).toBeLessThan(size)
  const opened = ask('ledger-package', ['ledger', 'verify', join(out, 'all.zip'), '--key', key], elsewhere)
  expect(JSON.stringify(opened)).not.toContain('lead developer')
  expect(JSON.stringify(opened)).not.toContain('case.opened')
  const id = /INC-\d{8}-1/.exec(shop.run(['case', 'list']).stdout)?.[0] ?? ''
  const args = ['ledger', 'export', '--case', id, '--with-personal', '--out', join(out, 'case.zip')]
  ask('ledger-export', args, inProduct(shop))
  const inside = ask('ledger-package', ['ledger', 'verify', join(out, 'case.zip'), '--key', key], elsewhere)
  expect(JSON.stringify(inside)).toContain('lead developer')
  expect(inside.records.map(({ content }) => content?.type)).toContain('case.opened')
})

test('a key is replaced, another revoked; old events stay valid', () => {
  const rotated = ask('ledger-key', ['ledger', 'keys', 'rotate', '--reason', 'yearly'], inProduct(shop))
  const { keys } = ask('ledger-keys', ['ledger', 'keys', 'list'], inProduct(shop))
  const old = keys.find(({ purpose, state }) => purpose === 'event' && state === 'retired')
  expect(keys.find(({ keyid }) => keyid === rotated.keyid)?.state).toBe('current')
  const args = ['ledger', 'keys', 'revoke', old?.keyid.slice(0, 12) ?? '', '--reason', 'the laptop is gone']
  ask('ledger-key', args, inProduct(shop))
  const after = ask('ledger-keys', ['ledger', 'keys', 'list'], inProduct(shop))
  expect(after.keys.find(({ keyid }) => keyid === old?.keyid)?.state).toBe('revoked')
  expect(ask('ledger-fsck', ['ledger', 'fsck'], inProduct(shop)).faults).toEqual([])
})

test('erased: who did it is gone from every file, the event stays proven', () => {
  const { size } = ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop))
  const args = [
    'ledger',
    'erase',
    '--person',
    'lead developer',
    '--reason',
    'asked for',
    '--by',
    'records officer',
  ]
  const report = ask('ledger-erase', args, inProduct(shop))
  expect(report.entries.length).toBeGreaterThan(0)
  const list = ask('ledger-events', ['ledger', 'list', '--limit', '1000'], inProduct(shop))
  expect(list.size).toBeGreaterThan(size)
  expect(list.events.some(({ state }) => state === 'actor-erased')).toBe(true)
  expect(ask('ledger-fsck', ['ledger', 'fsck'], inProduct(shop))).toMatchObject({ isIntact: true })
  expect(shop.run(['ledger', 'erase', '--reason', 'x']).code).toBe(2)
})

test('a witness is made, tells what it knows, and is not made twice', () => {
  const folder = join(out, 'witness')
  mkdirSync(folder)
  const config = join(folder, 'witness.json')
  const text = {
    format: 'occtet-witness/v1',
    name: 'witness.example.org',
    key: 'key',
    state: 'state',
    logs: [key],
  }
  writeFileSync(config, JSON.stringify(text))
  const made = ask('ledger-witness-init', ['ledger', 'witness', 'init', '--config', config], elsewhere)
  expect(made.verifierKey).toMatch(/^witness\.example\.org\+/)
  expect(existsSync(join(folder, 'state'))).toBe(true)
  const status = ask('ledger-witness', ['ledger', 'witness', 'status', '--config', config], elsewhere)
  expect(status.logs).toEqual([{ origin, state: 'new' }])
  expect(occtet(['ledger', 'witness', 'init', '--config', config], elsewhere).code).toBe(2)
  writeFileSync(join(folder, 'broken.json'), '{')
  const broken = ['ledger', 'witness', 'status', '--config', join(folder, 'broken.json')]
  expect(occtet(broken, elsewhere).code).toBe(3)
  expect(occtet(['ledger', 'witness', 'clear', origin, '--config', config], elsewhere).code).toBe(2)
})
