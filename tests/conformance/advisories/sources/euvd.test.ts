/**
 * EUVD: no sample lies in the shared data. Constructed from the published form of the API: pages of a search, plain
 * lists of the exploited and the latest, single records; dates, empty scores and lists in lines as ENISA writes them.
 */
import { expect, test } from 'vitest'
import { findFormat } from '../../../../packages/toolkit/src/advisories/index.ts'
import { countBy, readFormat } from './read-format.ts'

function entryOf(number: number): object {
  const isExploited = number % 10 === 0
  return {
    id: `EUVD-2031-${number}`,
    enisaUuid: `3fa85f64-5717-3562-b3fc-${String(number).padStart(12, '0')}`,
    description: `Flaw "${number}", of {braces} and [brackets].`,
    datePublished: 'Apr 24, 2026, 3:32:33 PM',
    dateUpdated: 'Apr 25, 2026, 12:00:00 AM',
    baseScore: number % 3 === 0 ? 0.0 : 9.8,
    baseScoreVersion: number % 3 === 0 ? '' : '3.1',
    baseScoreVector: number % 3 === 0 ? '' : 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    references: 'https://example.org/a\nhttps://example.org/b\n',
    aliases: `CVE-2031-${10_000 + number}\n`,
    assigner: 'acme',
    epss: 0.0,
    ...(isExploited ? { exploitedSince: 'Apr 20, 2026, 12:00:00 AM' } : {}),
    enisaIdProduct: [{ product: { name: 'kettle' }, product_version: '5.0' }],
    enisaIdVendor: [{ vendor: { name: 'Acme' } }],
  }
}

test('EUVD (constructed): a page of a search keeps every record', () => {
  const items = Array.from({ length: 100 }, (_, at) => entryOf(at + 1))
  const page = { path: 'search.json', text: JSON.stringify({ items, total: 470_000 }, undefined, 2) }
  const { kept, dropped, strangers, claims } = readFormat('euvd', [page])
  expect([kept.length, dropped, strangers, claims]).toEqual([100, {}, [], []])
  const signals = kept.flatMap((record) => record.signals)
  expect(
    countBy(signals, (signal) => `${signal.kind} ${signal.kind === 'kev' ? signal.catalogue : ''}`),
  ).toEqual({ 'kev eu': 10 })
  expect(signals[0]).toMatchObject({ id: 'CVE-2031-10010', record: 'EUVD-2031-10', added: '2026-04-20' })
  expect(countBy(kept, (record) => String(record.facts().severity.length))).toEqual({ '0': 33, '1': 67 })
  expect(new Set(kept.map(({ newest }) => newest))).toEqual(new Set([Date.UTC(2026, 3, 25)]))
})

test('EUVD (constructed): lists and single records are read alike; other answers are not taken for it', () => {
  const [first, second] = [entryOf(1), entryOf(10)].map((entry) => JSON.stringify(entry))
  const files = [
    { path: 'lastvulnerabilities.json', text: `[${first},${second}]` },
    { path: 'EUVD-2031-10.json', text: second ?? '' },
  ]
  expect(readFormat('euvd', files).kept.map(({ id }) => id)).toEqual([
    'EUVD-2031-1',
    'EUVD-2031-10',
    'EUVD-2031-10',
  ])
  const mapping = { path: 'cve-euvd-mapping.csv', text: 'euvd_id,cve_id\nEUVD-2031-1,CVE-2031-10001\n' }
  expect(findFormat('euvd')?.recognises(mapping)).toBe(false)
})
