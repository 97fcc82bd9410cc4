/** The answers of design 10.1 and 10.2: what may be said, and what silence means. */
import { expect, test } from 'vitest'
import { queryPurl } from './query.ts'
import { affects, npmStore } from './testing/store.ts'

const store = npmStore([
  {
    id: 'GHSA-aaaa-aaaa-aaaa',
    aliases: ['CVE-2026-0001'],
    affected: [affects('left', [{ introduced: '0' }, { fixed: '1.2.0' }])],
  },
  { id: 'CVE-2026-0001', affected: [affects('left', [{ introduced: '0' }, { fixed: '1.3.0' }])] },
  { id: 'MAL-2026-1', affected: [affects('evil', [], ['6.6.6'])] },
  {
    id: 'GHSA-gone-gone-gone',
    withdrawn: '2026-02-01T00:00:00Z',
    affected: [affects('left', [{ introduced: '0' }])],
  },
  { id: 'GHSA-odd1-odd1-odd1', affected: [affects('odd', [{ introduced: 'not a version' }])] },
  {
    id: 'GHSA-inv1-inv1-inv1',
    affected: [affects('inverted', [{ introduced: '2.0.0' }, { fixed: '1.0.0' }])],
  },
])

const rows: readonly [string, Record<string, unknown>][] = [
  ['pkg:npm/left@1.1.0', { status: 'affected' }],
  ['pkg:npm/left@1.2.5', { status: 'affected' }],
  ['pkg:npm/left@1.3.0', { status: 'no_known_vulnerability', basis: 'outside-ranges' }],
  ['pkg:npm/right@1.0.0', { status: 'no_known_vulnerability', basis: 'no-record' }],
  ['pkg:npm/evil@6.6.6', { status: 'affected' }],
  ['pkg:npm/evil@6.6.7', { status: 'no_known_vulnerability', basis: 'outside-ranges' }],
  ['pkg:npm/left', { status: 'unknown', reason: 'VERSION_MISSING' }],
  ['pkg:npm/left@banana', { status: 'unknown', reason: 'VERSION_UNPARSABLE' }],
  ['pkg:npm/odd@1.0.0', { status: 'unknown', reason: 'VERSION_UNPARSABLE' }],
  ['pkg:npm/inverted@1.5.0', { status: 'unknown', reason: 'VERSION_UNPARSABLE' }],
  ['pkg:cargo/left@1.0.0', { status: 'unknown', reason: 'NO_SOURCE_FOR_TYPE' }],
  ['left@1.0.0', { status: 'unknown', reason: 'INPUT_NOT_A_PURL' }],
  ['', { status: 'unknown', reason: 'INPUT_NOT_A_PURL' }],
]

test.each(rows)('%s', (purl, expected) => {
  expect(queryPurl(store, purl)).toMatchObject({ ...expected, asOf: '2026-11-20T00:00:00Z' })
})

test('aliases are one advisory that lists every record that hit', () => {
  expect(queryPurl(store, 'pkg:npm/left@1.1.0').advisories).toEqual([
    {
      id: 'GHSA-aaaa-aaaa-aaaa',
      aliases: ['CVE-2026-0001'],
      records: ['CVE-2026-0001', 'GHSA-aaaa-aaaa-aaaa'],
    },
  ])
  expect(queryPurl(store, 'pkg:npm/left@1.2.5').advisories[0]?.records).toEqual(['CVE-2026-0001'])
})

test('a stale source proves nothing, but its hits still count', () => {
  const stale = npmStore(
    [{ id: 'GHSA-aaaa-aaaa-aaaa', affected: [affects('left', [{ introduced: '0' }])] }],
    { asOf: '2026-01-01T00:00:00Z' },
  )
  expect(queryPurl(stale, 'pkg:npm/right@1.0.0')).toMatchObject({ status: 'unknown', reason: 'SOURCE_STALE' })
  expect(queryPurl(stale, 'pkg:npm/left@1.0.0')).toMatchObject({ status: 'affected' })
})

test('a partial source proves nothing, but its hits still count', () => {
  const partial = npmStore([{ id: 'MAL-1', affected: [affects('evil', [{ introduced: '0' }])] }], {
    covers: [],
  })
  expect(queryPurl(partial, 'pkg:npm/right@1.0.0')).toMatchObject({
    status: 'unknown',
    reason: 'NO_SOURCE_FOR_TYPE',
  })
  expect(queryPurl(partial, 'pkg:npm/evil@1.0.0')).toMatchObject({ status: 'affected' })
})
