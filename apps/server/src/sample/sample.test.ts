/** The sample is rich enough to show every page, made once, and read-only. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { listKept } from '../cra/kept.ts'
import { isRefused, loadCra } from '../cra/load.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { createTestServer } from '../testing/server.ts'
import { seedSample } from './seed-sample.ts'

describeStores('the sample', (stores) => {
  test('is there after the first start, with findings, decisions, answers and evidence', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const started = performance.now()
    expect(await seedSample(server.kernel)).toBe('ready')
    expect(performance.now() - started).toBeLessThan(15_000)
    const org = await server.kernel.openOrg('sample' as Parameters<typeof server.kernel.openOrg>[0])
    if (org === undefined) throw new Error('no sample')
    const desk = await openReleaseDesk(org, 'telemetry-hub', 'current')
    expect(desk?.release.version).toBe('1.4.0')
    expect((await desk?.inventory())?.components.length).toBeGreaterThan(50)
    expect((await desk?.findings())?.findings.length).toBeGreaterThan(5)
    expect((await desk?.decisions())?.records).toHaveLength(5)
    expect((await desk?.answers())?.size).toBeGreaterThan(30)
    expect((await desk?.evidence())?.requirements).toHaveLength(22)
    expect((await desk?.files())?.listAll().files).toContain('gateway/Cargo.lock')
    const states = await org.db
      .selectFrom('finding')
      .select('state')
      .where('org_id', '=', org.id)
      .where('state', '!=', 'open')
      .execute()
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['in-force', 'waiting', 'expired']))
    const before = await org.db
      .selectFrom('release')
      .selectAll()
      .where('org_id', '=', org.id)
      .orderBy('id')
      .execute()
    expect(await seedSample(server.kernel)).toBe('ready')
    expect(
      await org.db.selectFrom('release').selectAll().where('org_id', '=', org.id).orderBy('id').execute(),
    ).toEqual(before)
    const diff = await server
      .as('owner')
      .get('/api/orgs/sample/products/telemetry-hub/diff?from=1.3.0&to=1.4.0')
    expect(await diff.json()).toMatchObject({
      caveats: expect.any(Array) as unknown,
      modification: { newTypes: ['maven'] },
    })
    expect((await server.as('owner').send('POST', '/api/orgs/sample/products', { name: 'X' })).status).toBe(
      403,
    )
  })

  test('the law applies to it, and every kind of status is there', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await seedSample(server.kernel)
    const get = async (path: string): Promise<unknown> =>
      (await server.as('owner').get(`/api/orgs/sample${path}`)).json()
    const place = '/products/telemetry-hub/releases'
    const list = (await get(`${place}/1.4.0/requirements`)) as {
      counts: Record<string, number>
      earlier: unknown
    }
    for (const kind of ['met', 'partly', 'gap', 'unknown']) expect(list.counts[kind], kind).toBeGreaterThan(0)
    const org = await server.kernel.openOrg('sample' as Parameters<typeof server.kernel.openOrg>[0])
    if (org === undefined) throw new Error('no sample')
    const loaded = await loadCra(org, { product: 'telemetry-hub', now: server.kernel.now() })
    if (isRefused(loaded)) throw new Error(loaded.message)
    const { assessment, answers } = loaded.state
    expect(assessment.classification).toMatchObject({ applies: 'full', class: 'default' })
    expect(assessment.contradictions.length).toBeGreaterThan(0)
    expect(answers.get('E8')?.value).toEqual({ kind: 'scale', value: 'unknown' })
    const kept = await listKept(org, loaded.product)
    expect(kept.map(({ day, release }) => [day, release])).toEqual([
      ['2026-09-23', '1.3.0'],
      ['2026-10-25', '1.4.0'],
      ['2026-11-22', '1.4.0'],
    ])
    expect(new Set(kept.map(({ readiness }) => readiness)).size).toBe(3)
  })

  test('keeps a ledger, and two drills: one clock runs, one waits for a fix', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await seedSample(server.kernel)
    const outbox = await server.kernel.db.selectFrom('outbox').select('draft').execute()
    const types = new Set(outbox.map(({ draft }) => (JSON.parse(draft) as { type: string }).type))
    for (const type of ['product.registered', 'assessment.answered', 'vuln.triaged'])
      expect(types, type).toContain(type)
    const drills = (await (await server.as('owner').get('/api/orgs/sample/cases?drills=true')).json()) as {
      rows: { title: string; drill: boolean; nearest?: { isOverdue: boolean } }[]
      damaged: unknown[]
    }
    expect(drills.damaged).toEqual([])
    expect(drills.rows).toHaveLength(2)
    expect(drills.rows.map(({ nearest }) => nearest?.isOverdue)).toEqual([false, undefined])
    // The pages put "Drill" in front in the reader's language.
    expect(drills.rows.every(({ title, drill }) => drill && title.endsWith('(invented)'))).toBe(true)
    const real = (await (await server.as('owner').get('/api/orgs/sample/cases')).json()) as {
      rows: unknown[]
    }
    expect(real.rows).toEqual([])
  })

  test('after a kill between two steps, what is missing is added and nothing twice', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await seedSample(server.kernel)
    const { db } = server.kernel
    const files = async () =>
      db
        .selectFrom('product_file')
        .select(['path', 'text'])
        .where('path', 'not like', 'decisions/%')
        .orderBy('path')
        .execute()
    const before = await files()
    await db
      .deleteFrom('product_file')
      .where('path', 'like', 'drills/%')
      .where('text', 'like', '%gateway (invented)%')
      .execute()
    expect((await files()).length).toBe(before.length - 1)
    await seedSample(server.kernel)
    expect(await files()).toEqual(before)
  })
})
