/** What one caller, or one address, can take away from all others. */
import { afterEach, expect, it, vi } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { readBytes } from '../feddb/http/read-json.ts'
import type { AnyHandlers } from '../kernel/bind.ts'
import { createTestServer, type TestServer, testUrl } from '../testing/server.ts'
import { createApp } from './create-app.ts'

const watch = '/api/orgs/alpha/jobs/x/events'
const far = { remoteAddress: '192.0.2.1' }

afterEach(() => vi.restoreAllMocks())

/** A stream that says nothing and ends when it is told to. */
function quiet(ended: string[]): AnyHandlers {
  return {
    'jobs.watch': async () => ({
      kind: 'events' as const,
      stream: async (_send: unknown, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            ended.push('ended')
            resolve()
          })
        }),
    }),
  } as AnyHandlers
}

/** Its first words are read, so that it is under way. */
async function begin(answer: Response): Promise<ReadableStreamDefaultReader> {
  const reader = answer.body!.getReader()
  await reader.read()
  return reader
}

function slowBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async () => new Promise<void>(() => undefined),
  })
}

describeStores('a crowd', (stores) => {
  const signedIn = async (server: TestServer): Promise<string> => {
    const { cookie } = await server.kernel.db
      .selectFrom('session')
      .select('hash as cookie')
      .where('account_id', '=', 'account-owner')
      .executeTakeFirstOrThrow()
    return cookie
  }

  it('asking for the head of a stream leaves no stream behind', async () => {
    const server = await createTestServer({ store: await stores.open(), handlers: quiet([]) })
    const beats = vi.spyOn(globalThis, 'clearInterval')
    const answer = await server.as('owner').send('HEAD', watch)
    expect([answer.status, answer.body]).toEqual([200, null])
    await vi.waitFor(() => expect(beats).toHaveBeenCalled())
  })

  it('a stream ends when its session does', async () => {
    const ended: string[] = []
    const server = await createTestServer({
      store: await stores.open(),
      handlers: quiet(ended),
      parts: { limits: { callerPerSecond: 1e6, addressPerSecond: 1e6, recheckSeconds: 0.05 } },
    })
    const answer = await server.as('owner').get(watch)
    expect(answer.status).toBe(200)
    await begin(answer)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(ended).toEqual([])
    await server.kernel.db
      .deleteFrom('session')
      .where('hash', '=', await signedIn(server))
      .execute()
    await vi.waitFor(() => expect(ended).toEqual(['ended']))
  })

  it('nobody opens streams without end', async () => {
    const ended: string[] = []
    const server = await createTestServer({ store: await stores.open(), handlers: quiet(ended) })
    const answers: Response[] = []
    const open: ReadableStreamDefaultReader[] = []
    for (let at = 0; at < 40; at++) {
      const answer = await server.as('owner').get(watch)
      answers.push(answer)
      if (answer.status === 200) open.push(await begin(answer))
    }
    expect(open.length).toBeLessThanOrEqual(20)
    expect(answers.at(-1)?.status).toBe(429)
    expect((await server.as('curator').get(watch)).status).toBe(200)
    await Promise.all(open.map(async (reader) => reader.cancel()))
    await vi.waitFor(() => expect(ended.length).toBeGreaterThanOrEqual(open.length))
    expect((await server.as('owner').get(watch)).status).toBe(200)
  })

  it('one address that sends slowly leaves room for the others', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const slow = Array.from({ length: 300 }, async () => {
      const init = { method: 'POST', body: slowBody(), duplex: 'half' } as RequestInit
      const headers = { 'content-type': 'application/json', origin: testUrl }
      return server.app.fetch(new Request(`${testUrl}/api/session`, { ...init, headers }), far)
    })
    const first = await Promise.race(slow)
    expect(first.status).toBe(429)
    const elsewhere = await server.app.fetch(new Request(`${testUrl}/api/version`), {
      remoteAddress: '198.51.100.1',
    })
    expect(elsewhere.status).toBe(200)
  })

  it('what a request has sent counts as held until it is answered', async () => {
    let release = (): void => undefined
    const blocked = new Promise<void>((resolve) => {
      release = resolve
    })
    const handlers = {
      'push.check': async () => {
        await blocked
        return { kind: 'refused' as const, status: 418, code: 'DONE', message: '' }
      },
    }
    const server = await createTestServer({
      store: await stores.open(),
      handlers,
      parts: { limits: { callerPerSecond: 1e6, addressPerSecond: 1e6, heldBytes: 1_000_000 } },
    })
    const token = await server.token({ scopes: ['inventory.write'] })
    const send = async (): Promise<Response> =>
      token.send('POST', '/api/push/check?product=x', new Uint8Array(600_000))
    const first = send()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await send()).status).toBe(503)
    release()
    expect((await first).status).toBe(418)
    expect((await send()).status).toBe(418)
  })

  it('public pages are asked for no faster than anything else', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const app = createApp({
      kernel: server.kernel,
      handlers: {},
      limits: { addressPerSecond: 10, burstSeconds: 1 },
      others: async () => Promise.resolve(new Response('here')),
    })
    const statuses: number[] = []
    for (let at = 0; at < 30; at++) {
      statuses.push((await app.fetch(new Request(`${testUrl}/pub/alpha/x/`), far)).status)
    }
    expect(statuses[0]).toBe(200)
    expect(statuses.at(-1)).toBe(429)
  })
})

it('a body that comes too slowly is cut', async () => {
  vi.useFakeTimers()
  const budget = { total: 1e6, held: 0 }
  const request = new Request('http://x/', {
    method: 'POST',
    body: slowBody(),
    duplex: 'half',
  } as RequestInit)
  const read = readBytes(request, 1000, budget)
  await vi.advanceTimersByTimeAsync(31_000)
  expect(await read).toMatchObject({ ok: false, error: { code: 'BODY_CUT' } })
  vi.useRealTimers()
})
