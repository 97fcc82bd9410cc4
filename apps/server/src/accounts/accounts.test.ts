import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestServer, testUrl } from '../testing/server.ts'
import { makeHandover } from './handover.ts'
import { makeOnce } from './once.ts'
import { hashPassword } from './passwords.ts'
import { makeSetUpCode } from './set-up.ts'

const password = 'a long enough pass phrase'

async function json(response: Response): Promise<Readonly<Record<string, unknown>>> {
  return (await response.json()) as Readonly<Record<string, unknown>>
}

async function withPassword(server: TestServer, id: string): Promise<string> {
  const password_hash = await hashPassword(password)
  await server.kernel.db.updateTable('account').set({ password_hash }).where('id', '=', id).execute()
  return `${id}@example.org`
}

function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')!.split(';')[0]!
}

async function signIn(server: TestServer, body: Record<string, string>): Promise<Response> {
  return server.nobody.send('POST', '/api/session', body)
}

describeStores('accounts', (stores) => {
  it('signs in, and says the same of a wrong password and of nobody', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const email = await withPassword(server, 'account-curator')
    const wrong = await signIn(server, { email, password: 'something else' })
    const nobody = await signIn(server, { email: 'no@example.org', password })
    expect(wrong.status).toBe(401)
    expect(await wrong.text()).toBe(await nobody.text())
    const right = await signIn(server, { email: email.toUpperCase(), password })
    expect(right.status).toBe(201)
    expect(right.headers.get('set-cookie')).toMatch(/^occtet=\S{43}; Path=\/; .*HttpOnly; SameSite=Lax$/)
    const view = await json(right)
    expect(view).toMatchObject({ state: 'signed-in', organisations: [{ slug: 'alpha', role: 'curator' }] })
    const again = await server.app.request('/api/session', { headers: { cookie: cookieOf(right) } })
    expect(await json(again)).toMatchObject({ account: { email } })
  })

  it('makes whoever guesses wait, then lets the right one in', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const email = await withPassword(server, 'account-owner')
    for (let at = 0; at < 5; at++) {
      expect((await signIn(server, { email, password: `guess ${at}` })).status).toBe(401)
    }
    await signIn(server, { email, password: 'guess again' })
    const late = await signIn(server, { email, password })
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    server.clock.now += 3_600_000
    expect((await signIn(server, { email, password })).status).toBe(201)
  })

  it('asks for the second factor, and takes no code twice', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const email = await withPassword(server, 'account-owner')
    const owner = server.as('owner')
    expect((await owner.send('POST', '/api/account/totp', { password: 'wrong one' })).status).toBe(403)
    const offer = await json(await owner.send('POST', '/api/account/totp', { password }))
    expect(String(offer['uri'])).toMatch(/^otpauth:\/\/totp\/OCCTET/)
    const totp = new TOTP({ secret: Secret.fromBase32(String(offer['secret'])) })
    const codeAt = (ms: number): string => totp.generate({ timestamp: ms })
    const first = codeAt(server.clock.now)
    const confirmed = await json(await owner.send('POST', '/api/account/totp/confirm', { code: first }))
    const codes = confirmed['recoveryCodes'] as string[]
    expect(new Set(codes).size).toBe(10)
    expect(await json(await signIn(server, { email, password }))).toMatchObject({ code: 'CODE_NEEDED' })
    expect(await json(await signIn(server, { email, password, code: first }))).toMatchObject({
      code: 'CODE_WRONG',
    })
    server.clock.now += 60_000
    const second = codeAt(server.clock.now)
    expect((await signIn(server, { email, password, code: second })).status).toBe(201)
    expect((await signIn(server, { email, password, code: second })).status).toBe(401)
    expect((await signIn(server, { email, password, code: codes[0]!.toLowerCase() })).status).toBe(201)
    expect((await signIn(server, { email, password, code: codes[0]! })).status).toBe(401)
  })

  it('ends sessions: idle, absolute, by hand, and all others with a new password', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const email = await withPassword(server, 'account-owner')
    const other = cookieOf(await signIn(server, { email, password }))
    const state = async (cookie: string): Promise<unknown> =>
      (await json(await server.app.request('/api/session', { headers: { cookie } })))['state']
    expect(await state(other)).toBe('signed-in')
    const next = { current: password, next: 'another long pass phrase' }
    expect((await server.as('owner').send('PUT', '/api/account/password', next)).status).toBe(200)
    expect(await state(other)).toBe('signed-out')
    expect((await server.as('owner').get('/api/account/sessions')).status).toBe(200)
    server.clock.now += 25 * 3_600_000
    expect((await server.as('owner').get('/api/account/sessions')).status).toBe(401)
  })

  it('refuses what other sites send', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const send = async (headers: Record<string, string>): Promise<number> =>
      (await server.as('owner').send('PATCH', '/api/orgs/alpha', { name: 'New' }, headers)).status
    expect(await send({ origin: 'https://evil.example' })).toBe(403)
    expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await send({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await send({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  })

  it('sets up the first owner with the code from the terminal, once', async () => {
    const server = await createTestServer({ store: await stores.open(), isEmpty: true })
    const code = (await makeSetUpCode(server.kernel))!
    const body = {
      name: 'First',
      email: 'first@example.org',
      password,
      organisation: { name: 'One', slug: 'one' },
    }
    const set = async (more: object): Promise<Response> =>
      server.nobody.send('POST', '/api/set-up', { ...body, ...more })
    expect((await set({})).status).toBe(403)
    expect((await set({ code: 'x'.repeat(43) })).status).toBe(403)
    const made = await set({ code })
    expect(made.status).toBe(201)
    expect(await json(made)).toMatchObject({ organisations: [{ slug: 'one', role: 'owner' }] })
    expect(await json(await set({ code }))).toMatchObject({ code: 'SET_UP_DONE' })
    expect(await makeSetUpCode(server.kernel)).toBeUndefined()
  })

  it('makes whoever sits at the machine the owner, until there is an account', async () => {
    const store = await stores.open()
    const server = await createTestServer({ store, isEmpty: true, settings: { mode: 'local' } })
    const org = { name: 'Mine', slug: 'mine' }
    expect((await server.nobody.send('POST', '/api/orgs', org)).status).toBe(201)
    expect((await server.nobody.get('/api/orgs/mine')).status).toBe(200)
    const foreign = await server.app.request('/api/orgs/mine', { headers: { host: 'evil.example:7373' } })
    expect(foreign.status).toBe(403)
    const elsewhere = await server.app.fetch(new Request(`${testUrl}/api/orgs/mine`), {
      remoteAddress: '192.0.2.7',
    })
    expect(elsewhere.status).toBe(401)
    const body = { name: 'Me', email: 'me@example.org', password }
    expect((await server.nobody.send('POST', '/api/set-up', body)).status).toBe(201)
    expect((await server.nobody.get('/api/orgs/mine')).status).toBe(401)
  })

  it('gives the terminal of a local server a link, the newest alone, and that of a team none', async () => {
    const store = await stores.open()
    const server = await createTestServer({ store, isEmpty: true, settings: { mode: 'local' } })
    expect(await makeHandover(server.kernel)).toBeUndefined()
    const body = { name: 'Me', email: 'me@example.org', password }
    expect((await server.nobody.send('POST', '/api/set-up', body)).status).toBe(201)
    const old = await makeHandover(server.kernel)
    const secret = await makeHandover(server.kernel)
    const use = async (one: string | undefined): Promise<Response> =>
      server.nobody.send('POST', '/api/session/handover', { secret: one })
    expect((await use(old)).status).toBe(410)
    const taken = await use(secret)
    expect(taken.status).toBe(201)
    expect(await json(taken)).toMatchObject({ account: { email: 'me@example.org' } })
    expect((await use(secret)).status).toBe(410)
    const team = await createTestServer({ store: await stores.open() })
    expect(await makeHandover(team.kernel)).toBeUndefined()
  })

  it('lets somebody in by a link, once', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const wish = { role: 'auditor', endsAt: '2026-12-31T00:00:00Z' }
    const invite = async (body: object): Promise<Response> =>
      server.as('owner').send('POST', '/api/orgs/alpha/invitations', body)
    expect((await invite({ role: 'auditor' })).status).toBe(400)
    const made = await json(await invite(wish))
    const secret = String(made['link']).split('#')[1]!
    const account = { name: 'New One', email: 'new@example.org', password }
    const look = await json(await server.nobody.send('POST', '/api/invitations/look', { secret }))
    expect(look).toMatchObject({ organisation: 'The alpha', role: 'auditor' })
    const joined = await server.nobody.send('POST', '/api/invitations/accept', { secret, account })
    expect(joined.status).toBe(201)
    const cookie = cookieOf(joined)
    const get = async (): Promise<number> =>
      (await server.app.request('/api/orgs/alpha/members', { headers: { cookie } })).status
    expect(await get()).toBe(200)
    expect((await server.nobody.send('POST', '/api/invitations/accept', { secret, account })).status).toBe(
      410,
    )
    server.clock.now = Date.parse('2027-01-01T00:00:00Z')
    expect(await get()).toBe(401)
    const late = await json(await signIn(server, { email: account.email, password }))
    expect(late['organisations']).toEqual([])
  })

  it('never loses the last owner', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const path = '/api/orgs/alpha/members/account-owner'
    const owner = server.as('owner')
    expect((await owner.send('PATCH', path, { role: 'curator' })).status).toBe(409)
    expect((await owner.send('DELETE', path)).status).toBe(409)
    expect(
      (await owner.send('PATCH', '/api/orgs/alpha/members/account-manager', { role: 'owner' })).status,
    ).toBe(200)
    expect((await owner.send('DELETE', path)).status).toBe(200)
    expect((await owner.get('/api/orgs/alpha')).status).toBe(404)
  })

  it('shows a token once, and ends it at once', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = server.as('owner')
    const wish = { name: 'ci', scopes: ['read'] }
    expect(
      (await owner.send('POST', '/api/orgs/alpha/tokens', { ...wish, scopes: ['documents.sign'] })).status,
    ).toBe(403)
    const made = await json(await owner.send('POST', '/api/orgs/alpha/tokens', wish))
    const secret = String(made['secret'])
    const use = async (headers: Record<string, string>): Promise<number> =>
      (await server.app.request('/api/orgs/alpha', { headers })).status
    expect(await use({ authorization: `Bearer ${secret}` })).toBe(200)
    expect(await use({ 'x-api-key': secret })).toBe(200)
    expect(await use({ authorization: `Bearer ${secret}x` })).toBe(401)
    expect(JSON.stringify(await json(await owner.get('/api/orgs/alpha/tokens')))).not.toContain(secret)
    const stored = JSON.stringify(await server.kernel.db.selectFrom('api_token').selectAll().execute())
    expect(stored).not.toContain(secret)
    const { id } = made['token'] as { id: string }
    expect((await owner.send('DELETE', `/api/orgs/alpha/tokens/${id}`)).status).toBe(200)
    expect(await use({ authorization: `Bearer ${secret}` })).toBe(401)
  })

  it('hands the browser over from the command line, once', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const secret = await makeOnce(server.kernel.db, {
      kind: 'handover',
      accountId: 'account-owner',
      now: server.kernel.now(),
      seconds: 300,
    })
    const first = await server.nobody.send('POST', '/api/session/handover', { secret })
    expect(first.status).toBe(201)
    expect((await server.nobody.send('POST', '/api/session/handover', { secret })).status).toBe(410)
  })

  it('repeats a request of the same key, and refuses another one', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = server.as('owner')
    const key = { 'idempotency-key': 'k1' }
    const send = async (name: string): Promise<Response> =>
      owner.send('POST', '/api/orgs', { name, slug: 'gamma' }, key)
    const first = await send('Gamma')
    expect(first.status).toBe(201)
    const again = await send('Gamma')
    expect(await again.text()).toBe(await first.text())
    expect(await json(await send('Delta'))).toMatchObject({ status: 409, code: 'KEY_REUSED' })
    const secretKey = { 'idempotency-key': 'k2' }
    const wish = { name: 'ci', scopes: ['read'] }
    const token = async (): Promise<Response> => owner.send('POST', '/api/orgs/alpha/tokens', wish, secretKey)
    expect((await token()).status).toBe(201)
    expect(await json(await token())).toMatchObject({ code: 'KEY_REUSED' })
    const kept = JSON.stringify(await server.kernel.db.selectFrom('repeat').selectAll().execute())
    expect(kept).not.toContain('occtet_')
  })
})
