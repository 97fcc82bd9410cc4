/** The public page: off means missing, only what was published is shown, and nothing private ever is. */
import { sha256Hex } from '@occtet/toolkit/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { writeProductFile } from '../db/product-files.ts'
import { createTestServer, testUrl, type TestServer } from '../testing/server.ts'
import { addProduct, componentOf, findingOf } from '../triage/testing/scene.ts'
import { allOff, type Wishes } from './page-row.ts'
import { formatProviderMetadata } from './csaf-directory.ts'
import { csafRole } from './csaf-role.ts'
import { createPublicSite } from './site.ts'

const path = '/api/orgs/alpha/products/shown/public'
const parts = {
  securityTxt: true,
  policy: true,
  reports: true,
  csaf: true,
  vex: true,
  sbom: true,
  support: true,
  attestations: true,
  verify: true,
}
const wishes: Wishes = {
  ...allOff,
  isOn: true,
  parts,
  publisher: { name: 'The maker', namespace: 'https://example.org' },
  contacts: ['mailto:security@example.org'],
}
const peer = { address: '192.0.2.7', isLoopback: false }

describeStores('public page', ({ open }) => {
  const start = async (): Promise<
    TestServer & { visit: (below: string, init?: RequestInit) => Promise<Response> }
  > => {
    // The site needs the kernel of the server that it is a part of.
    const late: { site?: ReturnType<typeof createPublicSite> } = {}
    const server = await createTestServer({
      store: await open(),
      parts: { others: async (request) => late.site?.(request, peer) },
    })
    late.site = createPublicSite({
      kernel: server.kernel,
      verifierPage: '<html><style>a{}</style><script>1</script></html>',
    })
    const findings = [findingOf('pkg:npm/lodash@4.17.20', 'GHSA-1')]
    await addProduct(server.alpha, {
      slug: 'shown',
      findings,
      components: [componentOf('pkg:npm/lodash@4.17.20')],
    })
    await addProduct(server.beta, { slug: 'shown', findings: [] })
    return { ...server, visit: async (below, init) => server.app.request(`/pub/alpha/shown${below}`, init) }
  }
  const save = async (server: TestServer, next: Wishes, version = 0): Promise<Response> =>
    server.as('owner').send('PUT', path, { wishes: next, version })

  test('what is off looks like what is not there, byte for byte', async () => {
    const { visit, ...server } = await start()
    const missing = await (await server.app.request('/pub/alpha/nobody/')).text()
    expect((await save(server, { ...wishes, isOn: false })).status).toBe(200)
    for (const below of [
      '/',
      '/report',
      '/csaf/provider-metadata.json',
      '/.well-known/security.txt',
      '/verify',
      '/files/sbom/x',
    ]) {
      const answer = await visit(below)
      expect([answer.status, await answer.text()]).toEqual([404, missing])
    }
    expect((await server.app.request('/.well-known/security.txt')).status).toBe(404)
    expect(
      (await save(server, { ...wishes, parts: { ...parts, csaf: false, reports: false } }, 1)).status,
    ).toBe(200)
    expect((await visit('/')).status).toBe(200)
    expect((await visit('/report')).status).toBe(404)
    expect((await visit('/csaf/provider-metadata.json')).status).toBe(404)
    expect((await server.app.request('/pub/beta/shown/')).status).toBe(404)
  })

  test('a preview opens for whoever has its address, and for ten minutes', async () => {
    const { visit, ...server } = await start()
    expect((await save(server, { ...wishes, isOn: false })).status).toBe(200)
    const { url } = (await (await server.as('owner').send('POST', `${path}/preview`)).json()) as {
      url: string
    }
    const below = url.slice(`${testUrl}/pub/alpha/shown`.length)
    expect(await (await visit(below)).text()).toContain('Preview')
    const text = await visit(below.replace('/?', '/.well-known/security.txt?'))
    expect([text.status, text.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await visit('/?preview=wrong')).status).toBe(404)
    server.clock.now += 11 * 60 * 1000
    expect((await visit(below)).status).toBe(404)
  })

  test('files go out after they were looked at, with their hashes; then they can be taken back', async () => {
    const { visit, ...server } = await start()
    await save(server, wishes)
    const owner = server.as('owner')
    const { files, release } = (await (await owner.get(`${path}/outgoing`)).json()) as {
      files: { path: string; sha256: string }[]
      release: string
    }
    expect(files.length).toBeGreaterThanOrEqual(2)
    expect(
      (
        await owner.send('POST', `${path}/files`, {
          release,
          files: [{ ...files[0], sha256: '0'.repeat(64), kind: undefined, size: undefined }],
        })
      ).status,
    ).toBe(409)
    const chosen = files.map(({ path: file, sha256 }) => ({ path: file, sha256 }))
    const made = await owner.send('POST', `${path}/files`, { release, files: chosen })
    expect(made.status, await made.clone().text()).toBe(201)
    const [sbom] = files
    const answer = await visit(`/files/sbom/${sbom?.path}`)
    expect(sha256Hex(new Uint8Array(await answer.arrayBuffer()))).toBe(sbom?.sha256)
    const settings = (await (await owner.get(path)).json()) as {
      files: { id: string }[]
      csaf: { role: string; lacks: string[] }
    }
    expect(settings.csaf.role).toBe('none')
    expect(settings.csaf.lacks).toEqual(['NOT_HTTPS', 'NO_DOCUMENT', 'OPENPGP_KEY'])
    for (const { id } of settings.files) await owner.send('POST', `${path}/files/${id}/withdraw`)
    expect((await visit(`/files/sbom/${sbom?.path}`)).status).toBe(404)
  })

  test('security.txt has what RFC 9116 demands, and the metadata claims no trusted provider without signatures', async () => {
    const { visit, ...server } = await start()
    await save(server, wishes)
    const text = await (await visit('/.well-known/security.txt')).text()
    expect(text).toMatch(/^Contact: mailto:security@example\.org$/m)
    expect(text).toMatch(/^Expires: 20\d\d-\d\d-\d\dT00:00:00\.000Z$/m)
    const expires = Date.parse(/^Expires: (.*)$/m.exec(text)?.[1] ?? '')
    expect(expires).toBeGreaterThan(server.clock.now)
    expect(expires).toBeLessThan(server.clock.now + 366 * 86_400_000)
    expect((await server.app.request('/.well-known/security.txt')).status).toBe(200)
    expect(text).not.toContain('CSAF:')
    expect((await visit('/csaf/provider-metadata.json')).status).toBe(404)
    const facts = {
      wishes,
      publicUrl: 'https://example.org',
      keys: [],
      signatures: new Map(),
      now: server.kernel.now(),
    }
    const { role } = csafRole({ ...facts, files: [{ id: 'a', kind: 'csaf' }] })
    expect(role).toBe('csaf_provider')
    const secure = { ...facts, files: [], signed: new Set<string>(), base: 'https://example.org/pub/a/b' }
    const metadata: unknown = JSON.parse(formatProviderMetadata(secure, 'csaf_provider'))
    expect(metadata).toMatchObject({ role: 'csaf_provider', public_openpgp_keys: [] })
  })

  test('a report is kept whole and private, confirmed with a reference, and limited in size and number', async () => {
    const { visit, ...server } = await start()
    await save(server, wishes)
    const hostile = '<script>alert(1)</script>\u202E'
    const send = async (body: Record<string, string>): Promise<Response> =>
      visit('/report', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(body).toString(),
      })
    const wrong = await send({ title: hostile, text: '' })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).not.toContain('<script>alert')
    const done = await send({ title: hostile, text: 'It breaks.', contact: 'me@example.org' })
    const reference = /R-\d{8}-[2-9A-Z]{10}/.exec(await done.text())?.[0] ?? ''
    expect(reference).not.toBe('')
    expect((await send({ title: 'x', text: 'y'.repeat(200_000) })).status).toBe(413)
    for (let i = 0; i < 6; i++) await send({ title: 'x', text: 'y' })
    expect((await send({ title: 'x', text: 'y' })).status).toBe(429)
    const reports = '/api/orgs/alpha/products/shown/reports'
    expect(await (await server.as('owner').get(`${reports}/${reference}`)).json()).toMatchObject({
      title: hostile,
      state: 'new',
      contact: 'me@example.org',
    })
    expect((await server.as('guest').get(reports)).status).toBe(403)
    expect((await server.stranger.get(reports)).status).toBe(404)
    expect(
      (await server.as('curator').send('PATCH', `${reports}/${reference}`, { state: 'acknowledged' })).status,
    ).toBe(200)
    expect(await (await visit('/')).text()).not.toContain(reference)
  })

  test('nothing private in any public answer, whatever the private texts are', async () => {
    const { visit, ...server } = await start()
    await save(server, wishes)
    const owner = server.as('owner')
    const secret = fc.stringMatching(/^SECRET[A-Za-z0-9]{12}$/)
    await fc.assert(
      fc.asyncProperty(fc.tuple(secret, secret, secret), async (words) => {
        const [answer, caseText, decision] = words
        await server.alpha.change(async (change) => {
          const write = async (file: string, text: string): Promise<unknown> =>
            writeProductFile(server.alpha, change, {
              product: 'p-shown',
              place: 'private',
              path: file,
              text,
              now: server.kernel.now(),
            })
          await write('answers.yaml', `schema: occtet.answers/1\nproduct: shown\nanswers: {}\n# ${answer}\n`)
          await write('cases/AEV-20261120-1.json', JSON.stringify({ title: caseText }))
          await write('decisions/d-1.yaml', `# ${decision}\n`)
        })
        const { files, release } = (await (await owner.get(`${path}/outgoing`)).json()) as {
          files: { path: string; sha256: string }[]
          release: string
        }
        await owner.send('POST', `${path}/files`, {
          release,
          files: files.map(({ path: file, sha256 }) => ({ path: file, sha256 })),
        })
        const places = [
          '/',
          '/?lang=de',
          '/report',
          '/.well-known/security.txt',
          '/csaf/provider-metadata.json',
          '/csaf/white/csaf-feed-tlp-white.json',
          '/csaf/white/index.txt',
          ...files.map((file) => `/files/${file.path.includes('vex') ? 'vex' : 'sbom'}/${file.path}`),
        ]
        for (const place of places) {
          const text = await (await visit(place)).text()
          for (const word of [...words, 'Person owner', '@example.org']) {
            if (word === '@example.org' && text.includes('security@example.org')) continue
            expect(text).not.toContain(word)
          }
        }
      }),
      { numRuns: 5 },
    )
  })

  test('only who may write switches it on; a lost race is a conflict', async () => {
    const { visit: _, ...server } = await start()
    expect((await server.as('curator').send('PUT', path, { wishes, version: 0 })).status).toBe(403)
    expect((await server.stranger.get(path)).status).toBe(404)
    expect((await save(server, wishes)).status).toBe(200)
    expect((await save(server, wishes)).status).toBe(409)
    expect((await save(server, { ...wishes, publisher: { name: '' } }, 1)).status).toBe(400)
  })

  test('the checker may run its own script and talk to nobody', async () => {
    const { visit, ...server } = await start()
    await save(server, wishes)
    const policy = (await visit('/verify')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`script-src 'sha256-`)
    expect(policy).not.toContain('unsafe')
    expect((await visit('/')).headers.get('content-security-policy')).toContain("style-src 'self'")
  })
})
