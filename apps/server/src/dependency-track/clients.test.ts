/**
 * Requests as clients of Dependency-Track send them, against the app in process. Read off their sources: the GitHub action
 * gh-upload-sbom, the Jenkins plugin (OkHttp), the Maven plugin of pmckeown (Unirest), the Gradle plugin of Liftric (Ktor), the
 * Azure tasks of gsoft, the uploader of sephiroth-j, and the Go client of nscuro.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importSources } from '@occtet/toolkit/adapters'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { analyseJob } from '../analysis/analyse-job.ts'
import { runJobs } from '../analysis/testing/run-jobs.ts'
import { osvText } from '../feddb/testing/sample.ts'
import { createTestServer, testNow } from '../testing/server.ts'

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

let folder: string
let feddbDir: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'occtet-track-'))
  feddbDir = join(folder, 'feddb')
  const path = join(folder, 'GHSA-aaaa-bbbb-cccc.json')
  const flaw = { ecosystem: 'npm', name: 'lodash', id: 'GHSA-aaaa-bbbb-cccc', fixed: '4.17.21' }
  writeFileSync(path, osvText({ ...flaw, aliases: ['CVE-2021-23337'] }))
  await importSources([path], { dir: feddbDir, clock: () => testNow })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` }

describeStores('clients of Dependency-Track', (stores) => {
  test('upload as JSON, poll, look up, count', async () => {
    const server = await createTestServer({ store: await stores.open(), settings: { feddbDir } })
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
    expect(metrics).toMatchObject({
      components: 1,
      vulnerableComponents: 1,
      suppressed: 0,
      findingsTotal: 1,
      medium: 1,
      inheritedRiskScore: 3,
    })
    const findings = await ci.get(`/api/v1/finding/project/${found.uuid}?pageNumber=1&pageSize=100`)
    expect(findings.headers.get('x-total-count')).toBe('1')
    expect(await findings.json()).toMatchObject([
      {
        component: { name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' },
        vulnerability: {
          source: 'GITHUB',
          vulnId: 'GHSA-aaaa-bbbb-cccc',
          severity: 'MEDIUM',
          aliases: [{ cveId: 'CVE-2021-23337' }],
        },
        analysis: { state: 'NOT_SET', isSuppressed: false },
      },
    ])
    expect(await (await ci.get(`/api/v1/finding/project/${found.uuid}?pageNumber=2`)).json()).toEqual([])
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

  /** One part per field; what stands between the lines is what the client writes there. */
  const crlf = (...lines: readonly string[]): string => lines.join('\r\n')
  const part = (head: readonly string[], value: string): string =>
    crlf(`--${boundary}`, ...head, '', value, '')
  const end = `--${boundary}--\r\n`
  const forms: readonly (readonly [client: string, body: string])[] = [
    [
      'the GitHub action: a file named bom without an ending',
      part(
        [
          'Content-Disposition: form-data; name="bom"; filename="bom"',
          'Content-Type: application/octet-stream',
        ],
        bom,
      ) +
        part(['Content-Disposition: form-data; name="projectName"'], 'Shop') +
        part(['Content-Disposition: form-data; name="projectVersion"'], '3.0') +
        part(['Content-Disposition: form-data; name="autoCreate"'], 'true') +
        part(['Content-Disposition: form-data; name="projectTags"'], 'a,b') +
        end,
    ],
    [
      'the Jenkins plugin: the BOM as a field, lengths of parts, a parent',
      part(['Content-Disposition: form-data; name="bom"', `Content-Length: ${bom.length}`], bom) +
        part(['Content-Disposition: form-data; name="projectName"', 'Content-Length: 4'], 'Shop') +
        part(['Content-Disposition: form-data; name="projectVersion"', 'Content-Length: 3'], '3.0') +
        part(['Content-Disposition: form-data; name="autoCreate"', 'Content-Length: 4'], 'true') +
        part(['Content-Disposition: form-data; name="parentUUID"', 'Content-Length: 1'], 'x') +
        end,
    ],
    [
      'the Maven plugin: types of parts',
      part(
        ['Content-Disposition: form-data; name="projectName"', 'Content-Type: text/plain; charset=UTF-8'],
        'Shop',
      ) +
        part(['Content-Disposition: form-data; name="projectVersion"'], '3.0') +
        part(['Content-Disposition: form-data; name="autoCreate"'], 'true') +
        part(
          [
            'Content-Type: application/octet-stream',
            'Content-Disposition: form-data; name="bom"; filename="bom.xml"',
          ],
          bom,
        ) +
        end,
    ],
    [
      'the Gradle plugin: names without quotes',
      part(['Content-Disposition: form-data; name=autoCreate', 'Content-Length: 4'], 'true') +
        part(['Content-Disposition: form-data; name=projectName'], 'Shop') +
        part(['Content-Disposition: form-data; name=projectVersion'], '3.0') +
        part(
          ['Content-Disposition: form-data; name=bom; filename=bom.json', 'Content-Type: application/json'],
          bom,
        ) +
        end,
    ],
    [
      'base64 in a field, a file name in two forms',
      part(['Content-Disposition: form-data; name="bom"'], base64) +
        part(
          [`Content-Disposition: form-data; name="other"; filename="x"; filename*=utf-8''x`],
          'read past',
        ) +
        part(['Content-Disposition: form-data; name="projectName"'], 'Shop') +
        part(['Content-Disposition: form-data; name="projectVersion"'], '3.0') +
        part(['Content-Disposition: form-data; name="autoCreate"'], 'true') +
        end,
    ],
  ]

  test.each(forms)('%s', async (_client, body) => {
    const server = await createTestServer({ store: await stores.open(), settings: { feddbDir } })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const sent = await ci.send('POST', '/api/v1/bom', body, multipart)
    expect(await sent.json()).toMatchObject({ token: expect.stringMatching(/^[0-9A-Za-z-]+$/) as string })
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const found: unknown = await (await ci.get('/api/v1/project/lookup?name=Shop&version=3.0')).json()
    const { uuid } = found as { uuid: string }
    const metrics: unknown = await (await ci.get(`/api/v1/metrics/project/${uuid}/current`)).json()
    expect(metrics).toMatchObject({ components: 1, findingsTotal: 1 })
  })

  test('forms that are none, or that nobody sends, are refused', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const wrong = [
      '',
      `--${boundary}`,
      part(['Content-Disposition: form-data; name="bom"'], bom),
      part(['Content-Type: text/plain'], bom) + end,
      part(['X: y'], '').repeat(65) + end,
      part([`X: ${'y'.repeat(9000)}`, 'Content-Disposition: form-data; name="bom"'], bom) + end,
    ]
    for (const body of wrong) expect((await ci.send('POST', '/api/v1/bom', body, multipart)).status).toBe(400)
  })

  test('which version is the latest is what the client says; a maintenance build does not take over', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const send = async (version: string, more: object): Promise<void> => {
      const body = { projectName: 'Shop', projectVersion: version, autoCreate: true, bom: base64, ...more }
      expect((await ci.send('PUT', '/api/v1/bom', body)).status).toBe(200)
    }
    const latest = async (): Promise<unknown> => {
      const found = (await (await ci.get('/api/v1/project/lookup?name=Shop')).json()) as { version: string }
      return found.version
    }
    await send('2.0', {})
    expect(await latest()).toBe('2.0')
    await send('1.9', { isLatest: false })
    expect(await latest()).toBe('2.0')
    await send('2.1', {})
    expect(await latest()).toBe('2.1')
    await send('2.0', { isLatestProjectVersion: true })
    expect(await latest()).toBe('2.0')
    // Who may only upload does not say which version a product is at.
    const uploader = await server.token({ scopes: ['read', 'inventory.write'] })
    const body = { projectName: 'Shop', projectVersion: '1.9', isLatest: true, bom: base64 }
    expect((await uploader.send('PUT', '/api/v1/bom', body)).status).toBe(200)
    expect(await latest()).toBe('2.0')
  })

  test('no number for a gate where nobody could count', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const wish = { projectName: 'Shop', projectVersion: '1', autoCreate: true, bom: base64 }
    expect((await ci.send('PUT', '/api/v1/bom', wish)).status).toBe(200)
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const { uuid } = (await (await ci.get('/api/v1/project/lookup?name=Shop&version=1')).json()) as {
      uuid: string
    }
    // Only the advisories that ship with the program: too few to say that there is nothing.
    for (const path of [`metrics/project/${uuid}/current`, `finding/project/${uuid}`])
      expect((await ci.get(`/api/v1/${path}`)).status).toBe(409)
  })

  test('a BOM that could not be analysed leaves no number of the one before', async () => {
    const server = await createTestServer({ store: await stores.open(), settings: { feddbDir } })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const wish = { projectName: 'Shop', projectVersion: '1', autoCreate: true }
    await ci.send('PUT', '/api/v1/bom', { ...wish, bom: base64 })
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const { uuid } = (await (await ci.get('/api/v1/project/lookup?name=Shop&version=1')).json()) as {
      uuid: string
    }
    const status = async (): Promise<number> =>
      (await ci.get(`/api/v1/metrics/project/${uuid}/current`)).status
    expect(await status()).toBe(200)
    const other = Buffer.from(bom.replace('4.17.20', '4.17.19')).toString('base64')
    await ci.send('PUT', '/api/v1/bom', { ...wish, bom: other })
    await server.alpha.db
      .updateTable('job')
      .set({ state: 'failed' })
      .where('org_id', '=', server.alpha.id)
      .where('state', '=', 'queued')
      .execute()
    expect(await status()).toBe(409)
  })

  test('two products whose names give one address stay two', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    const send = async (projectName: string): Promise<number> =>
      (
        await ci.send('PUT', '/api/v1/bom', {
          projectName,
          projectVersion: '1',
          autoCreate: true,
          bom: base64,
        })
      ).status
    expect(await send('C app')).toBe(200)
    expect(await send('c-App')).toBe(200)
    expect(await send('C++ app')).toBe(422)
    expect((await ci.get('/api/v1/project/lookup?name=C%2B%2B%20app&version=1')).status).toBe(404)
  })

  test('pages of projects, with their whole number', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const ci = await server.token({ scopes: ['read', 'inventory.write', 'products.write'] })
    for (const version of ['1', '2', '3'])
      await ci.send('PUT', '/api/v1/bom', {
        project: null,
        projectName: 'Shop',
        projectVersion: version,
        autoCreate: true,
        bom: base64,
      })
    const page = async (number: number): Promise<readonly [string | null, number]> => {
      const path = `/api/v1/project?pageNumber=${number}&pageSize=2&excludeInactive=true&sortName=name&sortOrder=asc`
      const answer = await ci.get(path)
      return [answer.headers.get('x-total-count'), ((await answer.json()) as unknown[]).length]
    }
    expect([await page(1), await page(2), await page(3)]).toEqual([
      ['3', 2],
      ['3', 1],
      ['3', 0],
    ])
  })
})
