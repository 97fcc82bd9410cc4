/** What somebody tries who guesses, plants cookies, or stays on after they were shown the door. */
import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { formatCookie, readCookie } from './cookies.ts'
import { hashPassword } from './passwords.ts'

const password = 'a long enough pass phrase'
const secret = 'a'.repeat(43)

it.each([
  ['https://cra.example.org', `__Host-occtet=${secret}`, secret],
  // A neighbouring name below the same domain can set this one, and so sign the browser in as somebody else.
  ['https://cra.example.org', `occtet=${secret}`, undefined],
  ['https://cra.example.org', `occtet=${'b'.repeat(43)}; __Host-occtet=${secret}`, secret],
  ['https://cra.example.org', `__Host-occtet=${secret}; __Host-occtet=${'b'.repeat(43)}`, undefined],
  ['http://127.0.0.1:7373', `occtet=${secret}`, secret],
])('at %s the cookie %s is %s', (publicUrl, cookie, value) => {
  const request = new Request('http://x/', { headers: { cookie } })
  expect(readCookie(request, 'occtet', publicUrl)).toBe(value)
  const set = formatCookie({ name: 'occtet', value: secret, seconds: 60, publicUrl })
  expect(
    readCookie(new Request('http://x/', { headers: { cookie: set.split(';')[0]! } }), 'occtet', publicUrl),
  ).toBe(secret)
})

async function withPassword(server: TestServer, id: string): Promise<string> {
  const password_hash = await hashPassword(password)
  await server.kernel.db.updateTable('account').set({ password_hash }).where('id', '=', id).execute()
  return `${id}@example.org`
}

describeStores('attacks on accounts', (stores) => {
  it('a hundred guesses at once are no more than a few', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const email = await withPassword(server, 'account-curator')
    const guesses = Array.from({ length: 100 }, async (_, at) =>
      server.nobody.send('POST', '/api/session', { email, password: `guess number ${at}` }),
    )
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(6)
    expect(
      statuses.filter((status) => status === 401).length + statuses.filter((s) => s === 429).length,
    ).toBe(100)
  }, 60_000)

  it('a right password is no licence to guess the codes of the second factor', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await withPassword(server, 'account-owner')
    const owner = server.as('owner')
    const offer = (await (await owner.send('POST', '/api/account/totp', { password })).json()) as {
      readonly secret: string
    }
    const totp = new TOTP({ secret: Secret.fromBase32(offer.secret) })
    const code = totp.generate({ timestamp: server.clock.now })
    expect((await owner.send('POST', '/api/account/totp/confirm', { code })).status).toBe(200)
    const wrong = totp.generate({ timestamp: server.clock.now + 86_400_000 })
    const statuses: number[] = []
    for (let at = 0; at < 12; at++) {
      const answer = await owner.send('POST', '/api/account/totp/remove', { password, code: wrong })
      statuses.push(answer.status)
    }
    expect(statuses.slice(0, 5)).toEqual([403, 403, 403, 403, 403])
    expect(statuses.slice(6)).not.toContain(403)
  }, 60_000)

  const makeToken = async (
    server: TestServer,
    by: TestCaller,
    scopes: readonly string[],
  ): Promise<TestCaller> => {
    const made = await by.send('POST', '/api/orgs/alpha/tokens', { name: 'ci', scopes })
    const { secret: value } = (await made.json()) as { readonly secret: string }
    const headers = { authorization: `Bearer ${value}` }
    return {
      name: 'token',
      send: async (method, path) => server.app.request(path, { method, headers }),
      get: async (path) => server.app.request(path, { headers }),
    }
  }

  it('an owner who becomes a curator keeps no token that can do more; one who leaves keeps none', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await server.kernel.db
      .updateTable('member')
      .set({ role: 'owner' })
      .where('account_id', '=', server.accountOf('manager'))
      .execute()
    const second = server.as('manager')
    const wide = await makeToken(server, second, ['read', 'settings.write'])
    const narrow = await makeToken(server, second, ['read', 'inventory.write'])
    const other = await makeToken(server, server.as('owner'), ['read', 'settings.write'])
    const status = async (token: TestCaller): Promise<number> => (await token.get('/api/orgs/alpha')).status
    expect([await status(wide), await status(narrow), await status(other)]).toEqual([200, 200, 200])
    const member = `/api/orgs/alpha/members/${server.accountOf('manager')}`
    expect((await server.as('owner').send('PATCH', member, { role: 'curator' })).status).toBe(200)
    expect([await status(wide), await status(narrow), await status(other)]).toEqual([401, 200, 200])
    expect((await server.as('owner').send('DELETE', member)).status).toBe(200)
    expect([await status(wide), await status(narrow), await status(other)]).toEqual([401, 401, 200])
  })

  it('an owner who leaves keeps no way back in by a link that they made before', async () => {
    const server = await createTestServer({ store: await stores.open() })
    await server.kernel.db
      .updateTable('member')
      .set({ role: 'owner' })
      .where('account_id', '=', server.accountOf('manager'))
      .execute()
    const invite = async (by: TestCaller): Promise<string> => {
      const made = await by.send('POST', '/api/orgs/alpha/invitations', { role: 'owner' })
      return ((await made.json()) as { readonly link: string }).link.split('#')[1]!
    }
    const theirs = await invite(server.as('manager'))
    const others = await invite(server.as('owner'))
    const look = async (link: string): Promise<number> =>
      (await server.nobody.send('POST', '/api/invitations/look', { secret: link })).status
    expect([await look(theirs), await look(others)]).toEqual([200, 200])
    const member = `/api/orgs/alpha/members/${server.accountOf('manager')}`
    expect((await server.as('owner').send('DELETE', member)).status).toBe(200)
    expect([await look(theirs), await look(others)]).toEqual([410, 200])
  })
})
