/** Events on the disk: recording, reading, keys, damage, the check against the log. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  checkEvents,
  createEventLedger,
  createVerify,
  type EventLedger,
  type EventPage,
  ledgerHome,
  openEventLedger,
  openEventReader,
} from '../../../packages/toolkit/src/adapters/ledger/events/index.ts'
import { createEventKey, toEventKey } from '../../../packages/toolkit/src/adapters/ledger/events/event-key.ts'
import { toFolderName } from '../../../packages/toolkit/src/adapters/ledger/events/ledger-home.ts'
import { checkLedgerFolder, openLedger } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { nodeDisk } from '../../../packages/toolkit/src/adapters/ledger/node-disk.ts'
import {
  createEvent,
  deriveKeyHistory,
  type Envelope,
  formatLedgerEntry,
  parseLedgerEntry,
  type PublicLeaf,
  verifyEvent,
} from '../../../packages/toolkit/src/ledger/index.ts'
import { eva, homeIn, idOf, newFolder, newHome, officer, origin, triage } from './event-parts.ts'

const wanted = async (home: Parameters<typeof checkEvents>[0]): Promise<readonly string[]> => [
  ...checkLedgerFolder(home.log).faults.map(({ code }) => code),
  ...(await checkEvents(home)).faults.map(({ code }) => code),
]

async function use<T>(
  home: Parameters<typeof checkEvents>[0],
  work: (ledger: EventLedger) => Promise<T>,
): Promise<T> {
  const ledger = await openEventLedger(home)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

describe('recording', () => {
  test('creation writes two public leaves and private files, and happens once', async () => {
    const home = await newHome()
    const all = openEventReader(home).events({ order: 'oldest' }).events
    expect(all.map((one) => 'event' in one && [one.event.type, one.isPublic])).toEqual([
      ['log.created', true],
      ['key.added', true],
    ])
    const secrets = [home.eventKey, home.tenantKey, home.log.keyPath, ...filesBelow(home.dataKeys)]
    expect(secrets.map((path) => statSync(path).mode & 0o077)).toEqual(secrets.map(() => 0))
    await expect(createEventLedger(home, { organisation: 'Acme' })).rejects.toMatchObject({
      code: 'LEDGER_EXISTS',
    })
    expect(await wanted(home)).toEqual([])
  })

  test('places follow each other; the same id is the same event, another content is refused', async () => {
    const home = await newHome()
    await use(home, async (ledger) => {
      const first = await ledger.record([triage(1), triage(2)])
      expect(first.map(({ index, isNew }) => [index, isNew])).toEqual([
        [2n, true],
        [3n, true],
      ])
      const both = await Promise.all([ledger.record([triage(3)]), ledger.record([triage(3), triage(1)])])
      expect(both.flat().map(({ index, isNew }) => [index, isNew])).toEqual([
        [4n, true],
        [4n, false],
        [2n, false],
      ])
      const other = triage(1, { product: 'another' })
      await expect(ledger.record([other])).rejects.toMatchObject({ code: 'EVENT_ID_REUSED' })
      const person = triage(1, { actor: officer })
      await expect(ledger.record([person])).rejects.toMatchObject({ code: 'EVENT_ID_REUSED' })
      await expect(
        Promise.all([ledger.record([triage(9)]), ledger.record([triage(9, { product: 'x' })])]),
      ).rejects.toMatchObject({ code: 'EVENT_ID_REUSED' })
      expect((await ledger.record([triage(5)]))[0]?.index).toBe(6n)
    })
    await use(home, async (ledger) => {
      expect(await ledger.record([triage(2)])).toEqual([{ id: idOf(2), index: 3n, isNew: false }])
      expect(ledger.size).toBe(7n)
    })
    expect(await wanted(home)).toEqual([])
  })

  test('one wrong draft, and none of its companions is taken', async () => {
    const home = await newHome()
    await use(home, async (ledger) => {
      const wrong = triage(2, { data: {} })
      await expect(ledger.record([triage(1), wrong])).rejects.toMatchObject({ code: 'EVENT_INVALID' })
      const created = { type: 'log.created', actor: eva, data: {} }
      await expect(ledger.record([created])).rejects.toMatchObject({ code: 'EVENT_INVALID' })
      expect(ledger.size).toBe(2n)
    })
  })

  test('more at once than may wait is refused whole', async () => {
    const home = await newHome()
    await use(home, async (ledger) => {
      const many = Array.from({ length: 5000 }, (_, at) => triage(at))
      await expect(ledger.record(many)).rejects.toMatchObject({ code: 'LEDGER_BUSY' })
      expect(ledger.size).toBe(2n)
    })
  })

  test('nothing of an event stands in clear below the data folder', async () => {
    const home = await newHome()
    await use(home, (ledger) =>
      ledger.record([triage(1, { product: 'canary-product', personal: { member: { name: 'Canary' } } })]),
    )
    for (const path of filesBelow(join(home.vault, '..'))) {
      // Nothing that base64 of public leaves holds by chance.
      const words = /canary|"Eva|eva@|braces|vuln\.triaged|CVE-/i
      expect(readFileSync(path).toString('latin1')).not.toMatch(words)
    }
  })

  test('the first leaves are missing: opening says so, creating finishes', async () => {
    const home = homeIn(newFolder())
    await createEventLedger(home, { organisation: 'Acme' })
    const { log } = homeIn(newFolder())
    const other = { ...home, log, vault: join(log.dir, '..', 'vault') }
    const { createLedger } = await import('../../../packages/toolkit/src/adapters/ledger/index.ts')
    await createLedger(log, origin)
    await expect(openEventLedger(other)).rejects.toMatchObject({ code: 'NOT_A_LEDGER' })
    await createEventLedger(other, { organisation: 'Acme' })
    expect(await wanted(other)).toEqual([])
  })

  test('a key that others can read is refused', async () => {
    const home = await newHome()
    const { chmodSync } = await import('node:fs')
    for (const path of [home.tenantKey, home.eventKey]) {
      chmodSync(path, 0o644)
      await expect(openEventLedger(home)).rejects.toMatchObject({ code: 'KEY_INVALID' })
      chmodSync(path, 0o600)
    }
    await use(home, (ledger) => ledger.record([triage(1)]))
  })
})

describe('reading', () => {
  test('pages in both orders, filters, ids; the same for a reader without the lock', async () => {
    const home = homeIn(newFolder())
    await createEventLedger(home, { organisation: 'Acme', now: () => Date.UTC(2025, 11, 31) })
    await use(home, async (ledger) => {
      for (let at = 0; at < 40; at++) {
        const time = new Date(Date.UTC(2026, 0, 1 + at)).toISOString()
        await ledger.record([triage(at, { product: at % 2 === 0 ? 'even' : 'odd', time })])
      }
      await ledger.publish()
      for (const source of [ledger, openEventReader(home)]) {
        expect(listAll((cursor) => source.events({ limit: 7, ...cursor }))).toEqual(range(42).reverse())
        expect(listAll((cursor) => source.events({ limit: 5, order: 'oldest', ...cursor }))).toEqual(
          range(42),
        )
        expect(source.events({ product: 'even', limit: 100 }).events.length).toBe(20)
        expect(source.events({ product: 'none' })).toEqual({ events: [] })
        expect(source.events({ type: ['log.created', 'key.added'] }).events.length).toBe(2)
        const january = { from: '2026-01-30T00:00:00.000Z', to: '2026-01-31T23:59:59.999Z' }
        expect(source.events(january).events.map(({ index }) => index)).toEqual([32n, 31n])
        expect(source.findId(idOf(7))).toMatchObject({ index: 9n, state: 'readable' })
        expect(source.findId(idOf(99))).toBeUndefined()
        expect([source.event(42n), source.event(-1n), source.open(42n)]).toEqual([
          undefined,
          undefined,
          undefined,
        ])
      }
    })
  })

  test('what `open` gives verifies against the keys that the log tells', async () => {
    const home = await newHome()
    await use(home, (ledger) => ledger.record([triage(1)]))
    const reader = openEventReader(home)
    const sealed = reader.open(2n)
    if (sealed === undefined) throw new Error('no event')
    const proof = { ...sealed, disclosures: sealed.disclosures.map(({ text }) => text) }
    const trust = { origin, keys: await reader.keys(), verify: createVerify(), place: { index: 2n } }
    expect((await verifyEvent(proof, trust)).ok).toBe(true)
  })

  test('the index is made anew when it is gone, cut or garbled', async () => {
    const home = await newHome()
    await use(home, (ledger) => ledger.record(range(30).map((at) => triage(Number(at)))))
    const path = join(home.vault, 'index')
    const whole = readFileSync(path)
    const damaged = [
      undefined,
      whole.subarray(0, 700),
      Buffer.from(whole).fill(7, 300, 1400),
      Buffer.alloc(20),
    ]
    for (const bytes of damaged) {
      if (bytes === undefined) rmSync(path)
      else writeFileSync(path, bytes)
      await use(home, async (ledger) => {
        expect(ledger.events({ limit: 100 }).events.map(({ state }) => state)).toEqual(
          Array(32).fill('readable'),
        )
        await ledger.record([triage(3)])
      })
      expect(await wanted(home)).toEqual([])
    }
  })
})

describe('keys', () => {
  test('rotation and revocation: old events stay valid, new ones are signed by the new key', async () => {
    const home = await newHome()
    const before = await use(home, async (ledger) => {
      await ledger.record([triage(1)])
      const { keyid } = ledger
      // Events that are handed in meanwhile are signed by the key of their place.
      await Promise.all([
        ledger.record(range(300).map((at) => triage(1000 + Number(at)))),
        ledger.rotateKey(eva, 'yearly'),
        ledger.record(range(300).map((at) => triage(2000 + Number(at)))),
      ])
      expect(ledger.keyid).not.toBe(keyid)
      return keyid
    })
    expect(await wanted(home)).toEqual([])
    await use(home, async (ledger) => {
      await ledger.record([triage(2)])
      await ledger.revokeKey({ keyid: before, reason: 'laptop lost', actor: eva })
      const second = ledger.keyid
      await ledger.revokeKey({ keyid: second, reason: 'laptop lost too', actor: eva })
      expect(ledger.keyid).not.toBe(second)
      await expect(ledger.revokeKey({ keyid: before, reason: 'again', actor: eva })).rejects.toMatchObject({
        code: 'EVENT_INVALID',
      })
      await ledger.record([triage(3)])
      const keys = await ledger.keys()
      expect(
        keys.map(({ purpose, retiredAt, revoked }) => [purpose, retiredAt !== undefined, revoked?.reason]),
      ).toEqual([
        ['event', true, 'laptop lost'],
        ['log', false, undefined],
        ['event', true, 'laptop lost too'],
        ['event', false, undefined],
      ])
    })
    expect(await wanted(home)).toEqual([])
  })

  test('a kill around a rotation leaves the key that the log knows', async () => {
    const home = await newHome()
    const old = readFileSync(home.eventKey)
    // Before the leaf: the new key is forgotten.
    await createEventKey(nodeDisk, `${home.eventKey}.next`)
    await use(home, (ledger) => ledger.record([triage(1)]))
    expect(readFileSync(home.eventKey)).toEqual(old)
    expect(existsSync(`${home.eventKey}.next`)).toBe(false)
    // After the leaf: it takes over.
    const keyid = await use(home, async (ledger) => {
      await ledger.rotateKey(eva)
      return ledger.keyid
    })
    writeFileSync(`${home.eventKey}.next`, readFileSync(home.eventKey), { mode: 0o600 })
    writeFileSync(home.eventKey, old, { mode: 0o600 })
    await use(home, async (ledger) => {
      expect(ledger.keyid).toBe(keyid)
      await ledger.record([triage(2)])
    })
    expect(await wanted(home)).toEqual([])
  })

  test('forged, misplaced and repeated changes of keys name the leaf', async () => {
    const home = await newHome()
    await use(home, (ledger) => ledger.rotateKey(eva))
    const source = openEventReader(home)
    const leaves: readonly PublicLeaf[] = [0n, 1n, 2n].map((index) => ({
      index,
      envelope: envelopeOf(source.open(index)),
    }))
    const [created, added, rotated] = leaves
    if (created === undefined || added === undefined || rotated === undefined) throw new Error('no leaves')
    const thief = toEventKey(generateKeyPairSync('ed25519').privateKey)
    const own = { purpose: 'event', algorithm: 'ed25519', keyid: thief.keyid, spki: thief.spki }
    const options = {
      origin,
      now: Date.now(),
      random: (bytes: number) => new Uint8Array(bytes),
      signers: [thief],
    }
    const forge = async (type: string, data: object): Promise<PublicLeaf> => {
      const sealed = await createEvent({ type, actor: eva, data: data as never }, options)
      if (!sealed.ok) throw new Error(sealed.error.message)
      return { index: 3n, envelope: sealed.value.envelope }
    }
    const second = await forge('log.created', { organisation: 'Acme', origin, key: own })
    const foreign = await forge('log.created', {
      organisation: 'Acme',
      origin: 'other.example/log',
      key: own,
    })
    const rows: readonly (readonly [readonly PublicLeaf[], string | undefined, bigint])[] = [
      [leaves, undefined, 0n],
      [[added], 'HISTORY_START_INVALID', 1n],
      [[{ ...created, index: 4n }], 'HISTORY_START_INVALID', 4n],
      [[{ ...foreign, index: 0n }], 'HISTORY_START_INVALID', 0n],
      [[created, { ...rotated, index: 0n }], 'LEAF_ORDER_WRONG', 0n],
      [[created, rotated, { ...added, index: 3n }], 'KEY_EVENT_UNTRUSTED', 3n],
      [[created, added, { ...added, index: 2n }], 'KEY_EVENT_INVALID', 2n],
      [[...leaves, { ...rotated, index: 3n }], 'KEY_EVENT_UNTRUSTED', 3n],
      [[...leaves, await forge('key.added', own)], 'KEY_EVENT_UNTRUSTED', 3n],
      [[...leaves, second], 'KEY_EVENT_UNTRUSTED', 3n],
      [[created, { index: 1n, envelope: { ...added.envelope, signatures: [] } }], 'KEY_EVENT_UNTRUSTED', 1n],
    ]
    for (const [given, code, index] of rows) {
      const history = await deriveKeyHistory(given, { origin, verify: createVerify() })
      expect(history.ok ? undefined : [history.error.code, history.error.index]).toEqual(
        code === undefined ? undefined : [code, index],
      )
    }
    // Signed by the old key alone: the new one has to prove that it is there.
    const half = { ...rotated.envelope, signatures: rotated.envelope.signatures.slice(0, 1) }
    const history = await deriveKeyHistory([created, added, { index: 2n, envelope: half }], {
      origin,
      verify: createVerify(),
    })
    expect(history).toMatchObject({ error: { code: 'KEY_EVENT_UNTRUSTED', index: 2n } })
  })
})

describe('the check finds', () => {
  test('a leaf that this ledger did not write: the log’s key is in other hands', async () => {
    const home = await newHome()
    await use(home, (ledger) => ledger.record([triage(1)]))
    const { writer } = await openLedger(home.log)
    const entry = formatLedgerEntry({ kind: 'event', commitment: new Uint8Array(32).fill(9) })
    await writer.append([{ id: 'foreign', entry: entry.ok ? entry.value : new Uint8Array() }])
    await writer.close()
    expect(await wanted(home)).toEqual(['UNKNOWN_LEAF'])
    // What comes later is recorded all the same, and the gap stays visible.
    await use(home, async (ledger) => {
      expect((await ledger.record([triage(2)]))[0]?.index).toBe(4n)
      expect(ledger.event(3n)?.state).toBe('unreadable')
    })
    expect(await wanted(home)).toEqual(['UNKNOWN_LEAF'])
  })

  test('a byte changed anywhere in the records, a lost key, a lost segment', async () => {
    const home = await newHome()
    await use(home, (ledger) => ledger.record([triage(1), triage(2)]))
    const [segment = ''] = filesBelow(join(home.vault, 'segments'))
    const whole = readFileSync(segment)
    for (let at = 24; at < whole.length; at += 131) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(segment, changed)
      expect((await checkEvents(home)).faults.length).toBeGreaterThan(0)
    }
    writeFileSync(segment, whole)
    expect(await wanted(home)).toEqual([])
    for (const key of filesBelow(home.dataKeys)) {
      const bytes = readFileSync(key)
      rmSync(key)
      expect((await checkEvents(home)).faults.length).toBeGreaterThan(0)
      writeFileSync(key, bytes, { mode: 0o600 })
    }
    rmSync(segment)
    expect((await checkEvents(home)).faults.length).toBeGreaterThan(0)
  })

  test('an event of another ledger in the place of one of ours', async () => {
    const [home, other] = [await newHome(), await newHome()]
    for (const each of [home, other]) await use(each, (ledger) => ledger.record([triage(1)]))
    // The whole private half of the other: whoever holds both keys can do that.
    const swapped = { ...other, log: home.log }
    expect((await checkEvents(swapped)).faults.map(({ code }) => code)).toContain('LEAF_MISMATCH')
  })
})

test('a home for any origin, and no two origins share one', () => {
  const names = [
    'a/b',
    'a~2fb',
    'A',
    'a',
    '..',
    '.',
    'con',
    'ä',
    'a.',
    'x'.repeat(300),
    `${'x'.repeat(300)}y`,
  ].map(toFolderName)
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
  expect(names.every((name) => /^[a-z0-9~_-][a-z0-9~._-]*$/.test(name) && name.length <= 120)).toBe(true)
  expect(ledgerHome('/r', '/c', 'h.example/log/a').log.dir).toBe('/r/ledger/h.example~2flog~2fa/log')
})

function envelopeOf(sealed: { readonly entry: Uint8Array } | undefined): Envelope {
  const entry = parseLedgerEntry(sealed?.entry ?? new Uint8Array())
  if (!entry.ok || entry.value.kind !== 'public') throw new Error('no public leaf')
  return entry.value.envelope
}

function range(count: number): bigint[] {
  return Array.from({ length: count }, (_, at) => BigInt(at))
}

function listAll(page: (cursor: { cursor?: bigint }) => EventPage): readonly bigint[] {
  const all: bigint[] = []
  let cursor: bigint | undefined
  do {
    const { events, next } = page(cursor === undefined ? {} : { cursor })
    all.push(...events.map(({ index }) => index))
    cursor = next
  } while (cursor !== undefined)
  return all
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
