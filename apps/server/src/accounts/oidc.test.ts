import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestServer, testUrl } from '../testing/server.ts'

let server: Server
let issuer = ''

/** A real provider on this machine: every name may sign in; `unverified…` has an address that nobody has checked. */
beforeAll(async () => {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'occtet',
        client_secret: 'a secret of the client',
        redirect_uris: [`${testUrl}/sign-in/oidc`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        name: `Name of ${sub}`,
        email: `${sub}@firm.example`,
        email_verified: !sub.startsWith('unverified'),
      }),
    }),
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
})

afterAll(() => server.close())

/** What a browser does at the provider: follows redirects, signs in, agrees. The query that comes back. */
async function visit(start: string, login: string): Promise<string> {
  const jar = new Map<string, string>()
  let url = start
  let form: string | undefined
  for (let step = 0; step < 12; step++) {
    const headers = new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })
    if (form !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded')
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      headers,
      redirect: 'manual',
      ...(form === undefined ? {} : { body: form }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      jar.set(name!, value!)
    }
    form = undefined
    const location = response.headers.get('location')
    if (location?.startsWith(testUrl) === true) return new URL(location).search.slice(1)
    if (location !== null) {
      url = new URL(location, url).href
      continue
    }
    const page = await response.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (prompt === undefined) throw new Error(`an unexpected page: ${response.status} ${page.slice(0, 300)}`)
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'x' } : { prompt }).toString()
    url = new URL(/action="([^"]+)"/.exec(page)![1]!, url).href
  }
  throw new Error('the provider never came to an end')
}

interface Way {
  readonly login: string
  readonly invitation?: string
  /** Brings back what another browser was sent. */
  readonly isOtherBrowser?: boolean
  readonly change?: (query: string) => string
  readonly cookie?: string
}

async function signIn(at: TestServer, way: Way): Promise<{ status: number; body: Record<string, unknown> }> {
  const body = way.invitation === undefined ? {} : { invitation: way.invitation }
  const started = await at.nobody.send('POST', '/api/session/oidc', body)
  expect(started.status).toBe(200)
  const { url } = (await started.json()) as { url: string }
  const query = await visit(url, way.login)
  const own = started.headers.get('set-cookie')!.split(';')[0]!
  const cookie = [way.isOtherBrowser === true ? '' : own, way.cookie ?? '']
    .filter((one) => one !== '')
    .join('; ')
  const change = way.change ?? ((text) => text)
  const done = await at.nobody.send('POST', '/api/session/oidc/finish', { query: change(query) }, { cookie })
  return { status: done.status, body: (await done.json()) as Record<string, unknown> }
}

describeStores('sign-in at an OpenID provider', (stores) => {
  async function open(): Promise<TestServer> {
    const oidc = { issuer, clientId: 'occtet', clientSecret: 'a secret of the client', name: 'Firm' }
    const at = await createTestServer({ store: await stores.open(), settings: { oidc } })
    // The provider has a real clock, and its tokens are checked against it.
    at.clock.now = Date.now()
    return at
  }

  async function invite(at: TestServer, email?: string): Promise<string> {
    at.clock.now = Date.parse('2026-11-22T12:00:00Z')
    const made = await at.as('owner').send('POST', '/api/orgs/alpha/invitations', {
      role: 'curator',
      ...(email === undefined ? {} : { email }),
    })
    const { link } = (await made.json()) as { link: string }
    return link.split('#')[1]!
  }

  it('lets in whoever was invited, and knows them again by issuer and subject', async () => {
    const at = await open()
    await invite(at, 'ada@firm.example')
    const first = await signIn(at, { login: 'ada' })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ organisations: [{ slug: 'alpha', role: 'curator' }] })
    const again = await signIn(at, { login: 'ada' })
    expect(again.status).toBe(201)
    expect((await at.kernel.db.selectFrom('identity').selectAll().execute()).length).toBe(1)
  })

  it('refuses strangers, addresses that nobody checked, and addresses that have an account', async () => {
    const at = await open()
    expect((await signIn(at, { login: 'stranger' })).body).toMatchObject({ code: 'OIDC_UNKNOWN' })
    await invite(at, 'unverified1@firm.example')
    expect((await signIn(at, { login: 'unverified1' })).body).toMatchObject({ code: 'OIDC_UNKNOWN' })
    await at.kernel.db
      .updateTable('account')
      .set({ email: 'taken@firm.example' })
      .where('id', '=', 'account-curator')
      .execute()
    await invite(at, 'taken@firm.example')
    expect((await signIn(at, { login: 'taken' })).body).toMatchObject({ code: 'OIDC_UNKNOWN' })
  })

  it('refuses another browser, another state, and the same answer twice', async () => {
    const at = await open()
    const invitation = await invite(at)
    const failed = { code: 'OIDC_FAILED' }
    expect((await signIn(at, { login: 'bob', invitation, isOtherBrowser: true })).body).toMatchObject(failed)
    const bent = (query: string): string => query.replace(/state=[^&]+/, 'state=of-somebody-else')
    expect((await signIn(at, { login: 'bob', invitation, change: bent })).body).toMatchObject(failed)
    let kept = ''
    const keep = (query: string): string => (kept = query)
    expect((await signIn(at, { login: 'bob', invitation, change: keep })).status).toBe(201)
    const twice = await at.nobody.send('POST', '/api/session/oidc/finish', { query: kept })
    expect(await twice.json()).toMatchObject(failed)
  })

  it('lets a domain in as auditors where the organisation says so', async () => {
    const at = await open()
    at.clock.now = Date.parse('2026-11-22T12:00:00Z')
    const set = { domains: ['firm.example'] }
    expect((await at.as('owner').send('PUT', '/api/orgs/alpha/access', set)).status).toBe(200)
    expect((await signIn(at, { login: 'carol' })).body).toMatchObject({
      organisations: [{ slug: 'alpha', role: 'auditor' }],
    })
    // Another organisation says that the domain is its own: nobody can know, so neither gets its people.
    expect((await at.stranger.send('PUT', '/api/orgs/beta/access', set)).status).toBe(200)
    expect((await signIn(at, { login: 'dora' })).body).toMatchObject({ code: 'OIDC_UNKNOWN' })
  })
})
