/** Requests as CI plugins of Dependency-Track send them, written down by hand, against the app in process. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { analyseJob } from '../analysis/analyse-job.ts'
import { runJobs } from '../analysis/testing/run-jobs.ts'
import { createTestServer } from '../testing/server.ts'

const bom = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  components: [{ type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' }],
})
const base64 = Buffer.from(bom).toString('base64')
const boundary = '----ci1234'

function form(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="bom"; filename="bom.json"\r\nContent-Type: application/json\r\n\r\n${bom}\r\n`
  return `${parts.join('')}${file}--${boundary}--\r\n`
}

const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` }

describeStores('clients of Dependency-Track', (stores) => {
  test('upload as JSON, poll, look up, count', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const version = (await (await server.nobody.get('/api/version')).json()) as { version: string }
    expect(version.version).toMatch(/^4\.\d+\.\d+$/)
    const sent = await ci.send('PUT', '/api/v1/bom', {
      projectName: 'Shop',
      projectVersion: '1.0',
      autoCreate: true,
      parentName: 'Family',
      projectTags: [{ name: 'x' }],
      bom: base64,
    })
    expect(sent.status).toBe(200)
    const { token } = (await sent.json()) as { token: string }
    const poll = async (path: string): Promise<unknown> =>
      (await ci.get(`/api/v1/${path}/token/${token}`)).json()
    expect([await poll('bom'), await poll('event')]).toEqual([{ processing: true }, { processing: true }])
    const found = (await (await ci.get('/api/v1/project/lookup?name=Shop&version=1.0')).json()) as {
      uuid: string
    }
    expect((await ci.get(`/api/v1/metrics/project/${found.uuid}/current`)).status).toBe(409)
    await runJobs(server.kernel, server.alpha, [analyseJob])
    expect(await poll('event')).toEqual({ processing: false })
    const metrics: unknown = await (await ci.get(`/api/v1/metrics/project/${found.uuid}/current`)).json()
    expect(metrics).toMatchObject({ components: 1, suppressed: 0 })
    expect((metrics as { findingsTotal: number }).findingsTotal).toBeGreaterThan(0)
    const again = await ci.send('PUT', '/api/v1/bom', { project: found.uuid, bom: base64 })
    expect(again.status).toBe(200)
    expect(await runJobs(server.kernel, server.alpha, [analyseJob])).toEqual([])
  })

  test('upload as a form, with strings for booleans', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const sent = await ci.send(
      'POST',
      '/api/v1/bom',
      form({ autoCreate: 'true', projectName: 'Shop', projectVersion: '2.0' }),
      multipart,
    )
    expect(sent.status).toBe(200)
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const list = (await (await ci.get('/api/v1/project?name=Shop')).json()) as { version: string }[]
    expect(list.map((one) => one.version)).toEqual(['2.0'])
  })

  test('what is wrong is refused: no token, no right to make, another product, no BOM', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const status = async (
      caller: { send: (method: string, path: string, body?: unknown) => Promise<Response> },
      body: unknown,
    ): Promise<number> => (await caller.send('PUT', '/api/v1/bom', body)).status
    const wish = { projectName: 'Shop', projectVersion: '1', autoCreate: true, bom: base64 }
    expect(await status(server.nobody, wish)).toBe(401)
    expect(await status(await server.token({ scopes: ['read'] }), wish)).toBe(403)
    expect(await status(await server.token({ scopes: ['inventory.write'] }), wish)).toBe(404)
    const maker = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    expect(await status(maker, { ...wish, bom: 'no base64 !' })).toBe(400)
    expect(await status(maker, { ...wish, bom: Buffer.from('{}').toString('base64') })).toBe(400)
    expect(await status(maker, [])).toBe(400)
    expect(await status(maker, { ...wish, autoCreate: false })).toBe(404)
    expect(await status(maker, wish)).toBe(200)
    const bound = await server.token({
      scopes: ['read', 'inventory.write', 'products.write'],
      product: 'other',
    })
    expect(await status(bound, wish)).toBe(404)
    expect((await bound.get('/api/v1/project/lookup?name=Shop&version=1')).status).toBe(404)
    const beta = await server.token({ org: server.beta, scopes: ['read'] })
    expect((await beta.get('/api/v1/project/lookup?name=Shop&version=1')).status).toBe(404)
  })
})
