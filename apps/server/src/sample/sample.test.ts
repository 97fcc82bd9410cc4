/** The sample is rich enough to show every page, made once, and read-only. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { createTestServer } from '../testing/server.ts'
import { seedSample } from './seed-sample.ts'

describeStores('the sample', (stores) => {
  test('is there after the first start, with findings, decisions, answers and evidence', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const started = performance.now()
    expect(await seedSample(server.kernel)).toBe('ready')
    expect(performance.now() - started).toBeLessThan(10_000)
    const org = await server.kernel.openOrg('sample' as Parameters<typeof server.kernel.openOrg>[0])
    if (org === undefined) throw new Error('no sample')
    const desk = await openReleaseDesk(org, 'telemetry-hub', 'current')
    expect(desk?.release.version).toBe('1.4.0')
    expect((await desk?.inventory())?.components.length).toBeGreaterThan(50)
    expect((await desk?.findings())?.findings.length).toBeGreaterThan(5)
    expect((await desk?.decisions())?.records).toHaveLength(3)
    expect((await desk?.answers())?.size).toBe(18)
    expect((await desk?.evidence())?.requirements).toHaveLength(22)
    expect((await desk?.files())?.listAll().files).toContain('gateway/Cargo.lock')
    const states = await org.db
      .selectFrom('finding')
      .select('state')
      .where('org_id', '=', org.id)
      .where('state', '!=', 'open')
      .execute()
    expect(states.length).toBeGreaterThan(1)
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
      caveats: expect.any(Array),
      modification: { newTypes: ['maven'] },
    })
    expect((await server.as('owner').send('POST', '/api/orgs/sample/products', { name: 'X' })).status).toBe(
      403,
    )
  })
})
