/** Severities, EPSS and known exploitation where the shapes have a place for them; risk where it could only be guessed. */
import { createMemoryStore } from '@occtet/toolkit/advisories'
import type { Signal } from '@occtet/toolkit/model'
import { expect, test } from 'vitest'
import { now, osvText, post, sampleApp, sources } from '../testing/sample.ts'

const cve = 'CVE-2020-15250'
const affected = 'pkg:maven/junit/junit@4.12'
const origin = { id: cve, record: cve, digest: '0'.repeat(64), date: '2026-11-20' }
const signals: readonly Signal[] = [
  { ...origin, kind: 'epss', source: 'epss', score: 0.00559, percentile: 0.4434 },
  {
    ...origin,
    kind: 'kev',
    source: 'kev',
    catalogue: 'cisa',
    added: '2022-01-10',
    due: '2022-07-10',
    ransomware: 'known',
  },
  { ...origin, kind: 'kev', source: 'euvd', catalogue: 'eu', ransomware: 'unknown' },
  {
    ...origin,
    kind: 'ssvc',
    source: 'cve',
    exploitation: 'active',
    automatable: 'yes',
    technicalImpact: 'total',
  },
]
const scores = [
  { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' },
  { type: 'CVSS_V3', score: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
  { type: 'CVSS_V3', score: 'CVSS:3.1/AV:X' },
  { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' },
  { type: 'Ubuntu', score: 'medium' },
]
const feeds = sources.with(0, {
  name: 'ghsa',
  ecosystem: 'Maven',
  asOf: '2026-11-20T00:00:00Z',
  records: [
    osvText({
      id: 'GHSA-269g-pwp5-87pp',
      ecosystem: 'Maven',
      name: 'junit:junit',
      fixed: '4.13.1',
      aliases: [cve],
      extra: { severity: scores },
    }),
  ],
})

function app(): ReturnType<typeof sampleApp> {
  const store = createMemoryStore(feeds, () => now)
  return sampleApp({
    openStore: () => ({ ...store, signalsOf: (id) => (id === cve ? signals : []) }),
  })
}

const epss = {
  value: '0.00559',
  scoring_system: 'epss',
  scoring_elements: '0.4434',
  published_at: '2026-11-20',
}

test('version 3: every score of the record with its system and vector, then EPSS under its own address', async () => {
  const response = await app().request('/api/v3/advisories', post({ purls: [affected] }))
  const { results } = (await response.json()) as {
    results: { severities: Readonly<Record<string, unknown>>[] }[]
  }
  const rows = results[0]?.severities.map((one) => [
    one['scoring_system'],
    one['value'],
    one['scoring_elements'],
  ])
  expect(rows).toEqual([
    ['cvssv4', '9.3', scores[0]?.score],
    ['cvssv3', '9.8', scores[1]?.score],
    ['cvssv3.1', '', 'CVSS:3.1/AV:X'],
    ['cvssv2', '7.5', scores[3]?.score],
    ['ubuntu-priority', 'medium', ''],
    ['epss', '0.00559', '0.4434'],
  ])
  expect(results[0]?.severities.at(-1)).toEqual({
    url: `http://localhost/api/feddb/advisories/${cve}`,
    ...epss,
  })
  expect(results[0]).toMatchObject({ weighted_severity: null, exploitability: null, risk_score: null })
})

test('version 1: EPSS as a reference with a score, catalogues as exploits', async () => {
  const response = await app().request(`/api/vulnerabilities/${cve}`)
  const body = (await response.json()) as {
    references: { reference_id: string; scores: object[] }[]
    exploits: object[]
  }
  expect(body.references.filter(({ reference_id }) => reference_id === cve)).toEqual([
    {
      reference_url: `http://localhost/api/feddb/advisories/${cve}`,
      reference_id: cve,
      reference_type: '',
      scores: [epss],
      url: `http://localhost/api/feddb/advisories/${cve}`,
    },
  ])
  expect(body.exploits).toMatchObject([
    {
      date_added: '2022-01-10',
      due_date: '2022-07-10',
      known_ransomware_campaign_use: true,
      data_source: 'KEV',
    },
    { date_added: null, due_date: null, known_ransomware_campaign_use: null, data_source: 'EU KEV' },
  ])
  const found = await app().request('/api/packages/bulk_search', post({ purls: [affected] }))
  expect(JSON.stringify(await found.json())).toContain('"scoring_system":"epss"')
})
