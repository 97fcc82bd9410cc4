/** RubySec: ids, lists of requirements, interpreters. */
import { expect, test } from 'vitest'
import { rubysec } from './rubysec.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(rubysec)

test('a gem is affected outside of both lists, and texts stay as written', () => {
  expect(readSample(rubysec)).toEqual([
    {
      id: 'CVE-2031-10001',
      aliases: ['GHSA-aaaa-bbbb-cccc', 'OSVDB-99901'],
      isWithdrawn: false,
      claims: [
        {
          record: 'CVE-2031-10001',
          source: 'test',
          digest: 'd',
          ecosystem: 'RubyGems',
          name: 'brass_kettle',
          aliases: ['GHSA-aaaa-bbbb-cccc', 'OSVDB-99901'],
          isMalicious: false,
          ranges: [
            {
              type: 'NATIVE',
              notation: 'gem',
              says: 'clear',
              ranges: ['~> 1.10.4', '>= 2.0.0.rc1, < 2.1', '>= 3.1', '< 1.10'],
            },
          ],
          versions: [],
          severity: [
            { type: 'cvss_v3', score: '7.10' },
            { type: 'cvss_v2', score: '5.0' },
          ],
          summary: 'Steam escapes: it scalds',
          published: '2031-04-02',
          patched: ['1.10.4', '2.0.0.rc1', '3.1'],
        },
      ],
      unnamedEntries: 0,
      signals: [],
      facts: {
        status: 'published',
        title: 'Steam escapes: it scalds',
        details: 'The lid is open.\n\nEvery time.',
        published: '2031-04-02',
        severity: [
          { type: 'cvss_v3', score: '7.10' },
          { type: 'cvss_v2', score: '5.0' },
        ],
        weaknesses: [],
        references: [{ url: 'https://example.org/kettle' }, { url: 'https://example.org/steam' }],
        upstream: [],
        related: ['CVE-2031-10002'],
      },
    },
  ])
})

test('the name of the file is the id, else the first id inside', () => {
  const idOf = (path: string, edit?: (text: string) => string): string | undefined =>
    readSample(rubysec, { path, ...(edit === undefined ? {} : { edit }) })[0]?.id
  expect(idOf('gems/brass_kettle/GHSA-aaaa-bbbb-cccc.yml')).toBe('GHSA-aaaa-bbbb-cccc')
  expect(idOf('a store that knows no paths')).toBe('CVE-2031-10001')
  expect(idOf('x', (text) => text.replace(/^(?:cve|ghsa): .*\n/gm, ''))).toBe('OSVDB-99901')
  expect(idOf('x', (text) => text.replace(/^(?:cve|ghsa|osvdb): .*\n/gm, ''))).toBeUndefined()
})

test('an interpreter is no gem of its name', () => {
  const [record] = readSample(rubysec, {
    path: 'rubies/ruby/CVE-2031-10001.yml',
    edit: (text) => text.replace('gem: brass_kettle', 'engine: ruby'),
  })
  expect(record?.claims.map(({ ecosystem, name }) => [ecosystem, name])).toEqual([['Ruby', 'ruby']])
})

test('without lists every version is affected', () => {
  const [record] = readSample(rubysec, {
    edit: (text) => text.replace(/^(?:un|p)[a-z]+_versions:\n(?: .*\n)*/gm, ''),
  })
  expect(record?.claims[0]?.ranges).toEqual([{ type: 'NATIVE', notation: 'gem', says: 'clear', ranges: [] }])
  expect(record?.claims[0]).not.toHaveProperty('patched')
})
