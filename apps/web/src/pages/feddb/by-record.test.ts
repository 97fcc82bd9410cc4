import { expect, test } from 'vitest'
import { byRecord, type Compared } from './by-record.ts'

const one: Compared['statements'][number] = {
  source: 'osv',
  record: 'GHSA-43w2-9j62-hq99',
  digest: 'sha256:00',
  tier: 'reviewed',
  ecosystem: 'crates.io',
  range: '>=0.6.3 <0.6.14',
  listed: 0,
  verdict: 'outside',
}

test('two ranges of one record are one row, whose verdict is the graver', () => {
  const rows = byRecord([one, { ...one, range: '>=1.0.0 <1.6.1', listed: 2, verdict: 'affected' }])
  expect(rows).toEqual([
    { ...one, range: '>=0.6.3 <0.6.14 || >=1.0.0 <1.6.1', listed: 2, verdict: 'affected' },
  ])
})

test('other records, sources and ecosystems keep their own rows', () => {
  const rows = [one, { ...one, source: 'rustsec' }, { ...one, record: 'X' }, { ...one, ecosystem: 'npm' }]
  expect(byRecord(rows)).toEqual(rows)
})
