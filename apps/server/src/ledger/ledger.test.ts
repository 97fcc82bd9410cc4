import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { permissionsOf, type Role } from '@occtet/contract/api'
import { LedgerReader, nodePlatform } from '@occtet/toolkit/adapters'
import { sha256 } from '@occtet/toolkit/base'
import { readPackageZip, verifyEvidencePackage } from '@occtet/toolkit/evidence-package'
import {
  findEntryFaults,
  findTileFaults,
  formatTilePath,
  hashLeaf,
  listChangedBundles,
  listTiles,
  openCheckpoint,
  parseVerifierKey,
  type TileAddress,
  verifyTlogProof,
} from '@occtet/toolkit/translog'
import { expect, onTestFinished, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import type { AfterCommit } from '../db/org-scope.ts'
import { openStore, type Store, type StorePlace } from '../db/open.ts'
import { jobHandlers } from '../jobs/handlers.ts'
import { startWorker } from '../jobs/worker.ts'
import type { Caller, LogEntry, OrgScope, Recorded } from '../kernel/model.ts'
import { homeOf } from '../home/home.ts'
import { spreadEvents } from '../notices/spread.ts'
import { createTestServer, testNow, type TestServer } from '../testing/server.ts'
import { ledgerHandlers } from './handlers.ts'
import { orgLedgerHome } from './home.ts'
import { type Ledgers, startLedgers } from './ledgers.ts'
import { askForLedgerChecks } from './schedule.ts'
import { ledgerJobs } from './verify-job.ts'

interface Bench {
  readonly place: StorePlace
  readonly store: Store
  readonly server: TestServer
  readonly ledgers: Ledgers
  readonly logged: LogEntry[]
}

const origin = 'alpha.example/ledger/alpha'

async function startBench(place: StorePlace, isOn = true): Promise<Bench> {
  const store = await openStore(place)
  const logged: LogEntry[] = []
  const settings = { dataDir: place.dataDir, isOffline: true }
  const ledgers = startLedgers({
    db: store.db,
    settings,
    log: (entry) => logged.push(entry),
    clock: () => testNow,
    interval: 50,
  })
  const bell = { ring: (): void => undefined }
  const after: AfterCommit = {
    wakeJobs: () => bell.ring(),
    wakeLedger: ledgers.wake,
    recorded: ledgers.recorded,
  }
  const handlers = { ...ledgerHandlers, ...jobHandlers }
  const server = await createTestServer({ store, settings, after, handlers })
  const clock = (): number => server.clock.now
  const worker = startWorker({ store, kernel: server.kernel, kinds: ledgerJobs, clock, interval: 50 })
  bell.ring = worker.wake
  if (isOn)
    await store.db.updateTable('org').set({ ledger_origin: origin }).where('slug', '=', 'alpha').execute()
  onTestFinished(async () => {
    await worker.stop()
    await ledgers.stop()
    await store.close()
  })
  return { place, store, server, ledgers, logged }
}

async function record(org: OrgScope, product: string, caseId?: string): Promise<Recorded> {
  const { recorded } = await org.change(async (change) => {
    const actor = { kind: 'user', who: { name: 'One of us' } } as const
    if (caseId === undefined) {
      change.record({ type: 'assessment.started', actor, product, data: { assessment: product } })
    } else {
      const data = { caseId, track: 'vulnerability' }
      change.record({ type: 'case.opened', actor, product, caseId, data })
    }
    await Promise.resolve()
  })
  return recorded()
}

function callerOf(role: Role): Caller {
  const permissions = new Set(permissionsOf[role])
  const products = role === 'guest' ? { products: new Set(['shown']) } : {}
  return { kind: 'person', id: `account-${role}`, name: role, role, permissions, ...products }
}

async function untilRecorded(store: Store): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const waiting = await store.db.selectFrom('outbox').select('seq').where('log_index', 'is', null).execute()
    if (waiting.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('events were not recorded')
}

/** What any of the answers may hold; the schemas are checked by the server of the tests. */
interface Answered {
  readonly size: number
  readonly root: string
  readonly key: string
  readonly check: unknown
  readonly rows: readonly { index: number; type?: string; product?: string; sentence?: string }[]
  readonly next?: string
  readonly event: unknown
  readonly entry: string
  readonly leafHash: string
  readonly proof: string
}

async function readJson(
  server: TestServer,
  path: string,
  role: 'owner' | 'auditor' = 'auditor',
): Promise<Answered> {
  return (await server.as(role).get(`/api/orgs/alpha/ledger${path}`)).json() as Promise<Answered>
}

describeStores('the ledger', ({ place }) => {
  test('of an organisation without one is off, and of a new one is new', async () => {
    const { server, store } = await startBench(await place(), false)
    expect(await record(server.alpha, 'p')).toEqual({ state: 'off' })
    expect(await readJson(server, '')).toEqual({ state: 'off' })
    expect(await readJson(server, '/events')).toEqual({ rows: [] })
    await store.db.updateTable('org').set({ ledger_origin: origin }).where('slug', '=', 'alpha').execute()
    expect(await readJson(server, '')).toEqual({ state: 'new', origin, pending: 0 })
  })

  test('has each change, in order, and says where it stands', async () => {
    const { server, store } = await startBench(await place())
    await record(server.alpha, 'one')
    await untilRecorded(store)
    const second = await record(server.alpha, 'two')
    await untilRecorded(store)
    // Index 0 and 1 are the birth of the log and its key.
    expect([second.state, 'recorded']).toContain('recorded')
    expect(await readJson(server, '')).toMatchObject({ state: 'on', origin, size: 4, pending: 0 })
    const { rows } = await readJson(server, '/events?lang=de')
    expect(rows.map(({ index, type, product }) => [index, type, product])).toEqual([
      [3, 'assessment.started', 'two'],
      [2, 'assessment.started', 'one'],
      [1, 'key.added', undefined],
      [0, 'log.created', undefined],
    ])
    expect(rows[0]?.sentence).toBe('One of us hat die Bewertung two begonnen')
  })

  test('is listed by product, kind and day, in pages', async () => {
    const { server, store } = await startBench(await place())
    for (const product of ['a', 'b', 'a']) await record(server.alpha, product)
    await untilRecorded(store)
    expect((await readJson(server, '/events?product=a')).rows).toHaveLength(2)
    expect((await readJson(server, '/events?kind=key')).rows).toHaveLength(1)
    expect((await readJson(server, '/events?kind=nothing')).rows).toHaveLength(0)
    expect((await readJson(server, '/events?product=a&from=2031-01-01')).rows).toHaveLength(0)
    const first = await readJson(server, '/events?limit=2')
    const next = await readJson(server, `/events?limit=2&cursor=${first.next}`)
    expect([...first.rows, ...next.rows].map(({ index }) => index)).toEqual([4, 3, 2, 1])
  })

  test('proves an entry to somebody who trusts its key alone', async () => {
    const { server, store } = await startBench(await place())
    await record(server.alpha, 'one')
    await untilRecorded(store)
    const head = await readJson(server, '')
    const entry = await readJson(server, '/events/2')
    expect(entry).toMatchObject({ index: 2, personal: { actor: { name: 'One of us' } } })
    expect(entry.event).toMatchObject({ type: 'assessment.started', product: 'one' })
    const key = parseVerifierKey(sha256, head.key)
    if (!key.ok) throw new Error('no key')
    const verifier = nodePlatform.toVerifier(key.value)
    const leafHash = hashLeaf(sha256, Buffer.from(entry.entry, 'base64'))
    expect(Buffer.from(leafHash).toString('hex')).toBe(entry.leafHash)
    const proven = verifyTlogProof(sha256, { proof: entry.proof, leafHash }, (note) =>
      openCheckpoint(note, origin, [verifier]),
    )
    expect(proven.ok).toBe(true)
    for (const path of [
      '/events/9',
      '/events/-1',
      '/events/02',
      '/tiles?path=log.key',
      '/tiles?path=tile/9/000',
    ]) {
      expect((await server.as('auditor').get(`/api/orgs/alpha/ledger${path}`)).status).toBe(404)
    }
    expect((await server.stranger.get('/api/orgs/alpha/ledger/events/2')).status).toBe(404)
  })

  test('hands out every tile, so that a browser can compute the tree again', async () => {
    const { server, store } = await startBench(await place())
    for (let at = 0; at < 5; at++) await record(server.alpha, `p${at}`)
    await untilRecorded(store)
    const head = await readJson(server, '')
    const size = BigInt(head.size)
    const tiles = new Map<string, Uint8Array>()
    for (const address of [...listTiles(size), ...listChangedBundles(0n, size)]) {
      const path = formatTilePath(address)
      const response = await server.as('auditor').get(`/api/orgs/alpha/ledger/tiles?path=${path}`)
      tiles.set(path, new Uint8Array(await response.arrayBuffer()))
    }
    const tree = {
      size,
      root: Buffer.from(head.root, 'base64'),
      read: (tile: TileAddress) => tiles.get(formatTilePath(tile)),
    }
    expect([...findTileFaults(sha256, tree), ...findEntryFaults(sha256, tree)]).toEqual([])
  })

  test('leaves a package that others can check, without names of people and without cases', async () => {
    const { server, store } = await startBench(await place())
    await record(server.alpha, 'one')
    await record(server.alpha, 'two')
    await record(server.alpha, 'one', 'C-2026-001')
    await untilRecorded(store)
    const head = await readJson(server, '')
    const response = await server.as('owner').get('/api/orgs/alpha/ledger/package?product=one')
    expect(response.headers.get('content-disposition')).toContain('ledger-one-2026-11-22')
    const files = readPackageZip(new Uint8Array(await response.arrayBuffer()))
    if (!files.ok) throw new Error(files.error.message)
    const options = { platform: nodePlatform, at: '2026-11-23T00:00:00Z', logKey: head.key }
    const result = await verifyEvidencePackage(files.value, options)
    expect(result.records.map(({ index, state }) => [index, state])).toEqual([
      ['0', 'proven'],
      ['1', 'proven'],
      ['2', 'proven'],
    ])
    expect(JSON.stringify(result)).not.toContain('One of us')
    expect((await server.as('guest').get('/api/orgs/alpha/ledger/package')).status).toBe(403)
  })

  test('shows events of cases to those alone who may read what is private', async () => {
    const { server, store } = await startBench(await place())
    await record(server.alpha, 'one', 'C-2026-001')
    await untilRecorded(store)
    expect((await readJson(server, '/events')).rows[0]?.sentence).toContain('C-2026-001')
    const token = await server.token({ scopes: ['read'] })
    for (const path of ['/events', '/events/2']) {
      const text = await (await token.get(`/api/orgs/alpha/ledger${path}`)).text()
      expect(text).toContain('"state":"private"')
      expect(text).not.toContain('C-2026-001')
    }
  })

  test('is checked on the server, and names what is wrong', async () => {
    const bench = await startBench(await place())
    const { server, store, ledgers } = bench
    await record(server.alpha, 'one')
    await untilRecorded(store)
    expect(await readJson(server, '')).not.toHaveProperty('check')
    expect(await verify(bench)).toMatchObject({ size: 3, verified: 3, faults: [] })
    expect((await readJson(server, '')).check).toMatchObject({ size: 3, faults: [] })
    const home = orgLedgerHome(bench.place.dataDir, server.alpha.id, origin)
    await ledgers.pause(server.alpha.id, async () => {
      const folder = join(home.log.dir, 'tile/entries')
      const bundle = join(folder, readdirSync(folder)[0] ?? '', '3')
      const bytes = readFileSync(bundle)
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      writeFileSync(bundle, bytes)
      await Promise.resolve()
    })
    const { faults } = await verify(bench)
    expect(faults).toContainEqual(expect.objectContaining({ code: 'ENTRY_HASH_MISMATCH' }))
    expect(JSON.stringify(faults)).not.toContain(bench.place.dataDir)
  })

  test('that breaks is told once, stands on the start page, and is told again when it is mended', async () => {
    const bench = await startBench(await place())
    const { server, store, ledgers } = bench
    await record(server.alpha, 'one')
    await untilRecorded(store)
    const home = orgLedgerHome(bench.place.dataDir, server.alpha.id, origin)
    const told = async (): Promise<readonly string[]> => {
      await spreadEvents(server.alpha, server.kernel.now())
      const rows = await store.db.selectFrom('notice_event').select('what').orderBy('id').execute()
      return rows.map(({ what }) => what)
    }
    const check = async (): Promise<void> => {
      server.clock.now += 24 * 3600_000
      expect(await askForLedgerChecks(server.kernel)).toBe(1)
      for (let tries = 0; tries < 400; tries++) {
        const open = await store.db.selectFrom('job').select('id').where('ended_at', 'is', null).execute()
        if (open.length === 0) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error('not checked in time')
    }
    const todosOf = async (role: Role): Promise<readonly unknown[]> =>
      homeOf({ org: server.alpha, caller: callerOf(role), now: server.kernel.now(), language: 'en' }).then(
        ({ orgTodos }) => orgTodos,
      )
    await check()
    expect([await told(), await todosOf('owner')]).toEqual([[], []])
    const bundles = join(home.log.dir, 'tile/entries')
    const path = join(bundles, readdirSync(bundles)[0] ?? '', '3')
    const good = readFileSync(path)
    const write = async (bytes: Uint8Array): Promise<void> =>
      ledgers.pause(server.alpha.id, async () => Promise.resolve(writeFileSync(path, bytes)))
    await write(good.map((byte, at) => (at === good.length - 1 ? byte ^ 1 : byte)))
    await check()
    await check()
    const day = new Date(server.clock.now - 24 * 3600_000).toISOString().slice(0, 10)
    expect(await told()).toEqual(['ledger.broken'])
    expect(await todosOf('owner')).toEqual([{ kind: 'ledger-broken', day }])
    expect(await todosOf('guest')).toEqual([])
    await ledgers.pause(server.alpha.id, async () =>
      Promise.resolve(rmSync(join(home.log.dir, 'checkpoint'))),
    )
    await check()
    expect(await told()).toEqual(['ledger.broken'])
    const heard = await store.db.selectFrom('notice').select('account_id').orderBy('account_id').execute()
    expect(heard.map((row) => row.account_id)).toEqual(['account-manager', 'account-owner'])
    const { checkpoint } = await store.db
      .selectFrom('ledger_state')
      .select('checkpoint')
      .executeTakeFirstOrThrow()
    await ledgers.pause(server.alpha.id, async () =>
      Promise.resolve(writeFileSync(join(home.log.dir, 'checkpoint'), checkpoint)),
    )
    await write(good)
    await check()
    expect(await told()).toEqual(['ledger.broken', 'ledger.mended'])
    expect(await todosOf('owner')).toEqual([])
    expect(await askForLedgerChecks(server.kernel)).toBe(0)
  })

  test('is not written where it is gone, older, or another one; nothing is lost meanwhile', async () => {
    const bench = await startBench(await place())
    const { server, store, ledgers, logged } = bench
    await record(server.alpha, 'one')
    await untilRecorded(store)
    const home = orgLedgerHome(bench.place.dataDir, server.alpha.id, origin)
    const copy = join(bench.place.dataDir, 'copy')
    await ledgers.pause(server.alpha.id, async () => {
      cpSync(join(bench.place.dataDir, 'ledger'), copy, { recursive: true })
      rmSync(join(bench.place.dataDir, 'ledger'), { recursive: true })
      await Promise.resolve()
    })
    expect(await record(server.alpha, 'two')).toEqual({ state: 'pending' })
    expect(await readJson(server, '')).toMatchObject({
      state: 'unreadable',
      code: 'LEDGER_ABSENT',
      pending: 1,
    })
    expect((await server.as('auditor').get('/api/orgs/alpha/ledger/events')).status).toBe(503)
    expect(logged).toContainEqual(expect.objectContaining({ code: 'LEDGER_ABSENT' }))
    await ledgers.pause(server.alpha.id, async () => {
      cpSync(copy, join(bench.place.dataDir, 'ledger'), { recursive: true })
      await Promise.resolve()
    })
    await untilRecorded(store)
    expect(new LedgerReader(home.log.dir).checkpoint().checkpoint.size).toBe(4n)
  })

  test('is written by one process: a second one leaves it to the first', async () => {
    const bench = await startBench(await place())
    const { server, store } = bench
    await record(server.alpha, 'one')
    await untilRecorded(store)
    const second = await openStore(bench.place)
    const settings = { dataDir: bench.place.dataDir, isOffline: true }
    const others = startLedgers({
      db: second.db,
      settings,
      log: () => undefined,
      clock: () => testNow,
      interval: 50,
    })
    await Promise.all(Array.from({ length: 20 }, async (_, at) => record(server.alpha, `p${at}`)))
    await untilRecorded(store)
    await others.stop()
    await second.close()
    expect((await readJson(server, '')).size).toBe(23)
  })
})

async function verify({ server, store }: Bench): Promise<{ readonly faults: readonly unknown[] }> {
  const response = await server.as('auditor').send('POST', '/api/orgs/alpha/ledger/verify')
  const { job } = (await response.json()) as { job: string }
  for (let tries = 0; tries < 200; tries++) {
    const row = await store.db.selectFrom('job').selectAll().where('id', '=', job).executeTakeFirstOrThrow()
    if (row.result !== null) return JSON.parse(row.result) as { faults: unknown[] }
    if (row.error_code !== null) throw new Error(row.error_code)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('not checked in time')
}
