/** Requests of people who mean harm: refused in time, in the right shape, with bounded memory. */
import { describe, expect, test } from 'vitest'
import { post, sampleApp } from '../testing/sample.ts'

const paths = [
  '/v1/query',
  '/v1/querybatch',
  '/api/packages/bulk_search',
  '/api/packages/lookup',
  '/api/packages/bulk_lookup',
  '/api/v3/packages',
  '/api/v3/advisories',
  '/api/feddb/query',
]

const bad: readonly [string, BodyInit, number, string][] = [
  ['empty', '', 400, 'BODY_NOT_JSON'],
  ['not JSON', '{"a":', 400, 'BODY_NOT_JSON'],
  ['two values', '{} {}', 400, 'BODY_NOT_JSON'],
  ['byte-order mark', '\uFEFF{}', 400, 'BODY_NOT_JSON'],
  ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'BODY_NOT_UTF8'],
  ['a lone surrogate in UTF-8', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 400, 'BODY_NOT_UTF8'],
  ['the same key twice', '{"purls":[],"purls":["x"]}', 400, 'DUPLICATE_KEY'],
  ['the same key in another spelling', String.raw`{"purls":[],"p\u0075rls":["x"]}`, 400, 'DUPLICATE_KEY'],
  ['deep lists', '['.repeat(100_000), 400, 'BODY_TOO_COMPLEX'],
  ['deep objects', '{"a":'.repeat(100_000), 400, 'BODY_TOO_COMPLEX'],
  ['many small values', `[${'{},'.repeat(100_000)}{}]`, 400, 'BODY_TOO_COMPLEX'],
]

describe('bodies', () => {
  test.each(paths)('%s refuses what two readers could understand differently', async (path) => {
    const app = sampleApp()
    for (const [title, body, status, code] of bad) {
      const response = await app.request(path, { method: 'POST', body })
      const answer = (await response.json()) as Readonly<Record<string, unknown>>
      expect([title, response.status]).toEqual([title, status])
      if (path.startsWith('/v1/')) expect(answer).toMatchObject({ code: 3 })
      else expect(answer).toMatchObject({ type: 'about:blank', status, code })
    }
  })

  test('__proto__ is a member like any other, and does no harm', async () => {
    const app = sampleApp()
    for (const path of paths) {
      const body =
        '{"__proto__":{"purls":["pkg:npm/a@1"],"queries":[1],"polluted":true},"constructor":{"prototype":1}}'
      const { status } = await app.request(path, { method: 'POST', body })
      expect([path, status]).toEqual([path, path === '/v1/querybatch' ? 200 : 400])
    }
    expect('polluted' in {}).toBe(false)
  })

  test('a body above the limit is cut off while it arrives, whatever its header says', async () => {
    const app = sampleApp({ limits: { bodyBytes: 1000 } })
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 400
        controller.enqueue(new Uint8Array(400).fill(0x20))
      },
    })
    const init = { method: 'POST', body: endless, duplex: 'half' }
    expect((await app.request('/api/feddb/query', init)).status).toBe(413)
    expect(sent).toBeLessThan(3000)
    const stated = { ...post('{}'), headers: { 'content-length': '1001' } }
    expect((await app.request('/api/feddb/query', stated)).status).toBe(413)
    expect((await app.request('/v1/query', post({ commit: ' '.repeat(2000) }))).status).toBe(200)
    const packed = { ...post('{}'), headers: { 'content-encoding': 'gzip' } }
    expect((await app.request('/api/feddb/query', packed)).status).toBe(415)
  })

  test('bodies of all requests together are bounded', async () => {
    const app = sampleApp({ limits: { heldBytes: 1000 } })
    const waiting: (() => void)[] = []
    const half = (): RequestInit & { duplex: string } => ({
      method: 'POST',
      duplex: 'half',
      body: new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new Uint8Array(800).fill(0x20))
          waiting.push(() => {
            controller.enqueue(new TextEncoder().encode('{}'))
            controller.close()
          })
        },
      }),
    })
    const first = app.request('/v1/querybatch', half())
    await new Promise((resolve) => setImmediate(resolve))
    const second = await app.request('/v1/querybatch', half())
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '2'])
    for (const finish of waiting.slice(0, 1)) finish()
    expect((await first).status).toBe(200)
    expect((await app.request('/v1/querybatch', post({}))).status).toBe(200)
  })
})

describe('everything else', () => {
  test('at most so many at once; the rest is told when to come back', async () => {
    const app = sampleApp({ limits: { concurrent: 1 } })
    const [first, second] = await Promise.all([
      app.request('/v1/query', post({ commit: 'a' })),
      app.request('/v1/query', post({ commit: 'a' })),
    ])
    expect([first.status, second.status].sort()).toEqual([200, 503])
    expect((await app.request('/v1/query', post({ commit: 'a' }))).status).toBe(200)
  })

  test('no cross-origin reading, no sniffing, no scripts', async () => {
    const app = sampleApp()
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const preflight = await app.request('/v1/query', { method: 'OPTIONS', headers })
    expect(preflight.status).toBe(405)
    for (const path of ['/api/feddb/status', '/nothing', '/v1/vulns/x', '/feddb/x', '/api/v3/packages']) {
      const response = await app.request(path, { headers })
      expect([path, response.headers.get('access-control-allow-origin')]).toEqual([path, null])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('content-type')).toMatch(/json/)
    }
  })

  test('methods that a route does not have', async () => {
    const app = sampleApp()
    for (const [method, path, status] of [
      ['PUT', '/v1/query', 405],
      ['DELETE', '/api/feddb/status', 405],
      ['TRACE2', '/', 405],
      ['GET', '/v1/query', 404],
      ['POST', '/api/feddb/status', 404],
    ] as const) {
      expect([method, path, (await app.request(path, { method })).status]).toEqual([method, path, status])
    }
  })
})
