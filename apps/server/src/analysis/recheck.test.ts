/** What changes while nobody uploads anything: the day, the advisory data, the uploads themselves. On both databases. */
// Answers are read as they come; the server under test checks each against the contract.
/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-return, typescript/no-unsafe-call, typescript/no-unsafe-argument */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importSources, packEvidence } from '@occtet/toolkit/adapters'
import type { CraStatus } from '@occtet/toolkit/cra'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { osvText } from '../feddb/testing/sample.ts'
import { readStored } from '../inventory/stored-json.ts'
import { sweep } from '../notices/run.ts'
import { findReleaseOf } from '../products/find.ts'
import { createTestServer, testNow, type TestServer } from '../testing/server.ts'
import { analyseJob } from './analyse-job.ts'
import { askForRechecks, recheckJob } from './recheck-job.ts'
import { runJobs } from './testing/run-jobs.ts'

const base = '/api/orgs/alpha'
const release = `${base}/products/shop/releases/1.0`
const threeDays = 3 * 86_400_000

const lock = JSON.stringify({
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'shop', version: '1.0.0', dependencies: { lodash: '*', alpha: '*' } },
    'node_modules/lodash': { version: '4.17.20' },
    'node_modules/alpha': { version: '1.0.0' },
  },
})

const zip = packEvidence(
  new Map([
    ['package-lock.json', Buffer.from(lock)],
    ['SECURITY.md', Buffer.from('Mail us.\n')],
  ]),
)

const openvex = JSON.stringify({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://example.org/vex/1',
  author: 'Somebody',
  timestamp: '2026-11-01T00:00:00Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2026-1000' },
      products: [{ '@id': 'pkg:npm/lodash@4.17.20' }],
      status: 'fixed',
    },
  ],
})

describeStores('a release while time goes by', ({ open }) => {
  let folder: string
  let server: TestServer

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'occtet-recheck-'))
    server = await createTestServer({
      store: await open(),
      settings: { feddbDir: join(folder, 'feddb'), dataDir: folder },
    })
    await server.alpha.change(async ({ db }) => {
      await db
        .updateTable('org')
        .set({ ledger_origin: 'example.org/log' })
        .where('id', '=', server.alpha.id)
        .execute()
    })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const load = async (...records: readonly (readonly [name: string, text: string, format?: string])[]) => {
    for (const [name, text, format] of records) {
      const path = join(folder, name)
      writeFileSync(path, text)
      await importSources([path], {
        dir: join(folder, 'feddb'),
        clock: () => server.clock.now,
        ...(format === undefined ? {} : { format, asOf: new Date(server.clock.now).toISOString() }),
      })
    }
  }
  const lodash = (fixed: string) =>
    [
      'GHSA-aaaa-bbbb-cccc.json',
      osvText({
        ecosystem: 'npm',
        name: 'lodash',
        id: 'GHSA-aaaa-bbbb-cccc',
        fixed,
        aliases: ['CVE-2026-1000'],
      }),
    ] as const
  const send = async (method: string, path: string, body?: unknown): Promise<any> => {
    const response = await server.as('owner').send(method, path, body)
    expect(response.status, await response.clone().text()).toBeLessThan(300)
    return response.json()
  }
  /** By a token: sessions of people end sooner than decisions do. */
  const get = async (path: string): Promise<any> => {
    const reader = await server.token({ org: server.alpha, scopes: ['read', 'private.read'] })
    return (await reader.get(path)).json()
  }
  const work = async (): Promise<readonly unknown[]> =>
    runJobs(server.kernel, server.alpha, [analyseJob, recheckJob])
  const recheck = async (): Promise<readonly unknown[]> => {
    await askForRechecks(server.kernel)
    return work()
  }
  const upload = async (name: string, bytes: string | Uint8Array): Promise<void> => {
    await send('POST', `${release}/uploads?name=${name}`, bytes)
    await work()
  }
  const make = async (): Promise<void> => {
    await send('POST', `${base}/products`, { name: 'The shop', slug: 'shop' })
    await send('POST', `${base}/products/shop/releases`, { version: '1.0', isCurrent: true })
  }
  const queue = async (): Promise<readonly string[]> => {
    const { rows } = await get(`${base}/triage/queue?state=all`)
    return rows.map((row: any) => `${row.advisory} ${row.name} ${row.state}`)
  }
  const decide = async (advisory: string): Promise<void> => {
    const { rows } = await get(`${base}/triage/queue?state=all`)
    const finding = rows.find((row: any) => row.advisory === advisory).places[0].finding
    await send('POST', `${base}/triage/decide`, {
      findings: [{ product: 'shop', finding }],
      verdict: { status: 'not_affected', justification: 'vulnerable_code_not_present', responses: [] },
      reason: 'The parser is not built.',
      scope: 'component',
      expires: '2026-11-24',
    })
  }
  const signal = async (id: string): Promise<string | undefined> => {
    const found = await findReleaseOf(server.alpha, 'shop', '1.0')
    const status = await readStored<CraStatus>(server.alpha, found?.release.evidence_digest ?? null)
    return status?.signals.find((one) => one.id === id)?.state
  }
  const events = async (): Promise<readonly string[]> => {
    const rows = await server.alpha.db
      .selectFrom('outbox')
      .select('draft')
      .where('org_id', '=', server.alpha.id)
      .orderBy('event_id')
      .execute()
    return rows.map(({ draft }) => (JSON.parse(draft) as { type: string }).type)
  }

  test('a new advisory: a finding, an event, a notice, and requirements that know of it', async () => {
    await load(lodash('4.17.21'))
    await make()
    await upload('shop.zip', zip)
    expect(await queue()).toEqual(['GHSA-aaaa-bbbb-cccc lodash open'])
    expect(await recheck()).toEqual([{ looked: 1, changed: 0, ranOut: 0 }])
    await decide('GHSA-aaaa-bbbb-cccc')
    expect(await signal('SIG-VULN-VEX')).toBe('present')

    server.clock.now += 60_000
    await load(
      [
        'GHSA-nnnn-nnnn-nnnn.json',
        osvText({
          ecosystem: 'npm',
          name: 'alpha',
          id: 'GHSA-nnnn-nnnn-nnnn',
          fixed: '1.0.1',
          aliases: ['CVE-2026-2000'],
        }),
      ],
      [
        'kev.json',
        JSON.stringify({
          catalogVersion: '1',
          vulnerabilities: [
            {
              cveID: 'CVE-2026-2000',
              vendorProject: 'v',
              product: 'p',
              vulnerabilityName: 'n',
              dateAdded: '2026-11-20',
              shortDescription: 's',
              requiredAction: 'a',
              dueDate: '2026-12-01',
            },
          ],
        }),
        'kev',
      ],
    )
    const before = (await events()).length
    expect(await recheck()).toEqual([{ looked: 1, changed: 1, ranOut: 0 }])
    expect(await queue()).toEqual(['GHSA-nnnn-nnnn-nnnn alpha open', 'GHSA-aaaa-bbbb-cccc lodash in-force'])
    expect((await events()).slice(before)).toEqual(['scan.completed'])
    expect(await signal('SIG-VULN-KEV')).toBe('contrary')
    const counts = (await get(release)).counts
    expect(counts).toMatchObject({ findings: 2, open: 1, exploited: 1 })
    await sweep(server.alpha, server.kernel.now())
    const notices = await server.alpha.db
      .selectFrom('notice_event')
      .select('key')
      .where('org_id', '=', server.alpha.id)
      .execute()
    expect(notices.map(({ key }) => key)).toContain('exploited:shop:GHSA-nnnn-nnnn-nnnn')
  })

  test('an advisory that says something else: the decision on it asks again, here and in the evidence', async () => {
    await load(lodash('4.17.21'))
    await make()
    await upload('shop.zip', zip)
    await decide('GHSA-aaaa-bbbb-cccc')
    expect(await queue()).toEqual(['GHSA-aaaa-bbbb-cccc lodash in-force'])
    server.clock.now += 60_000
    await load(lodash('4.17.22'))
    expect(await recheck()).toEqual([{ looked: 1, changed: 1, ranOut: 0 }])
    expect(await queue()).toEqual(['GHSA-aaaa-bbbb-cccc lodash stale'])
    expect(await signal('SIG-VULN-VEX')).toBe('absent')
  })

  test('a decision runs out while nobody does anything', async () => {
    await load(lodash('4.17.21'))
    await make()
    await upload('shop.zip', zip)
    await decide('GHSA-aaaa-bbbb-cccc')
    expect((await get(release)).counts.open).toBe(0)
    server.clock.now += threeDays
    expect(await recheck()).toMatchObject([{ ranOut: 1 }])
    expect((await queue())[0]).toMatch(/lodash expired$/)
    expect((await get(release)).counts.open).toBe(1)
    expect(await signal('SIG-VULN-VEX')).not.toBe('present')
  })

  test('without advisory data the day passes all the same', async () => {
    await make()
    await upload('package-lock.json', lock)
    await decide((await get(`${base}/triage/queue?state=all`)).rows[0].advisory)
    server.clock.now += threeDays
    expect(await recheck()).toMatchObject([{ looked: 0, ranOut: 1 }])
  })

  test('what was released is looked at again too, when another one is current', async () => {
    await load(lodash('4.17.21'))
    await make()
    await upload('package-lock.json', lock)
    await send('PATCH', release, { releasedAt: '2026-11-01T00:00:00Z' })
    await send('POST', `${base}/products/shop/releases`, { version: '2.0', isCurrent: true })
    await load([
      'GHSA-nnnn-nnnn-nnnn.json',
      osvText({ ecosystem: 'npm', name: 'alpha', id: 'GHSA-nnnn-nnnn-nnnn', fixed: '1.0.1' }),
    ])
    expect(await recheck()).toMatchObject([{ looked: 1, changed: 1 }])
    expect((await get(release)).counts.findings).toBe(2)
  })

  test('a correction that counts changes findings as it changes the pages about them', async () => {
    await load(lodash('4.17.21'))
    writeFileSync(
      join(folder, 'feddb-review.json'),
      JSON.stringify({ format: 'something else', reviewers: [], approvals: 1 }),
    )
    await make()
    await send('POST', `${release}/uploads?name=package-lock.json`, lock)
    // A policy of reviewers that cannot be read stops the analysis: nobody knows whose corrections count.
    await expect(work()).rejects.toThrow('approvals')
  })

  test('nothing that says what is inside: unknown, never clean', async () => {
    await load(lodash('4.17.21'))
    await make()
    await upload('vex.json', openvex)
    const shown = await get(release)
    expect(shown.counts).toEqual({})
    expect(shown).not.toHaveProperty('analysedAt')
    expect((await get(`${base}/triage/queue`)).looked).toMatchObject({ products: 0, unanalysedCount: 1 })
  })

  test('a tree with an SBOM and no lock file is read by its SBOM', async () => {
    await load(lodash('4.17.21'))
    await make()
    const bom = JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
      components: [{ type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' }],
    })
    const files = new Map([
      ['sbom/bom.json', Buffer.from(bom)],
      ['README.md', Buffer.from('Firmware.\n')],
    ])
    await upload('firmware.zip', packEvidence(files))
    expect((await get(release)).counts).toMatchObject({ components: 1, findings: 1, open: 1 })
    expect(await signal('SIG-VULN-OPEN')).toBe('contrary')
  })

  test('nothing found among the few advisories that ship with the program: no number', async () => {
    await make()
    await upload('package-lock.json', lock.replace('4.17.20', '4.99.0'))
    const { counts, isThin } = await get(release)
    expect([isThin, counts.components]).toEqual([true, 2])
    for (const name of ['findings', 'open', 'exploited']) expect(counts).not.toHaveProperty(name)
  })

  test('the last upload is taken away: its counts go with it', async () => {
    await load(lodash('4.17.21'))
    await make()
    await upload('package-lock.json', lock)
    expect((await get(release)).counts).toMatchObject({ components: 2, findings: 1 })
    const [only] = (await get(`${release}/uploads`)).rows
    await send('DELETE', `${release}/uploads/${only.id}`)
    await work()
    const shown = await get(release)
    expect(shown.counts).toEqual({})
    expect(shown).not.toHaveProperty('analysedAt')
    expect(await queue()).toEqual([])
    expect((await server.as('owner').get(`${release}/inventory/sbom?format=cyclonedx`)).status).not.toBe(200)
  })

  test('a file that cannot be read beside none that can: unknown', async () => {
    await make()
    await upload('bom.json', '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[')
    const shown = await get(release)
    expect(shown.counts).toEqual({})
    expect((await get(`${release}/uploads`)).rows[0].report.status).toBe('unreadable')
  })
})

test('the clock of the tests stands where the samples are', () => {
  expect(new Date(testNow).toISOString()).toBe('2026-11-22T12:00:00.000Z')
})
