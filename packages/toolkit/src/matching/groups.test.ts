import { expect, test } from 'vitest'
import type { AdvisoryClaim } from '../model/index.ts'
import { groupClaims } from './groups.ts'

function claim(record: string, aliases: readonly string[] = []): AdvisoryClaim {
  return {
    record,
    aliases,
    source: 'feed',
    digest: '0'.repeat(64),
    ecosystem: 'npm',
    name: 'left',
    isMalicious: false,
    ranges: [],
    versions: [],
    severity: [],
  }
}

const rows: readonly [string, string, AdvisoryClaim[], string[]][] = [
  ['the ecosystem names it first', 'pypi', [claim('GHSA-1', ['CVE-1', 'PYSEC-1'])], ['PYSEC-1']],
  ['then GHSA', 'npm', [claim('CVE-1', ['GHSA-1'])], ['GHSA-1']],
  ['then CVE', 'npm', [claim('X-1', ['CVE-1'])], ['CVE-1']],
  ['then the first by code unit', 'npm', [claim('b-1', ['a-1'])], ['a-1']],
  ['malicious code by its own id', 'npm', [claim('MAL-1', ['GHSA-1'])], ['MAL-1']],
  [
    'a chain of aliases is one group',
    'npm',
    [claim('A', ['B']), claim('C', ['D']), claim('B', ['C'])],
    ['A'],
  ],
  ['cycles end', 'npm', [claim('A', ['B']), claim('B', ['A'])], ['A']],
  ['strangers stay apart', 'npm', [claim('A'), claim('B')], ['A', 'B']],
  [
    'a record of several CVEs joins nothing',
    'cargo',
    [claim('RUSTSEC-1', ['CVE-1', 'CVE-2']), claim('GHSA-1', ['CVE-1']), claim('GHSA-2', ['CVE-2'])],
    ['GHSA-1', 'GHSA-2', 'RUSTSEC-1'],
  ],
]

test.each(rows)('%s', (_title, type, claims, ids) => {
  expect(groupClaims(claims, type).map((group) => group.id)).toEqual(ids)
  expect(groupClaims([...claims].reverse(), type).map((group) => group.id)).toEqual(ids)
})

test('a roundup with more than 32 ids joins nothing', () => {
  const many = Array.from({ length: 40 }, (_, index) => `ID-${index}`)
  expect(groupClaims([claim('ROUNDUP', many), claim('ID-1'), claim('ID-2')], 'npm')).toHaveLength(3)
})
