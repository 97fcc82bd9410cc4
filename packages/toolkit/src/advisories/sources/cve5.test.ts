import { describe, expect, test } from 'vitest'
import type { SourceRecord } from '../source-format.ts'
import { cve5 } from './cve5.ts'
import { testSourceContract } from './testing/contract.ts'

const context = { source: 'cve', digest: 'd'.repeat(64), now: Date.UTC(2026, 0, 1) }

/** Registries are told apart by their hosts, which stand nowhere in the project as such. */
function host(labels: string): string {
  return labels.split('.').reverse().join('.')
}

const versions = [{ version: '0', lessThan: '2.0.0', status: 'affected', versionType: 'semver' }]
const entry = { defaultStatus: 'unaffected', versions }

const record = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.2',
  cveMetadata: {
    cveId: 'CVE-2025-1234',
    state: 'PUBLISHED',
    assignerShortName: 'GitHub_M',
    datePublished: '2025-03-01T10:00:00',
    dateUpdated: '2025-03-02T10:00:00.5Z',
  },
  containers: {
    cna: {
      providerMetadata: { shortName: 'GitHub_M' },
      title: 'A flaw',
      descriptions: [
        { lang: 'de', value: 'Ein Fehler' },
        { lang: 'en-US', value: 'A long story.' },
      ],
      affected: [
        { ...entry, packageURL: 'pkg:npm/%40scope/name' },
        { ...entry, vendor: 'x', product: 'y' },
      ],
      metrics: [
        { cvssV3_1: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8 } },
        { other: { type: 'Red Hat severity rating', content: { value: 'Important' } } },
      ],
      problemTypes: [{ descriptions: [{ cweId: 'CWE-79' }, { description: 'CWE 400: Resources' }] }],
      references: [{ url: 'https://example.org/a', tags: ['patch'] }],
      source: { advisory: 'GHSA-2222-3333-4444' },
    },
    adp: [
      {
        providerMetadata: { shortName: 'CISA-ADP' },
        title: 'CISA ADP Vulnrichment',
        metrics: [
          { cvssV4_0: { vectorString: 'CVSS:4.0/AV:N' } },
          {
            other: {
              type: 'ssvc',
              content: {
                timestamp: '2025-03-03T00:00:00Z',
                version: '2.0.3',
                options: [{ Exploitation: 'PoC' }, { Automatable: 'No' }, { 'Technical Impact': 'total' }],
              },
            },
          },
        ],
        references: [{ url: 'https://example.org/a' }, { url: 'https://example.org/b' }],
        problemTypes: [{ descriptions: [{ cweId: 'CWE-79' }] }],
      },
    ],
  },
}

function read(value: unknown): SourceRecord {
  const result = cve5.read({ path: 'CVE-2025-1234.json', text: JSON.stringify(value) }, context)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

function withAffected(...affected: readonly object[]): SourceRecord {
  return read({ ...record, containers: { cna: { ...record.containers.cna, affected } } })
}

describe('cve5', () => {
  testSourceContract(cve5)

  test('keeps what CNA and ADP say apart', () => {
    const told = read(record)
    expect(told).toMatchObject({
      id: 'CVE-2025-1234',
      aliases: ['GHSA-2222-3333-4444'],
      isWithdrawn: false,
      newest: Date.UTC(2025, 2, 2, 10, 0, 0, 500),
      unnamedEntries: 1,
      signals: [
        {
          kind: 'ssvc',
          id: 'CVE-2025-1234',
          record: 'CVE-2025-1234',
          source: 'cve',
          digest: context.digest,
          date: '2025-03-03T00:00:00Z',
          exploitation: 'poc',
          automatable: 'no',
          technicalImpact: 'total',
          version: '2.0.3',
        },
      ],
      claims: [
        {
          ecosystem: 'npm',
          name: '@scope/name',
          summary: 'A flaw',
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
        },
      ],
    })
    expect(told.facts()).toEqual({
      status: 'published',
      title: 'A flaw',
      details: 'A long story.',
      published: '2025-03-01T10:00:00',
      modified: '2025-03-02T10:00:00.5Z',
      severity: [
        { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', by: 'GitHub_M' },
        { type: 'QUALITATIVE', score: 'Important', by: 'GitHub_M' },
        { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N', by: 'CISA-ADP' },
      ],
      weaknesses: ['CWE-79', 'CWE-400'],
      references: [{ url: 'https://example.org/a', type: 'patch' }, { url: 'https://example.org/b' }],
      upstream: [],
      related: [],
    })
  })

  test.each([
    [{ packageURL: 'pkg:maven/org.example/lib' }, 'Maven org.example:lib'],
    [{ packageURL: 'pkg:deb/debian/curl?distro=bookworm' }, 'Debian:bookworm curl'],
    [{ packageURL: 'pkg:npm/name@1.0.0' }, undefined],
    [{ packageURL: 'pkg:npm/name?repository_url=https:%2F%2Fexample.org' }, undefined],
    [{ packageURL: 'pkg:deb/debian/curl?arch=arm64' }, undefined],
    [{ packageURL: 'pkg:unheard/of' }, undefined],
    [{ packageURL: 'name' }, undefined],
    [{ collectionURL: `https://${host('org.rubygems')}/gems/rack`, packageName: 'rack' }, 'RubyGems rack'],
    [{ collectionURL: `https://${host('com.npmjs.www')}`, packageName: '@a/b' }, 'npm @a/b'],
    [{ collectionURL: `https://${host('com.npmjs.www')}.example.org`, packageName: 'a' }, undefined],
    [{ collectionURL: `https://example.org/${host('org.rubygems')}`, packageName: 'a' }, undefined],
    [{ collectionURL: `https://${host('org.rubygems')}`, packageName: 'two words' }, undefined],
    [{ collectionURL: `https://${host('com.mvnrepository')}`, packageName: 'no-group' }, undefined],
    [{ collectionURL: `https://${host('com.mvnrepository')}`, packageName: 'g.h:a' }, 'Maven g.h:a'],
    [{ collectionURL: `https://${host('org.rubygems')}` }, undefined],
    [{ packageName: 'rack' }, undefined],
    [
      { collectionURL: `https://${host('dev.go.pkg')}`, packageName: 'a.org/m/v2/p', vendor: 'a.org/m/v2' },
      'Go a.org/m/v2',
    ],
    [
      { collectionURL: `https://${host('dev.go.pkg')}`, packageName: 'a.org/m', vendor: 'a.org/m' },
      'Go a.org/m',
    ],
    [
      {
        collectionURL: `https://${host('dev.go.pkg')}`,
        packageName: 'net/http',
        vendor: 'Go standard library',
      },
      'Go stdlib',
    ],
    [
      { collectionURL: `https://${host('dev.go.pkg')}`, packageName: 'a.org/m', vendor: 'Somebody' },
      undefined,
    ],
    [
      { collectionURL: `https://${host('dev.go.pkg')}`, packageName: 'a.org/mx', vendor: 'a.org/m' },
      undefined,
    ],
  ])('%j is %s', (named, expected) => {
    const { claims, unnamedEntries } = withAffected({ ...entry, ...named })
    const [claim] = claims
    expect(claim === undefined ? undefined : `${claim.ecosystem} ${claim.name}`).toBe(expected)
    expect(claims.length + unnamedEntries).toBe(1)
  })

  test('packages of one module with the same versions are one claim, with other versions two', () => {
    const module = { collectionURL: `https://${host('dev.go.pkg')}`, vendor: 'Go standard library' }
    const told = withAffected(
      { ...entry, ...module, packageName: 'net/http' },
      { ...entry, ...module, packageName: 'net/url' },
      { ...module, packageName: 'net', defaultStatus: 'affected' },
    )
    expect(told.claims.map((claim) => claim.ranges)).toEqual([
      [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
    ])
  })

  test('a record of thousands of entries takes no longer than its parts', () => {
    const many = <T>(of: (at: number) => T): readonly T[] => Array.from({ length: 5000 }, (_, at) => of(at))
    const cna = {
      descriptions: many(() => ({ lang: 'xx', value: 'x' })),
      problemTypes: many(() => ({ descriptions: [{ description: 'CWE-79' }] })),
      affected: many((at) => ({ ...entry, packageURL: `pkg:npm/name-${at}` })),
      metrics: many((at) => ({ cvssV3_1: { vectorString: `CVSS:3.1/${at}` } })),
    }
    const told = read({ ...record, containers: { cna } })
    expect([told.claims.length, told.claims[0]?.severity.length]).toEqual([5000, 5000])
    expect(told.claims[0]?.severity).toBe(told.claims[4999]?.severity)
  }, 20_000)

  test('rejected and disputed records say so', () => {
    const rejected = read({
      ...record,
      cveMetadata: { ...record.cveMetadata, state: 'REJECTED', dateRejected: '2025-04-01T00:00:00Z' },
      containers: {
        cna: { rejectedReasons: [{ lang: 'en', value: 'Not a flaw.' }], replacedBy: ['CVE-2025-1'] },
      },
    })
    expect(rejected.isWithdrawn).toBe(true)
    expect(rejected.facts()).toMatchObject({
      status: 'rejected',
      withdrawn: '2025-04-01T00:00:00Z',
      details: 'Not a flaw.',
      related: ['CVE-2025-1'],
    })
    const disputed = read({
      ...record,
      containers: { cna: { ...record.containers.cna, tags: ['disputed'] } },
    })
    expect([disputed.isWithdrawn, disputed.facts().status]).toEqual([false, 'disputed'])
  })

  test('only GitHub names its advisory as an alias; other advisories are related', () => {
    const other = read({ ...record, cveMetadata: { ...record.cveMetadata, assignerShortName: 'acme' } })
    expect([other.aliases, other.facts().related]).toEqual([[], ['GHSA-2222-3333-4444']])
  })

  test('a decision of anybody but CISA, or with a gap, is no signal', () => {
    const [adp] = record.containers.adp
    const renamed = { ...adp, providerMetadata: { shortName: 'other' } }
    const gap = {
      ...adp,
      metrics: [{ other: { type: 'ssvc', content: { options: [{ Exploitation: 'none' }] } } }],
    }
    const told = read({ ...record, containers: { ...record.containers, adp: [renamed, gap, null, 7] } })
    expect(told.signals).toEqual([])
  })

  test.each([
    ['', 'NOT_JSON'],
    ['[]', 'NOT_A_RECORD'],
    ['{"new":[]}', 'NOT_A_RECORD'],
    ['{"cveMetadata":{}}', 'NO_ID'],
    ['{"cveMetadata":{"cveId":"CVE-1"}}', 'NO_ID'],
    ['{"cveMetadata":{"cveId":"CVE-2025-1234"}}', 'EMPTY'],
  ])('drops %s: %s', (text, error) => {
    expect(cve5.read({ path: 'x.json', text }, context)).toEqual({ ok: false, error })
  })
})
