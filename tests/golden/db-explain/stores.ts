/** Small cases of sources that speak of one flaw: made-up texts, real shapes, ids of the known webpack-dev-server case. */
import { type AdvisoryStore, createMemoryStore, type MemorySource } from '../../../packages/toolkit/src/advisories/index.ts'

const asOf = '2026-11-20T00:00:00Z'
export const now = Date.parse('2026-11-22T00:00:00Z')

interface Given {
  readonly id: string
  readonly aliases?: readonly string[]
  readonly fixed?: string
  readonly [member: string]: unknown
}

function record({ fixed, ...given }: Given): string {
  const affected =
    fixed === undefined
      ? {}
      : {
          affected: [
            {
              package: { ecosystem: 'npm', name: 'webpack-dev-server' },
              ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
            },
          ],
        }
  return JSON.stringify({
    schema_version: '1.7.5',
    published: '2019-01-04T17:43:00Z',
    modified: '2026-03-02T08:00:00Z',
    ...affected,
    ...given,
  })
}

const cve = 'CVE-2018-14732'
const ghsa = 'GHSA-cf66-xwfp-gvc4'
const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N'
const summary = 'Missing origin check in webpack-dev-server'

function source(name: string, records: readonly string[], more: Partial<MemorySource> = {}): MemorySource {
  return { name, ecosystem: 'npm', covers: [], asOf, records, ...more }
}

function store(sources: readonly MemorySource[]): AdvisoryStore {
  return createMemoryStore(sources, () => now)
}

const reviewed = record({
  id: ghsa,
  aliases: [cve],
  fixed: '3.1.11',
  summary,
  details: `${summary}: any page can read the source code over the live reload socket. `.repeat(4),
  severity: [{ type: 'CVSS_V3', score: vector }],
  database_specific: { cwe_ids: ['CWE-20', 'CWE-346'] },
  references: [{ type: 'ADVISORY', url: 'https://nvd.nist.gov/vuln/detail/CVE-2018-14732' }],
})

export const cases: Readonly<Record<string, { readonly store: AdvisoryStore; readonly purl: string; readonly id: string }>> = {
  agreement: {
    store: store([
      source('ghsa', [reviewed], { covers: ['npm'] }),
      source('nvd', [
        record({ id: cve, fixed: '3.1.11', published: '2018-09-21T10:29:00Z', severity: [{ type: 'CVSS_V3', score: vector }] }),
      ]),
    ]),
    purl: 'pkg:npm/webpack-dev-server@3.1.8',
    id: cve,
  },
  disagreement: {
    store: store([
      source('ghsa', [reviewed], { covers: ['npm'] }),
      source('gitlab', [record({ id: cve, fixed: '3.1.6', database_specific: { cwe_ids: ['CWE-346'] } })]),
      source('nvd', [
        record({
          id: cve,
          fixed: '3.1.6',
          published: '2018-09-21T10:29:00Z',
          severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:N' }],
        }),
      ]),
      source('local-notes', [record({ id: 'NOTE-1', aliases: [cve, 'CVE-2026-0001'], summary: 'Two flaws of last week' })]),
      {
        ...source('epss', ['cve,epss,percentile\nCVE-2018-14732,0.00213,0.597']),
        format: 'epss',
      },
    ]),
    purl: 'pkg:npm/webpack-dev-server@3.1.8',
    id: cve,
  },
  withdrawn: {
    store: store([
      source('ghsa', [JSON.stringify({ ...JSON.parse(reviewed) as object, withdrawn: '2026-04-01T00:00:00Z' })], { covers: ['npm'] }),
      source('nvd', [record({ id: cve, fixed: '3.1.6' })], { asOf: '2026-01-05T00:00:00Z' }),
    ]),
    purl: 'pkg:npm/webpack-dev-server@3.1.8',
    id: cve,
  },
  'withdrawn-asked': {
    store: store([
      source('ghsa', [JSON.stringify({ ...JSON.parse(reviewed) as object, withdrawn: '2026-04-01T00:00:00Z' })], { covers: ['npm'] }),
      source('nvd', [record({ id: cve, fixed: '3.1.6' })], { asOf: '2026-01-05T00:00:00Z' }),
    ]),
    purl: 'pkg:npm/webpack-dev-server@3.1.8',
    id: ghsa,
  },
  'unknown-version': {
    store: store([source('ghsa', [reviewed], { covers: ['npm'] })]),
    purl: 'pkg:npm/webpack-dev-server@latest\u202e',
    id: ghsa,
  },
}
