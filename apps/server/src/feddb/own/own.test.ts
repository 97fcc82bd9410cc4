import { createMemoryStore } from '@occtet/toolkit/advisories'
import { describe, expect, test } from 'vitest'
import { now, post, sampleApp, sources } from '../testing/sample.ts'

const affected = 'pkg:maven/junit/junit@4.12'

describe('/api/feddb', () => {
  test('query: answers in order with the date of the data; lines when asked', async () => {
    const app = sampleApp()
    const purls = [affected, 'nonsense', 'pkg:maven/junit/junit@5.0']
    const response = await app.request('/api/feddb/query', post({ purls }))
    expect(await response.json()).toMatchObject({
      asOf: '2026-11-20T00:00:00Z',
      answers: [
        { purl: affected, status: 'affected' },
        { purl: 'nonsense', status: 'unknown', reason: 'INPUT_NOT_A_PURL' },
        { status: 'no_known_vulnerability', basis: 'outside-ranges' },
      ],
    })
    const query = purls.map((purl) => `purl=${encodeURIComponent(purl)}`).join('&')
    const lines = await app.request(`/api/feddb/query?${query}`, {
      headers: { accept: 'application/x-ndjson' },
    })
    const answers = (await lines.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { status: string })
    expect(answers.map((one) => one.status)).toEqual(['affected', 'unknown', 'no_known_vulnerability'])
    expect((await app.request('/api/feddb/query')).status).toBe(400)
  })

  test('packages: every claim with its provenance', async () => {
    const body = (await (
      await sampleApp().request(`/api/feddb/packages/${encodeURIComponent(affected)}`)
    ).json()) as {
      claims: { record: string; digest: string }[]
    }
    expect(body).toMatchObject({ answer: { status: 'affected' }, coveredBy: ['ghsa'] })
    expect(body.claims.map((one) => one.record)).toEqual(['GHSA-269g-pwp5-87pp', 'GHSA-aaaa-bbbb-cccc'])
    expect(body.claims[0]?.digest).toMatch(/^[0-9a-f]{64}$/)
    for (const path of ['', 'nonsense', '%', '%ff']) {
      expect((await sampleApp().request(`/api/feddb/packages/${path}`)).status).toBe(400)
    }
  })

  test('advisories: the record as upstream sent it; proofs are given with packages', async () => {
    const path = '/api/feddb/advisories/CVE-2020-15250'
    expect(await (await sampleApp().request(path)).json()).toMatchObject({
      id: 'CVE-2020-15250',
      records: [{ source: 'ghsa', id: 'GHSA-269g-pwp5-87pp', format: 'osv', text: sources[0]?.records[0] }],
      view: { merged: [{}] },
    })
    expect((await sampleApp().request(`${path}?proof=1`)).status).toBe(501)
    expect((await sampleApp().request('/api/feddb/advisories/NO-1')).status).toBe(404)
  })

  test('explain: who says what about this version', async () => {
    const query = `purl=${encodeURIComponent(affected)}&id=CVE-2020-15250`
    expect(await (await sampleApp().request(`/api/feddb/explain?${query}`)).json()).toMatchObject({
      explanation: { statements: [{ source: 'ghsa', verdict: 'affected' }] },
    })
    expect((await sampleApp().request('/api/feddb/explain?purl=x&id=y')).status).toBe(400)
    expect(
      (await sampleApp().request(`/api/feddb/explain?purl=${encodeURIComponent(affected)}&id=NO-1`)).status,
    ).toBe(404)
  })

  test('status: what is loaded', async () => {
    const body = (await (await sampleApp().request('/api/feddb/status')).json()) as {
      sources: { name: string }[]
    }
    expect(body.sources.map(({ name }) => name)).toEqual(['debian', 'ghsa', 'old'])
  })
})

test('PurlDB validate: not known is null, never false', async () => {
  const rows: readonly [string, string, object][] = [
    [affected, '', { valid: true, exists: null }],
    [affected, '&check_existence=true', { valid: true, exists: true }],
    ['pkg:maven/junit/junit', '&check_existence=1', { valid: true, exists: true }],
    ['pkg:maven/junit/junit@99', '&check_existence=true', { valid: true, exists: null }],
    ['pkg:npm/nothing@1', '&check_existence=true', { valid: true, exists: null }],
    ['nonsense', '&check_existence=true', { valid: false, exists: null }],
  ]
  for (const [purl, more, expected] of rows) {
    const response = await sampleApp().request(`/api/validate/?purl=${encodeURIComponent(purl)}${more}`)
    const body = (await response.json()) as object
    expect([purl, Object.keys(body).sort()]).toEqual([purl, ['exists', 'message', 'purl', 'valid']])
    expect(body).toMatchObject({ ...expected, purl })
  }
  expect((await sampleApp().request('/api/validate')).status).toBe(400)
})

test('the log holds routes, types and codes, never what was asked', async () => {
  const secret = 'our-secret-package'
  const app = sampleApp({
    openStore: () => {
      const store = createMemoryStore(sources, () => now)
      return {
        ...store,
        recordsOf: () => {
          throw new TypeError(`about ${secret}`)
        },
      }
    },
  })
  await app.request(`/api/feddb/packages/${encodeURIComponent(`pkg:npm/${secret}@1`)}`)
  await app.request(`/v1/vulns/${secret}`)
  await app.request('/v1/query', post({ package: { name: secret, ecosystem: secret } }))
  await app.request(`/${secret}`, { method: 'PROPFIND', headers: { 'user-agent': secret } })
  expect(JSON.stringify(app.logged)).not.toContain('secret')
  expect(app.logged).toMatchObject([
    { method: 'GET', route: '/api/feddb/packages/*', status: 200, types: ['npm'] },
    { method: 'GET', route: '/v1/vulns/:id', status: 500, failure: 'TypeError' },
    { method: 'POST', route: '/v1/query', status: 200, types: ['other'] },
    { method: 'other', status: 405 },
  ])
})
