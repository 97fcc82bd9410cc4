/** FedDB pages: what sources say, unknown where nobody looked, and only the products that a caller may see. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importSources } from '@occtet/toolkit/adapters'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { osvText } from '../feddb/testing/sample.ts'
import { createTestServer, testNow, type TestServer } from '../testing/server.ts'
import type { OrgScope } from '../kernel/model.ts'
import { addProduct, findingOf } from '../triage/testing/scene.ts'
import { createFeddbMount } from './feddb-mount.ts'
import { closeStore } from './store.ts'

let folder: string
let feddbDir: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'occtet-knowledge-'))
  feddbDir = join(folder, 'feddb')
  const lodash = { ecosystem: 'npm', name: 'lodash' }
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const records = [
    write(
      'GHSA-aaaa-bbbb-cccc.json',
      osvText({ ...lodash, id: 'GHSA-aaaa-bbbb-cccc', fixed: '4.17.21', aliases: ['CVE-2021-23337'] }),
    ),
    write('CVE-2021-23337.json', osvText({ ...lodash, id: 'CVE-2021-23337', fixed: '4.17.20' })),
  ]
  await importSources(records, { dir: feddbDir, clock: () => testNow })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function addComponents(org: OrgScope, slug: string, purls: readonly string[]): Promise<void> {
  const rows = purls.map((purl, position) => ({
    org_id: org.id,
    release_id: `r-${slug}`,
    position,
    purl,
    type: 'npm',
    name: purl.slice(8).replace(/@.*/, ''),
    version: purl.replace(/.*@/, ''),
    scope: 'runtime',
    is_direct: 1,
    license: null,
    finding_count: 0,
    worst: -1,
    is_first_party: 0,
    unknown: null,
    body: '{}',
  }))
  await org.change(async (change) => {
    await change.db.insertInto('component').values(rows).execute()
  })
}

describeStores('FedDB pages', ({ open }) => {
  const start = async (dir = feddbDir): Promise<TestServer> => {
    const server = await createTestServer({
      store: await open(),
      settings: { feddbDir: dir, dataDir: mkdtempSync(join(folder, 'data-')) },
    })
    const findings = [findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc')]
    await addProduct(server.alpha, { slug: 'shown', findings })
    await addProduct(server.alpha, { slug: 'hidden', findings })
    await addProduct(server.beta, { slug: 'theirs', findings })
    await addComponents(server.alpha, 'shown', ['pkg:npm/lodash@4.17.20'])
    await addComponents(server.alpha, 'hidden', ['pkg:npm/lodash@4.17.20', 'pkg:npm/lodash-es@1.0.0'])
    await addComponents(server.beta, 'theirs', ['pkg:npm/lodash@4.17.20'])
    return server
  }
  const read = async (response: Promise<Response>): Promise<Record<string, never>> => {
    const answer = await response
    expect(answer.status, await answer.clone().text()).toBe(200)
    return (await answer.json()) as Record<string, never>
  }

  test('search finds by id in any case, by purl and by name, and counts only own releases', async () => {
    const server = await start()
    const search = async (q: string): Promise<Record<string, never>> =>
      read(server.as('auditor').get(`/api/orgs/alpha/feddb/search?q=${encodeURIComponent(q)}`))
    expect(await search('cve-2021-23337')).toMatchObject({
      kind: 'id',
      advisories: [{ id: 'GHSA-aaaa-bbbb-cccc' }],
    })
    expect(await search('pkg:npm/lodash@4.17.20')).toMatchObject({
      kind: 'purl',
      packages: [{ purl: 'pkg:npm/lodash', advisories: 1, releases: 2 }],
    })
    expect(await search('lodash')).toMatchObject({
      kind: 'name',
      packages: [{ purl: 'pkg:npm/lodash' }, { purl: 'pkg:npm/lodash-es', advisories: 0 }],
    })
    expect(await search('100%_\\')).toMatchObject({ kind: 'name', packages: [] })
    closeStore(server.kernel)
  })

  test('sources that differ are laid side by side; the version of the own product is compared', async () => {
    const server = await start()
    const shown = (await read(
      server.as('curator').get('/api/orgs/alpha/feddb/advisories/CVE-2021-23337'),
    )) as Record<string, unknown>
    const { compared, axis, ours } = shown as {
      compared: { isDisputed: boolean; purl: string }
      axis: { columns: { isYours: boolean }[]; lines: unknown[] }
      ours: unknown[]
    }
    expect(compared).toMatchObject({ isDisputed: true, purl: 'pkg:npm/lodash@4.17.20', status: 'affected' })
    expect(axis.columns.filter(({ isYours }) => isYours)).toHaveLength(1)
    expect(axis.lines).toHaveLength(2)
    expect(ours).toHaveLength(2)
    expect((await server.as('curator').get('/api/orgs/alpha/feddb/advisories/CVE-1999-1')).status).toBe(404)
    closeStore(server.kernel)
  })

  test('a guest sees their product only, a stranger nothing at all', async () => {
    const server = await start()
    const path = '/api/orgs/alpha/feddb/containing?purl=pkg:npm/lodash'
    expect(await read(server.as('guest').get(path))).toMatchObject({ rows: [{ product: 'shown' }] })
    const { rows } = (await read(server.as('owner').get(path))) as unknown as { rows: { product: string }[] }
    expect(rows.map(({ product }) => product)).toEqual(['hidden', 'shown'])
    expect((await server.stranger.get(path)).status).toBe(404)
    const first = (await read(server.as('owner').get(`${path}&limit=1`))) as unknown as {
      rows: unknown[]
      next: string
    }
    const rest = await read(server.as('owner').get(`${path}&limit=1&cursor=${first.next}`))
    expect(rest).toMatchObject({ rows: [{ product: 'shown' }] })
    expect('next' in rest).toBe(false)
    closeStore(server.kernel)
  })

  test('where nothing was ever loaded, the answer is unknown', async () => {
    const server = await start(join(folder, 'no-such-folder'))
    expect(
      await read(server.as('owner').get('/api/orgs/alpha/feddb/package?purl=pkg:npm/left-pad@1.0.0')),
    ).toMatchObject({ basis: null, standing: { status: 'unknown' } })
    expect(await read(server.as('owner').get('/api/orgs/alpha/feddb/sources'))).toMatchObject({
      basis: null,
      sources: [],
    })
  })

  test('a package page refuses what is no purl, and names what it knows', async () => {
    const server = await start()
    expect((await server.as('owner').get('/api/orgs/alpha/feddb/package?purl=lodash')).status).toBe(400)
    expect(
      await read(server.as('owner').get('/api/orgs/alpha/feddb/package?purl=pkg:npm/lodash@4.17.21')),
    ).toMatchObject({
      advisories: [{ id: 'GHSA-aaaa-bbbb-cccc', hits: false }],
      versions: ['4.12', '4.17.20', '4.17.21'],
    })
    closeStore(server.kernel)
  })

  test('a correction is proposed by whoever may, waits for a second reviewer, and changes nothing meanwhile', async () => {
    const server = await start()
    const path = '/api/orgs/alpha/feddb/reviews'
    const search = (await read(
      server.as('owner').get('/api/orgs/alpha/feddb/advisories/CVE-2021-23337'),
    )) as unknown as { compared: { statements: { source: string; record: string }[] } }
    const [statement] = search.compared.statements
    const draft = {
      kind: 'correct',
      source: statement?.source,
      record: statement?.record,
      package: 'pkg:npm/lodash',
      vers: 'vers:npm/<4.17.19',
      reason: 'Tested.',
    }
    expect((await server.as('assessor').send('POST', path, draft)).status).toBe(403)
    expect((await server.as('curator').send('POST', path, { ...draft, vers: 'nonsense' })).status).toBe(400)
    expect((await server.as('curator').send('POST', path, draft)).status).toBe(201)
    expect(await read(server.as('auditor').get(path))).toMatchObject({
      rows: [{ state: 'waiting', isOurs: true }],
    })
    expect(
      await read(server.as('auditor').get('/api/orgs/alpha/feddb/package?purl=pkg:npm/lodash@4.17.19')),
    ).toMatchObject({ standing: { status: 'affected' } })
    closeStore(server.kernel)
  })

  test('FedDB for machines answers under its own paths and leaves all others alone', async () => {
    const server = await start()
    const mount = createFeddbMount(server.kernel)
    const ask = async (path: string): Promise<Response | undefined> =>
      mount.answer(new Request(`http://127.0.0.1${path}`))
    expect((await ask('/v1/vulns/CVE-2021-23337'))?.status).toBe(200)
    expect(await ask('/api/orgs/alpha/jobs')).toBeUndefined()
    expect(await ask('/api/v1/bom')).toBeUndefined()
    mount.close()
  })
})
