/** The page on which customers check files: the published one, one with a byte changed, a foreign one, a stale one. */
import { nodePlatform } from '@occtet/toolkit/adapters'
import {
  collectFingerprints,
  type DocumentResult,
  emptyPageData,
  findDocument,
  readPageData,
  verifyEvidencePackage,
} from '@occtet/toolkit/evidence-package'
import { expect, onTestFinished, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { openStore } from '../db/open.ts'
import { startLedgers } from '../ledger/ledgers.ts'
import { createTestServer, testNow, type TestServer } from '../testing/server.ts'
import { addProduct, componentOf, findingOf } from '../triage/testing/scene.ts'
import { allOff, type Wishes } from './page-row.ts'
import { createPublicSite } from './site.ts'

const path = '/api/orgs/alpha/products/shown/public'
const wishes: Wishes = {
  ...allOff,
  isOn: true,
  parts: { ...allOff.parts, sbom: true, verify: true, attestations: true },
}
const template = `<html><style>a{}</style>${emptyPageData}<script>1</script></html>`
const envelope = (text: string): string =>
  JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload: btoa(text), signatures: [] })

interface Seen {
  readonly page: string
  readonly look: (bytes: Uint8Array) => DocumentResult
  readonly verdict: unknown
}

describeStores('the page that checks files', ({ place }) => {
  const start = async (): Promise<TestServer & { see: () => Promise<Seen> }> => {
    const where = await place()
    const store = await openStore(where)
    const settings = { dataDir: where.dataDir, isOffline: true }
    const ledgers = startLedgers({
      db: store.db,
      settings,
      log: () => undefined,
      clock: () => testNow,
      interval: 50,
    })
    onTestFinished(async () => {
      await ledgers.stop()
      await store.close()
    })
    const late: { site?: ReturnType<typeof createPublicSite> } = {}
    const peer = { address: '192.0.2.7', isLoopback: false }
    const server = await createTestServer({
      store,
      settings,
      after: { wakeJobs: () => undefined, wakeLedger: ledgers.wake, recorded: ledgers.recorded },
      parts: { others: async (request) => late.site?.(request, peer) },
    })
    late.site = createPublicSite({ kernel: server.kernel, verifierPage: template })
    await store.db
      .updateTable('org')
      .set({ ledger_origin: 'alpha.example/log' })
      .where('slug', '=', 'alpha')
      .execute()
    const purl = 'pkg:npm/lodash@4.17.20'
    await addProduct(server.alpha, {
      slug: 'shown',
      findings: [findingOf(purl, 'GHSA-1')],
      components: [componentOf(purl)],
    })
    expect((await server.as('owner').send('PUT', path, { wishes, version: 0 })).status).toBe(200)
    const see = async (): Promise<Seen> => {
      for (let tries = 0; tries < 200; tries++) {
        const waiting = await store.db
          .selectFrom('outbox')
          .select('seq')
          .where('log_index', 'is', null)
          .execute()
        if (waiting.length === 0) break
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      const answer = await server.app.request('/pub/alpha/shown/verify')
      return look(await answer.text())
    }
    return { ...server, see }
  }

  const look = async (page: string): Promise<Seen> => {
    const data = /<script type="application\/json" id="package">(.*?)<\/script>/s.exec(page)?.[1] ?? 'null'
    const files = readPageData(JSON.parse(data))
    if (files === undefined) throw new Error('a page without records')
    const result = await verifyEvidencePackage(files, {
      platform: nodePlatform,
      at: new Date(testNow).toISOString(),
      withoutArtefacts: true,
    })
    const known = collectFingerprints(result.records)
    return { page, verdict: result.verdict, look: (bytes) => findDocument(known, 'dropped', bytes) }
  }

  const addAttestation = async (server: TestServer, name: string, text: string): Promise<Response> =>
    server.as('owner').send('POST', `${path}/attestations?name=${name}`, new TextEncoder().encode(text))

  test('published files are on record, byte for byte; a changed byte and a foreign file are not', async () => {
    const { see, ...server } = await start()
    const owner = server.as('owner')
    expect((await server.app.request('/pub/alpha/shown/verify')).status).toBe(200)
    const { files, release } = (await (await owner.get(`${path}/outgoing`)).json()) as {
      files: { path: string; sha256: string }[]
      release: string
    }
    const chosen = files.map((file) => ({ path: file.path, sha256: file.sha256 }))
    expect((await owner.send('POST', `${path}/files`, { release, files: chosen })).status).toBe(201)
    expect((await addAttestation(server, 'scan.json', envelope('a'))).status).toBe(201)
    const seen = await see()
    // Whose log it is, the reader compares: nothing in a page of the maker can do that.
    expect(seen.verdict).toMatchObject({ kind: 'unknown', reason: 'LOG_KEY_NOT_COMPARED' })
    for (const address of [`sbom/${files[0]?.path}`, 'attestation/scan.json']) {
      const answer = await server.app.request(`/pub/alpha/shown/files/${address}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      expect(seen.look(bytes)).toMatchObject({ state: 'recorded' })
      expect(seen.look(bytes)).not.toHaveProperty('later')
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        const changed = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte))
        expect(seen.look(changed)).toMatchObject({ state: 'stranger', records: [] })
      }
    }
    expect(seen.look(new TextEncoder().encode(envelope('foreign')))).toMatchObject({ state: 'stranger' })
  })

  test('a file that was replaced or taken back held once, and the page says that it does no more', async () => {
    const { see, ...server } = await start()
    const [first, second, third] = ['1', '2', '3'].map((text) => envelope(text))
    await addAttestation(server, 'a.json', first ?? '')
    await addAttestation(server, 'a.json', second ?? '')
    const added = await addAttestation(server, 'b.json', third ?? '')
    const { file } = (await added.json()) as { file: { id: string } }
    expect((await server.as('owner').send('POST', `${path}/files/${file.id}/withdraw`)).status).toBe(200)
    const seen = await see()
    const laterOf = (text = ''): unknown => seen.look(new TextEncoder().encode(text)).later?.kind
    expect([first, second, third].map(laterOf)).toEqual(['replaced', undefined, 'withdrawn'])
    await addAttestation(server, 'b.json', third ?? '')
    const again = await see()
    expect(again.look(new TextEncoder().encode(third))).not.toHaveProperty('later')
  })

  test('nothing but records of what was published is in it: no names, no other product, no settings', async () => {
    const { see, ...server } = await start()
    await addAttestation(server, 'a.json', envelope('1'))
    await server.alpha.change(async (change) => {
      const actor = { kind: 'user', who: { name: 'Person owner' } } as const
      change.record({
        type: 'assessment.started',
        actor,
        product: 'shown',
        data: { assessment: 'secret-one' },
      })
      change.record({
        type: 'assessment.started',
        actor,
        product: 'other',
        data: { assessment: 'secret-two' },
      })
      await Promise.resolve()
    })
    const { page } = await see()
    const data = /id="package">(.*?)<\/script>/s.exec(page)?.[1] ?? '{}'
    const texts = Object.values(JSON.parse(data) as Record<string, string>).map((text) => atob(text))
    expect(texts.some((text) => text.includes('config.changed') || text.includes('payload'))).toBe(true)
    for (const text of texts) {
      for (const word of ['Person owner', 'secret-one', 'secret-two', btoa('Person owner')]) {
        expect(text).not.toContain(word)
      }
    }
    expect(
      Object.keys(JSON.parse(data) as object).filter((name) => /^events\/\d+\.json$/.test(name)),
    ).toHaveLength(1)
  })

  test('the same bytes until something changes; without a log the page checks packages alone', async () => {
    const { see, ...server } = await start()
    await addAttestation(server, 'a.json', envelope('1'))
    const one = await see()
    expect((await see()).page).toBe(one.page)
    await addAttestation(server, 'b.json', envelope('2'))
    expect((await see()).page).not.toBe(one.page)
    await server.kernel.db
      .updateTable('org')
      .set({ ledger_origin: null })
      .where('slug', '=', 'alpha')
      .execute()
    const bare = await server.app.request('/pub/alpha/shown/verify')
    expect(await bare.text()).toBe(template)
  })
})
