/** Requests as the published clients make them, and the fields that those clients read of the answers. */
import { describe, expect, test } from 'vitest'
import { osvText, post, sampleApp, sources } from '../testing/sample.ts'

type Body = Readonly<Record<string, unknown>>

const affected = 'pkg:maven/junit/junit@4.12'
const fixed = 'pkg:maven/junit/junit@4.13.1'
const stranger = 'pkg:nosuch/thing@1'
const asked = [affected, stranger, fixed, 'no purl at all']

async function json(response: Promise<Response>): Promise<unknown> {
  const { status, ...answer } = await response.then(async (r) => ({
    status: r.status,
    body: (await r.json()) as unknown,
  }))
  expect(status).toBe(200)
  return answer.body
}

describe('ORT, version 1 (POST api/packages/bulk_search, fields read: purl, affected_by_vulnerabilities)', () => {
  test('every purl comes back under the very text that was asked', async () => {
    const body = (await json(
      sampleApp().request('/api/packages/bulk_search', post({ purls: asked })),
    )) as Body[]
    expect(body.map((one) => one['purl'])).toEqual(asked)
    expect(body[0]?.['affected_by_vulnerabilities']).toMatchObject([
      {
        vulnerability_id: 'GHSA-269g-pwp5-87pp',
        summary: 'Flaw GHSA-269g-pwp5-87pp',
        aliases: ['CVE-2020-15250', 'GHSA-269g-pwp5-87pp'],
        references: [
          {
            url: 'http://localhost/api/feddb/advisories/GHSA-269g-pwp5-87pp',
            scores: [
              {
                scoring_system: 'cvssv3.1',
                value: '4.0',
                scoring_elements: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
              },
            ],
          },
          { url: 'https://example.org/GHSA-269g-pwp5-87pp', scores: [] },
        ],
        fixed_packages: [{ purl: fixed, is_vulnerable: false }],
      },
    ])
    expect(body.map((one) => [one['is_vulnerable'], one['occtet']])).toEqual([
      [true, { status: 'affected', as_of: '2026-11-20T00:00:00Z' }],
      [null, { status: 'unknown', reason: 'NO_SOURCE_FOR_TYPE', as_of: '2026-11-20T00:00:00Z' }],
      [false, { status: 'no_known_vulnerability', as_of: '2026-11-20T00:00:00Z' }],
      [null, { status: 'unknown', reason: 'INPUT_NOT_A_PURL', as_of: '2026-11-20T00:00:00Z' }],
    ])
    expect(body[2]?.['fixing_vulnerabilities']).toMatchObject([{ vulnerability_id: 'GHSA-269g-pwp5-87pp' }])
    expect(body[0]?.['next_non_vulnerable_version']).toBe('4.13.1')
  })

  test('purl_only, plain_purl, lookup and bulk_lookup', async () => {
    const app = sampleApp()
    const only = await app.request('/api/packages/bulk_search', post({ purls: asked, purl_only: true }))
    expect(await only.json()).toEqual([affected])
    expect(only.headers.get('x-occtet-status')).toBe(
      'unknown;reason=INPUT_NOT_A_PURL;at="3", unknown;reason=NO_SOURCE_FOR_TYPE;at="1"',
    )
    const qualified = `${affected}?type=jar`
    const plain = post({ purls: [qualified], plain_purl: true, purl_only: true })
    expect(await json(app.request('/api/packages/bulk_search', plain))).toEqual([affected])
    expect(await json(app.request('/api/packages/lookup', post({ purl: affected })))).toMatchObject([
      { purl: affected },
    ])
    expect(await json(app.request('/api/packages/bulk_lookup/', post({ purls: [affected] })))).toHaveLength(1)
    for (const [path, body] of [
      ['bulk_search', { purls: [] }],
      ['bulk_search', { purls: [1] }],
      ['bulk_search', { purls: affected }],
      ['lookup', {}],
      ['bulk_lookup', []],
      ['bulk_search', { purls: Array.from({ length: 1001 }, () => affected) }],
    ] as const) {
      const response = await app.request(`/api/packages/${path}`, post(body))
      expect([path, response.status]).toEqual([path, 400])
    }
  })
})

describe('ORT, version 3 (packages as the index, advisories for details, both POST with a slash at the end)', () => {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'VCIO_API_AGENT',
    authorization: 'Token x',
  }

  test('each advisory of a package is found again by its uid', async () => {
    const app = sampleApp()
    const body = JSON.stringify({ purls: asked, details: true })
    const packages = (await json(app.request('/api/v3/packages/', { method: 'POST', headers, body }))) as Body
    expect(packages).toMatchObject({ next: null, previous: null, count: 4 })
    const results = packages['results'] as {
      purl: string
      affected_by_vulnerabilities: { advisory_uid: string }[]
    }[]
    expect(results.map((one) => one.purl)).toEqual(asked)
    const uids = results.flatMap((one) => one.affected_by_vulnerabilities.map((two) => two.advisory_uid))
    expect(uids).toEqual(['ghsa/GHSA-269g-pwp5-87pp'])
    const query = { method: 'POST', headers, body: JSON.stringify({ purls: asked }) }
    const advisories = (await json(app.request('/api/v3/advisories/', query))) as {
      results: Body[]
      next: unknown
    }
    expect(advisories.next).toBeNull()
    expect(advisories.results).toEqual([
      {
        advisory_id: 'GHSA-269g-pwp5-87pp',
        advisory_uid: 'ghsa/GHSA-269g-pwp5-87pp',
        url: 'http://localhost/api/feddb/advisories/GHSA-269g-pwp5-87pp',
        aliases: ['CVE-2020-15250'],
        summary: 'Flaw GHSA-269g-pwp5-87pp',
        severities: [
          {
            url: 'http://localhost/api/feddb/advisories/GHSA-269g-pwp5-87pp',
            value: '4.0',
            scoring_system: 'cvssv3.1',
            scoring_elements: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
            published_at: null,
          },
        ],
        weaknesses: [],
        references: [
          { url: 'https://example.org/GHSA-269g-pwp5-87pp', reference_type: '', reference_id: '' },
        ],
        exploitability: null,
        weighted_severity: null,
        risk_score: null,
        related_ssvc_trees: [],
      },
    ])
  })

  test('pages of advisories: next is called as it stands, with the same body', async () => {
    const records = Array.from({ length: 5 }, (_, at) =>
      osvText({ id: `M-${at}`, ecosystem: 'Maven', name: 'a:b' }),
    )
    const app = sampleApp({}, [{ name: 's', ecosystem: 'Maven', records, asOf: '2026-11-20T00:00:00Z' }])
    const query = post({ purls: ['pkg:maven/a/b@4.12'] })
    let next: string | null = 'http://localhost/api/v3/advisories/?page_size=2'
    const found: string[] = []
    while (next !== null) {
      const page = (await json(app.request(next, query))) as {
        next: string | null
        results: { advisory_id: string }[]
      }
      found.push(...page.results.map((one) => one.advisory_id))
      next = page.next
    }
    expect(found).toEqual(['M-0', 'M-1', 'M-2', 'M-3', 'M-4'])
    expect((await app.request('/api/v3/advisories/?page=x', query)).status).toBe(400)
  })
})

describe('ScanCode.io (HEAD api/v3, then POST api/v3/packages for up to 1,000 purls; reads the first page only)', () => {
  test('is available, and answers all 1,000 at once', async () => {
    const app = sampleApp()
    expect((await app.request('/api/v3', { method: 'HEAD' })).status).toBe(200)
    const purls = Array.from({ length: 1000 }, (_, at) => (at === 999 ? affected : `pkg:maven/a/b@${at}`))
    const body = (await json(
      app.request('/api/v3/packages', post({ purls, details: true, reachability: true })),
    )) as { results: { purl: string; affected_by_vulnerabilities: Body[] }[]; next: unknown }
    expect(body.next).toBeNull()
    expect(body.results.map((one) => one.purl)).toEqual(purls)
    expect(body.results.at(-1)?.affected_by_vulnerabilities[0]).toMatchObject({
      advisory_uid: 'ghsa/GHSA-269g-pwp5-87pp',
      advisory_id: 'GHSA-269g-pwp5-87pp',
      aliases: ['CVE-2020-15250'],
      fixed_by_packages: [fixed],
    })
  })

  test('details off, a stated limit, strangers among the options', async () => {
    const app = sampleApp()
    expect(await json(app.request('/api/v3/packages', post({ purls: asked })))).toMatchObject({
      results: [affected],
    })
    const records = Array.from({ length: 3 }, (_, at) =>
      osvText({ id: `M-${at}`, ecosystem: 'Maven', name: 'a:b' }),
    )
    const many = sampleApp({}, [{ name: 's', ecosystem: 'Maven', records, asOf: '2026-11-20T00:00:00Z' }])
    const limited = post({ purls: ['pkg:maven/a/b@4.12'], details: true, max_advisories: 2 })
    const body = (await json(many.request('/api/v3/packages', limited))) as { results: Body[] }
    expect(body.results[0]).not.toHaveProperty('affected_by_vulnerabilities')
    const link = String(body.results[0]?.['affected_by_vulnerabilities_url'])
    expect(await json(many.request(link))).toMatchObject({ count: 3 })
    for (const wrong of [
      { purls: asked, detail: true },
      { purls: asked, details: 'yes' },
      { purls: asked, max_advisories: 0 },
      {},
    ]) {
      expect((await app.request('/api/v3/packages', post(wrong))).status).toBe(400)
    }
    expect((await app.request('/api/v3/packages', post({ purls: [] }))).status).toBe(501)
  })

  test('affected-by, fixing and types', async () => {
    const app = sampleApp()
    const by = (purl: string): string => `?purl=${encodeURIComponent(purl)}`
    expect(await json(app.request(`/api/v3/affected-by-advisories${by(affected)}`))).toMatchObject({
      count: 1,
      results: [{ advisory_id: 'GHSA-269g-pwp5-87pp', fixed_by_packages: [fixed] }],
    })
    expect(await json(app.request(`/api/v3/fixing-advisories${by(fixed)}`))).toMatchObject({ count: 1 })
    const unknown = await app.request(`/api/v3/affected-by-advisories/${by(stranger)}`)
    expect(unknown.headers.get('x-occtet-status')).toBe('unknown;reason=NO_SOURCE_FOR_TYPE')
    expect((await app.request('/api/v3/fixing-advisories')).status).toBe(400)
    expect(await json(app.request('/api/v3/package-types/'))).toEqual(['deb', 'gem', 'maven'])
  })
})

describe('the Curator (GET api/packages by purl, else by name and version)', () => {
  /** Members of its records that refuse others. */
  const page = ['count', 'next', 'previous', 'results']
  const reference = ['reference_id', 'reference_type', 'reference_url', 'scores', 'url']
  const score = ['published_at', 'scoring_elements', 'scoring_system', 'value']
  const fixedPackage = ['affected_by_vulnerabilities', 'is_vulnerable', 'purl', 'resource_url', 'url']

  test('by purl: one result, and nothing in it that its records do not know', async () => {
    const app = sampleApp()
    const body = (await json(app.request(`/api/packages?purl=${encodeURIComponent(affected)}`))) as Body
    expect(Object.keys(body).sort()).toEqual(page)
    const [result] = body['results'] as Body[]
    expect(result).toMatchObject({
      purl: affected,
      type: 'maven',
      namespace: 'junit',
      name: 'junit',
      version: '4.12',
    })
    const [flaw] = (result?.['affected_by_vulnerabilities'] ?? []) as {
      references: Body[]
      fixed_packages: Body[]
    }[]
    const keys = (values: readonly unknown[] | undefined): unknown =>
      values?.map((value) => Object.keys(value as Body).sort())
    expect(keys(flaw?.references)).toEqual([reference, reference])
    expect(keys(flaw?.references[0]?.['scores'] as Body[])).toEqual([score])
    expect(keys(flaw?.fixed_packages)).toEqual([fixedPackage])
  })

  test('by name: every type that has such a package; none found is unknown, not clean', async () => {
    const app = sampleApp({}, [
      {
        name: 'a',
        ecosystem: 'PyPI',
        records: [osvText({ id: 'P-1', ecosystem: 'PyPI', name: 'rack' })],
        asOf: '2026-11-20T00:00:00Z',
      },
      ...sources,
    ])
    const found = (await json(app.request('/api/packages?name=rack&version=4.12'))) as { results: Body[] }
    expect(found.results.map((one) => one['purl'])).toEqual(['pkg:gem/rack@4.12', 'pkg:pypi/rack@4.12'])
    const none = await app.request('/api/packages?name=nothing')
    expect([none.headers.get('x-occtet-status'), await none.json()]).toEqual([
      'unknown;reason=ECOSYSTEM_MISSING',
      { count: 0, next: null, previous: null, results: [] },
    ])
    expect((await app.request('/api/packages?purl=nonsense')).status).toBe(400)
    expect((await app.request('/api/packages')).status).toBe(501)
    expect((await app.request('/api/packages/all')).status).toBe(501)
  })
})

test('a package with hundreds of flaws, each with its own fix, is answered in a second', async () => {
  const records = Array.from({ length: 400 }, (_, at) =>
    osvText({ id: `M-${at}`, ecosystem: 'Maven', name: 'a:b', fixed: `5.${at}` }),
  )
  const app = sampleApp({}, [{ name: 's', ecosystem: 'Maven', records, asOf: '2026-11-20T00:00:00Z' }])
  const began = performance.now()
  for (const path of ['/api/packages/bulk_search', '/api/v3/packages']) {
    const body = await json(
      app.request(
        path,
        post({ purls: ['pkg:maven/a/b@4.12'], ...(path.includes('v3') ? { details: true } : {}) }),
      ),
    )
    expect(JSON.stringify(body).includes('"next_non_vulnerable_version":"5.399"')).toBe(true)
  }
  // A thousand times less than every fix against every flaw of every group; generous, since machines differ.
  expect(performance.now() - began).toBeLessThan(10_000)
})

test('vulnerabilities by id and alias', async () => {
  const app = sampleApp()
  const shape = {
    aliases: ['CVE-2020-15250', 'GHSA-269g-pwp5-87pp'],
    affected_packages: [{ purl: 'pkg:maven/junit/junit' }],
  }
  expect(await json(app.request('/api/vulnerabilities?vulnerability_id=CVE-2020-15250'))).toMatchObject({
    count: 1,
    results: [shape],
  })
  expect(await json(app.request('/api/aliases?alias=NO-1'))).toMatchObject({ count: 0 })
  expect(await json(app.request('/api/vulnerabilities/GHSA-269g-pwp5-87pp'))).toMatchObject(shape)
  expect((await app.request('/api/vulnerabilities/NO-1')).status).toBe(404)
})
