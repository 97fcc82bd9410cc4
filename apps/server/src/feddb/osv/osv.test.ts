import { createMemoryStore } from '@occtet/toolkit/advisories'
import { describe, expect, test } from 'vitest'
import recording from '../../../testdata/osv-scanner/vunnel.json' with { type: 'json' }
import { now, osvText, post, sampleApp, sources } from '../testing/sample.ts'
import { toWireRecord } from './wire.ts'

type Body = Readonly<Record<string, unknown>>

async function ask(path: string, body: unknown) {
  const response = await sampleApp().request(path, post(body))
  return {
    status: response.status,
    says: response.headers.get('x-occtet-status'),
    body: (await response.json()) as Body,
  }
}

const junit = { name: 'junit:junit', ecosystem: 'Maven' }
const ids = (body: Body): unknown =>
  Array.isArray(body['vulns']) ? body['vulns'].map((one: { id: string }) => one.id) : undefined

describe('/v1/query', () => {
  const rows: readonly [string, unknown, unknown, string][] = [
    ['a hit by name', { version: '4.12', package: junit }, ['GHSA-269g-pwp5-87pp'], 'affected'],
    [
      'a hit by purl',
      { package: { purl: 'pkg:maven/junit/junit@4.12' } },
      ['GHSA-269g-pwp5-87pp'],
      'affected',
    ],
    ['outside', { version: '4.13.1', package: junit }, undefined, 'no_known_vulnerability'],
    ['no record', { version: '1', package: { ...junit, name: 'a:b' } }, undefined, 'no_known_vulnerability'],
    [
      'without a version everything that is not withdrawn',
      { package: junit },
      ['GHSA-269g-pwp5-87pp'],
      'unknown;reason=VERSION_MISSING',
    ],
    ['a commit', { commit: 'a'.repeat(40) }, undefined, 'unknown;reason=COMMIT_GRAPH_MISSING'],
    [
      'an unknown type',
      { package: { purl: 'pkg:nosuch/x@1' } },
      undefined,
      'unknown;reason=NO_SOURCE_FOR_TYPE',
    ],
    [
      'an unknown ecosystem',
      { version: '1', package: { name: 'x', ecosystem: 'Nosuch' } },
      undefined,
      'unknown;reason=NO_SOURCE_FOR_TYPE',
    ],
    ['a name alone', { version: '1', package: { name: 'x' } }, undefined, 'unknown;reason=ECOSYSTEM_MISSING'],
    [
      'a stale source',
      { version: '3.0', package: { name: 'rack', ecosystem: 'RubyGems' } },
      undefined,
      'unknown;reason=SOURCE_STALE',
    ],
    [
      'a stale source that hits',
      { version: '0.9', package: { name: 'rack', ecosystem: 'RubyGems' } },
      ['OLD-1'],
      'affected',
    ],
    [
      'no version of the ecosystem',
      { version: 'no version', package: junit },
      undefined,
      'unknown;reason=VERSION_UNPARSABLE',
    ],
    [
      'one release',
      { version: '7.74.0-1', package: { name: 'curl', ecosystem: 'Debian:12' } },
      ['DSA-2'],
      'affected',
    ],
    [
      'all releases',
      { version: '7.74.0-1', package: { name: 'curl', ecosystem: 'Debian' } },
      ['DSA-1', 'DSA-2'],
      'affected',
    ],
    [
      'the architecture excludes nothing',
      { package: { purl: 'pkg:deb/debian/curl@7.74.0-1?arch=amd64&distro=debian-12' } },
      ['DSA-2'],
      'affected',
    ],
  ]

  test('answers with OSV fields, and says in a header what silence means', async () => {
    for (const [title, query, found, says] of rows) {
      const answer = await ask('/v1/query', query)
      expect([title, answer.status, ids(answer.body), answer.says]).toEqual([title, 200, found, says])
    }
  })

  test('refuses as OSV does', async () => {
    const bad: readonly unknown[] = [
      {},
      [],
      'abc',
      null,
      { package: 'x' },
      { package: [] },
      { version: 1, package: junit },
      { package: { purl: 'no purl' } },
      { version: '1', package: { purl: 'pkg:maven/junit/junit@4.12' } },
      { version: '4.12', package: { ...junit, purl: 'pkg:maven/junit/junit' } },
      { commit: 'a', version: '1' },
      { version: '4.12', package: junit, page_token: 'made up' },
      { __proto__: null, constructor: 1 },
    ]
    for (const query of bad) {
      const answer = await ask('/v1/query', query)
      expect([query, answer.status, Object.keys(answer.body).sort()]).toEqual([
        query,
        400,
        ['code', 'message'],
      ])
      expect(answer.body['code']).toBe(3)
    }
  })

  test('gives whole records, with the words of the schema only', async () => {
    const { body } = await ask('/v1/query', { version: '4.12', package: junit })
    expect(body['vulns']).toEqual([JSON.parse(sources[0]?.records[0] ?? '')])
    const odd = {
      id: 'X-1',
      modified: 'yesterday',
      published: '2026-01-01T00:00:00Z',
      severity: [{ type: 'MADE_UP', score: 'x' }],
      references: [{ type: 'BLOG', url: 'https://example.org' }],
      affected: [
        { package: { ecosystem: 'npm', name: 'a', own: 1 }, versions: null, ranges: [{ type: 'NPM' }] },
      ],
      own_field: true,
      database_specific: { anything: [1] },
    }
    expect(toWireRecord(odd)).toEqual({
      id: 'X-1',
      published: '2026-01-01T00:00:00Z',
      severity: [{ score: 'x' }],
      references: [{ url: 'https://example.org' }],
      affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{}] }],
      database_specific: { anything: [1] },
    })
  })
})

describe('/v1/querybatch', () => {
  test('answers in order, ids and dates only, tokens per query', async () => {
    const queries = [
      { commit: 'a' },
      { version: '4.12', package: junit },
      { version: '9', package: junit },
      { package: { purl: 'pkg:nosuch/x@1' } },
    ]
    const answer = await ask('/v1/querybatch', { queries })
    const hit = { id: 'GHSA-269g-pwp5-87pp', modified: '2026-03-01T00:00:00Z' }
    expect(answer.body).toEqual({ results: [{}, { vulns: [hit] }, {}, {}] })
    expect(answer.says).toBe(
      'unknown;reason=COMMIT_GRAPH_MISSING;at="0", unknown;reason=NO_SOURCE_FOR_TYPE;at="3"',
    )
    expect((await ask('/v1/querybatch', {})).body).toEqual({ results: [] })
  })

  test('has the limits of OSV', async () => {
    const query = { version: '9', package: junit }
    const most = await ask('/v1/querybatch', { queries: Array.from({ length: 1000 }, () => query) })
    expect(most.status).toBe(200)
    const over = await ask('/v1/querybatch', { queries: Array.from({ length: 1001 }, () => query) })
    expect([over.status, over.body['code']]).toEqual([400, 3])
    expect((await ask('/v1/querybatch', { queries: 'x' })).status).toBe(400)
    expect((await ask('/v1/querybatch', { queries: [query, null] })).status).toBe(400)
  })

  test('pages until every record was given once, though the store changes in between', async () => {
    const names = Array.from({ length: 2500 }, (_, at) => `N-${String(at).padStart(5, '0')}`)
    const many = (skip: string) => [
      {
        name: 'many',
        ecosystem: 'npm',
        asOf: '2026-11-20T00:00:00Z',
        records: names.filter((id) => id !== skip).map((id) => osvText({ id, ecosystem: 'npm', name: 'p' })),
      },
    ]
    const before = sampleApp({ openStore: () => createMemoryStore(many(''), () => now) })
    const after = sampleApp({ openStore: () => createMemoryStore(many('N-00000'), () => now) })
    const query = { version: '1.0.0', package: { name: 'p', ecosystem: 'npm' } }
    for (const [path, key] of [
      ['/v1/querybatch', 'pageToken'],
      ['/v1/query', 'page_token'],
    ] as const) {
      const given: string[] = []
      let token: string | undefined
      do {
        const asked = { ...query, ...(token === undefined ? {} : { [key]: token }) }
        const app = token === undefined ? before : after
        const response = await app.request(path, post(path === '/v1/query' ? asked : { queries: [asked] }))
        const body = (await response.json()) as { results?: Body[] } & Body
        const page = body.results?.[0] ?? body
        given.push(...((ids(page) ?? []) as string[]))
        token = page['next_page_token'] as string | undefined
      } while (token !== undefined)
      expect(given).toEqual(names)
    }
  }, 20_000)
})

describe('/v1/vulns', () => {
  test('shows a record, withdrawn ones too, and revalidates', async () => {
    const app = sampleApp()
    const first = await app.request('/v1/vulns/GHSA-aaaa-bbbb-cccc')
    expect(first.status).toBe(200)
    expect(await first.json()).toMatchObject({ withdrawn: '2026-04-01T00:00:00Z' })
    const etag = first.headers.get('etag') ?? ''
    const again = await app.request('/v1/vulns/GHSA-aaaa-bbbb-cccc', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('404 in the shape of OSV; an alias is named', async () => {
    const app = sampleApp()
    const alias = await app.request('/v1/vulns/CVE-2020-15250')
    expect([alias.status, await alias.json()]).toEqual([
      404,
      { code: 5, message: 'Bug not found. It is an alias of GHSA-269g-pwp5-87pp.' },
    ])
    expect((await app.request('/v1/vulns/NO-1')).status).toBe(404)
    expect(await (await app.request('/v1/nothing')).json()).toMatchObject({ code: 5 })
  })

  test('a record of another form is written as OSV', async () => {
    const yaml =
      'gem: rack\ncve: 2026-1\nurl: https://example.org\ntitle: Flaw\ndate: 2026-01-01\npatched_versions:\n- ">= 2.0"\n'
    const store = createMemoryStore(
      [
        {
          name: 'rubysec',
          format: 'rubysec',
          ecosystem: 'RubyGems',
          records: [yaml],
          asOf: '2026-11-20T00:00:00Z',
        },
      ],
      () => now,
    )
    const app = sampleApp({ openStore: () => store })
    const query = { version: '1.9', package: { name: 'rack', ecosystem: 'RubyGems' } }
    const found = (await (await app.request('/v1/query', post(query))).json()) as { vulns: Body[] }
    expect(found.vulns).toHaveLength(1)
    expect(found.vulns[0]).toMatchObject({
      schema_version: '1.7.5',
      summary: 'Flaw',
      affected: [{ package: { ecosystem: 'RubyGems', name: 'rack' } }],
    })
  })
})

test('osv-scanner, as recorded: every query is answered in its place, and every record that it then asks for is there', async () => {
  const [batch, ...later] = recording.requests
  const wanted = later.map(({ path }) => path.slice('/v1/vulns/'.length))
  expect(wanted.length).toBeGreaterThan(20)
  const records = wanted.map((id) => osvText({ id, ecosystem: 'PyPI', name: 'pyyaml', fixed: '99' }))
  const app = sampleApp({}, [{ name: 'pypa', ecosystem: 'PyPI', records, asOf: '2026-11-20T00:00:00Z' }])
  const response = await app.request(batch?.path ?? '', {
    ...post(batch?.body),
    headers: batch?.headers ?? {},
  })
  const { results } = (await response.json()) as { results: Body[] }
  expect(response.headers.get('x-occtet-status')).toBe('known')
  expect(results.map((result) => ids(result))).toEqual(
    batch?.body?.queries.map((query) => (query.package.name === 'pyyaml' ? [...wanted].sort() : undefined)),
  )
  for (const { path, headers } of later) {
    const shown = await app.request(path, { headers })
    expect([path, shown.status, ((await shown.json()) as Body)['id']]).toEqual([path, 200, path.slice(10)])
  }
})

test('a record in another form than OSV: its ranges as events, its words within the schema', async () => {
  const text = JSON.stringify({
    id: 99,
    title: 'Flaw of left-behind',
    module_name: 'left-behind',
    publish_date: '2016-01-02T00:00:00.000Z',
    vulnerable_versions: '<1.2.3 || >=2.0.0 <=2.0.4',
    patched_versions: '>=2.0.5',
    cves: ['CVE-2016-1'],
    references: [],
  })
  const feed = { name: 'nswg', format: 'npm-security-wg', records: [text], asOf: '2026-11-20T00:00:00Z' }
  const response = await sampleApp({}, [feed]).request('/v1/vulns/NSWG-ECO-99')
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    schema_version: '1.7.5',
    published: '2016-01-02T00:00:00.000Z',
    aliases: ['CVE-2016-1'],
    affected: [
      {
        package: { ecosystem: 'npm', name: 'left-behind' },
        ranges: [
          { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.2.3' }] },
          { type: 'ECOSYSTEM', events: [{ introduced: '2.0.0' }, { last_affected: '2.0.4' }] },
        ],
      },
    ],
    database_specific: { source: 'nswg', format: 'npm-security-wg' },
  })
})
