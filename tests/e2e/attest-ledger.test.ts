/** Attestations of a product with a ledger: bundle and record are one change, and the log's word on keys holds. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ledgerHome, openEventReader } from '../../packages/toolkit/src/adapters/index.ts'
import { cliFolder } from '../cli.ts'
import { createProduct, handOutKey, on, type Product, readLines, sha256 } from './attest-product.ts'

const origin = 'example.org/log/acme'
const create = ['attest', 'create', 'document', '--subject', '../app.tgz', '--from', '../other.tgz']
let product: Product

beforeAll(() => {
  product = createProduct('ledger')
  expect(product.run(['cra', 'init', '--name', 'Ledger Lite']).code).toBe(0)
  expect(product.run(['ledger', 'init', '--origin', origin]).code).toBe(0)
})

function reader() {
  return openEventReader(ledgerHome(product.home, join(product.home, 'config'), origin))
}

function eventsOf(type: string) {
  return reader()
    .events({ type, order: 'oldest' })
    .events.flatMap((stored) => (stored.state === 'readable' ? [stored.event] : []))
}

test('the key is the ledger’s own, is recorded before what it signs, and once', async () => {
  const asked = product.ask('attest-key', ['attest', 'key'])
  expect(asked).toMatchObject({ isNew: true, isRecorded: false, ledger: origin })
  expect(eventsOf('key.added').filter(({ data }) => data['purpose'] === 'attestation')).toEqual([])
  const first = product.ask('attest-create', create)
  expect(first).toMatchObject({ ledger: origin, key: { keyid: asked.keyid, isNew: false } })
  expect(first.key.file).toContain(join('config', 'ledger'))
  product.ask('attest-create', create)
  const added = eventsOf('key.added').filter(({ data }) => data['purpose'] === 'attestation')
  expect(added.map(({ data }) => data['keyid'])).toEqual([asked.keyid])
  expect(added[0]?.time).toMatch(/\.000Z$/)
  const keys = await reader().keys()
  const record = keys.find(({ keyid }) => keyid === asked.keyid)
  expect(record?.purpose).toBe('attestation')
  expect(product.ask('attest-key', ['attest', 'key']).isRecorded).toBe(true)
  const indices = reader()
    .events({ type: 'attestation.issued', order: 'oldest' })
    .events.map(({ index }) => index)
  expect(indices).toHaveLength(2)
  expect(indices.every((index) => index > (record?.addedAt.index ?? 0n))).toBe(true)
})

test('the event names the envelope’s fingerprint, the artefact, and the product; the attester is the log', () => {
  const { envelopeSha256, product: id, bundle } = product.ask('attest-create', create)
  const issued = eventsOf('attestation.issued').at(-1)
  const line = readFileSync(product.at(bundle), 'utf8').trimEnd().split('\n').at(-1) ?? ''
  expect(createHash('sha256').update(line).digest('hex')).toBe(envelopeSha256)
  expect(issued?.data).toEqual({
    predicateType: 'https://in-toto.io/attestation/reference/v0.1',
    envelopeSha256,
    subjects: [sha256(product.at('../app.tgz'))],
  })
  expect(issued?.product).toBe(id)
  expect(Buffer.from(readLines(product.at(bundle))[0]?.payload ?? '', 'base64').toString()).toContain(
    `"attester":{"id":"${origin}"}`,
  )
  expect(product.run(['ledger', 'fsck']).code).toBe(0)
})

test('what cannot be written is not recorded, and who issues it has to be said', () => {
  const before = eventsOf('attestation.issued').length
  const { error } = product.ask('error', [...create, '--out', '../no/such/bundle.jsonl'], { code: 5 })
  expect(error.code).toBe('FILE_UNWRITABLE')
  const bundle = product.at('../app.tgz.intoto.jsonl')
  const old = sha256(bundle)
  expect(product.ask('error', create, { code: 2, env: { OCCTET_BY: '' } }).error.code).toBe('WHO_MISSING')
  expect(sha256(bundle)).toBe(old)
  expect(eventsOf('attestation.issued')).toHaveLength(before)
})

test('a key for events signs no attestation', () => {
  const { secrets } = ledgerHome(product.home, join(product.home, 'config'), origin)
  const args = [...create, '--key', join(secrets, 'event.key')]
  expect(product.ask('error', args, { code: 2 }).error.code).toBe('KEY_PURPOSE_WRONG')
})

/** Each adds a statement to the same bundle, and the first makes the key. */
async function threeAtOnce(twin: Product): Promise<void> {
  const env = { PATH: process.env['PATH'] ?? '', OCCTET_HOME: twin.home, OCCTET_BY: 'maintainer' }
  const args = [`${cliFolder}occtet.mjs`, ...create, '--attester', 'did:web:example.org']
  const run = () =>
    new Promise((resolve) => {
      spawn(process.execPath, args, { cwd: twin.dir, env, stdio: 'ignore' }).on('exit', resolve)
    })
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0])
  const lines = readLines(twin.at('../app.tgz.intoto.jsonl'))
  expect(lines).toHaveLength(3)
  expect(new Set(lines.map(({ signatures }) => signatures[0]?.keyid)).size).toBe(1)
}

test('three at a time: all statements stand, each with its event, and the key once', async () => {
  const twin = createProduct('twins')
  expect(twin.run(['ledger', 'init', '--origin', 'example.org/log/twins']).code).toBe(0)
  await threeAtOnce(twin)
  const source = openEventReader(ledgerHome(twin.home, join(twin.home, 'config'), 'example.org/log/twins'))
  expect(source.events({ type: 'attestation.issued' }).events).toHaveLength(3)
  expect((await source.keys()).filter(({ purpose }) => purpose === 'attestation')).toHaveLength(1)
})

test('three at a time without a ledger: none is lost', async () => {
  await threeAtOnce(createProduct('plain-twins'))
})

test('a customer with the key alone reads the same bundle', () => {
  const key = ['--key', handOutKey(product)]
  const args = ['attest', 'verify', '../app.tgz.intoto.jsonl', '--artefact', '../app.tgz', ...key]
  const customer = on(product.dir, join(product.home, 'nobody'))
  expect(customer.ask('attest-verify', args).state).toBe('valid-but-stale')
})

test('once the log says that the key is in other hands, it signs no more; a new one does', () => {
  const { keyid, file } = product.ask('attest-key', ['attest', 'key'])
  const words = ['--reason', 'compromised', '--compromised-since', '2026-11-01T00:00:00.000Z']
  expect(product.run(['ledger', 'keys', 'revoke', keyid.slice(0, 12), ...words]).code).toBe(0)
  expect(product.ask('error', create, { code: 3 }).error.code).toBe('KEY_REVOKED')
  rmSync(file)
  const { key } = product.ask('attest-create', create)
  expect([key.isNew, key.keyid === keyid]).toEqual([true, false])
})

test('where the ledger is on another machine, that is said and nothing is recorded', () => {
  const elsewhere = on(product.dir, join(product.home, 'elsewhere'))
  const ran = elsewhere.run([...create, '--attester', 'did:web:example.org', '--out', '../elsewhere.jsonl'])
  expect([ran.code, existsSync(product.at('../elsewhere.jsonl'))]).toEqual([0, true])
  expect(ran.stderr).toContain(`NOT RECORDED: the ledger ${origin}`)
  expect(ran.stdout).toContain('nobody can prove later when this was')
})

test('a new key takes over: recorded as it is placed, the old file kept, what it signed still valid', async () => {
  const before = product.ask('attest-key', ['attest', 'key'])
  const bundle = product.ask('attest-create', [...create, '--out', '../kept.intoto.jsonl']).bundle
  const rotated = product.ask('attest-key', ['attest', 'key', '--rotate', '--reason', 'yearly'])
  expect(rotated).toMatchObject({ isNew: true, isRecorded: true })
  expect(rotated.keyid).not.toBe(before.keyid)
  const event = eventsOf('key.rotated').find(({ data }) => data['purpose'] === 'attestation')
  expect(event?.data).toMatchObject({ keyid: rotated.keyid, replaces: before.keyid, reason: 'yearly' })
  const keys = await reader().keys()
  expect(keys.find(({ keyid }) => keyid === before.keyid)?.retiredAt).toBeDefined()
  expect(existsSync(before.file.replace(/\.pem$/, `.${before.keyid.slice(0, 16)}.pem`))).toBe(true)
  const old = product.at('../old.pem')
  writeFileSync(old, before.pem)
  const args = [
    'attest',
    'verify',
    bundle,
    '--artefact',
    '../app.tgz',
    '--key',
    old,
    '--known-as-of',
    new Date().toISOString(),
  ]
  expect(product.ask('attest-verify', args).state).toBe('valid')
  expect(product.ask('attest-create', create).key.keyid).toBe(rotated.keyid)
})
