import { routes } from '@occtet/contract/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCursor, parseCursor, toPage } from './cursor.ts'
import { createMatcher } from './match.ts'
import { refuseForeignHost, refuseForeignOrigin } from './origin.ts'
import { toPeer } from './peer.ts'
import { createRateLimit } from './rate-limit.ts'
import type { Settings } from './model.ts'

const match = createMatcher(routes)

describe('matching', () => {
  it('finds every route by any names, each decoded once', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => !/^\.\.?$/.test(text) && !/\p{Cc}|\p{Cs}/u.test(text))
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(routes)), name, ([id, route], value) => {
        const path = route.path.replaceAll(/:\w+/g, encodeURIComponent(value))
        const found = match(route.method, path)
        if (found.kind !== 'route') return false
        // A name that is a fixed segment elsewhere belongs to that route.
        return found.found.id !== id || Object.values(found.params).every((one) => one === value)
      }),
    )
  })

  it.each([
    ['/api/orgs//jobs', 'none'],
    ['/api/orgs/../jobs', 'none'],
    ['/api/orgs/%2e%2e/jobs', 'none'],
    ['/api/orgs/a%00b/jobs', 'none'],
    ['/api/orgs/%ff/jobs', 'none'],
    ['/api/orgs/a/jobs/', 'none'],
    ['/API/orgs/a/jobs', 'none'],
    ['/api/orgs/a%2Fb/jobs', 'route'],
  ])('%s: %s', (path, kind) => {
    expect(match('GET', path).kind).toBe(kind)
  })

  it('names the methods that an address has', () => {
    expect(match('PUT', '/api/session')).toEqual({ kind: 'method', allowed: ['DELETE', 'GET', 'POST'] })
  })

  it('refuses a table with two routes at one address', () => {
    const one = routes['jobs.show']
    expect(() => createMatcher({ one, two: { ...one, path: '/api/orgs/:o/jobs/:j' } })).toThrow('two routes')
  })
})

describe('cursors', () => {
  const part = fc.oneof(
    fc.string().filter((text) => !/\p{Cc}|\p{Cs}/u.test(text)),
    fc.maxSafeInteger(),
  )

  it('come back as they went out, and nothing else comes through', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (key) => {
        const cursor = formatCursor(key)
        fc.pre(cursor.length <= 512)
        const kinds = key.map((one) => (typeof one === 'string' ? 'string' : 'number'))
        expect(parseCursor(cursor, kinds)).toEqual({ ok: true, value: key })
        expect(parseCursor(`${cursor}A`, kinds).ok).toBe(false)
        expect(parseCursor(cursor, [...kinds, 'string']).ok).toBe(false)
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => parseCursor(text, ['string', 'number']).ok === false))
  })

  it('stand exactly where more follows', () => {
    expect(toPage([1, 2], 2, (row) => [row])).toEqual({ rows: [1, 2] })
    expect(toPage([1, 2, 3], 2, (row) => [row])).toEqual({ rows: [1, 2], next: formatCursor([2]) })
  })
})

it('lets through what the bucket holds, then one more for each that drips in', () => {
  let now = 0
  const limit = createRateLimit({ perSecond: 2, burst: 4, clock: () => now })
  const four = [1, 2, 3, 4].map(() => limit.take('a', 1))
  expect(four).toEqual([undefined, undefined, undefined, undefined])
  expect(limit.take('a', 1)).toBe(1)
  expect(limit.take('b', 1)).toBeUndefined()
  now = 500
  expect(limit.take('a', 1)).toBeUndefined()
  expect(limit.take('a', 3)).toBe(2)
})

const local = { mode: 'local', publicUrl: 'http://127.0.0.1:7373' } as Settings

it.each([
  ['localhost:7373', true],
  ['127.0.0.1:1', true],
  ['[::1]:7373', true],
  ['evil.example:7373', false],
  ['127.0.0.1.evil.example', false],
  ['localhost.evil.example:80', false],
])('on one machine the name %s is answered: %s', (host, isAnswered) => {
  const request = new Request('http://127.0.0.1:7373/', { headers: { host } })
  expect(refuseForeignHost(request, local) === undefined).toBe(isAnswered)
})

it.each([
  [{}, true],
  [{ origin: 'http://127.0.0.1:7373' }, true],
  [{ origin: 'http://localhost:7373', host: 'localhost:7373' }, true],
  [{ origin: 'http://localhost:9999', host: 'localhost:7373' }, false],
  [{ origin: 'null' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:7373' }, false],
])('on one machine a change with %o passes: %s', (headers: Record<string, string>, passes) => {
  const request = new Request('http://127.0.0.1:7373/api/x', { method: 'POST', headers })
  const person = { kind: 'person', id: 'local', name: '', session: undefined, isLocal: true } as const
  expect(refuseForeignOrigin(request, person, local) === undefined).toBe(passes)
})

it('counts no request that a proxy passed on as one of this machine', () => {
  const from = (remoteAddress: string, headers: Record<string, string> = {}, trusts = false): unknown =>
    toPeer(new Request('http://x/', { headers }), { remoteAddress }, trusts)
  expect(from('127.0.0.1')).toEqual({ address: '127.0.0.1', isLoopback: true })
  expect(from('::ffff:127.0.0.1')).toMatchObject({ isLoopback: true })
  expect(from('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' })).toEqual({
    address: '127.0.0.1',
    isLoopback: false,
  })
  expect(from('127.0.0.1', { 'x-forwarded-for': '1.1.1.1, 192.0.2.1' }, true)).toEqual({
    address: '192.0.2.1',
    isLoopback: false,
  })
  for (const port of [1, 40_000])
    expect(from('127.0.0.1', { 'x-forwarded-for': `192.0.2.1:${port}` }, true)).toMatchObject({
      address: '192.0.2.1',
    })
  expect(from('127.0.0.1', { 'x-forwarded-for': '[2001:db8:1:2::9]:443' }, true)).toMatchObject({
    address: '2001:db8:1:2',
  })
  expect(from('2001:db8:1:2:3:4:5:6')).toMatchObject({ address: '2001:db8:1:2' })
  expect(from('2001:db8::1')).toMatchObject({ address: '2001:db8:0:0' })
})
