/** GitLab's advisories: slugs, notations, severities. */
import { expect, test } from 'vitest'
import { gitlab } from './gitlab.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(gitlab)

test('a file says what, since when, how bad, and where it is repaired', () => {
  const [record] = readSample(gitlab)
  expect(record).toMatchObject({
    id: 'maven/org.example/teapot/CVE-2031-20001',
    aliases: ['CVE-2031-20001', 'GHSA-dddd-eeee-ffff'],
    modified: '2031-06-02',
    facts: {
      published: '2031-06-01',
      weaknesses: ['CWE-94'],
      references: [{ url: 'https://example.org/tea' }],
    },
  })
  expect(record?.claims).toMatchObject([
    {
      ecosystem: 'Maven',
      name: 'org.example:teapot',
      isMalicious: false,
      ranges: [{ type: 'NATIVE', notation: 'maven', says: 'affected', ranges: ['[1.0,1.10),[2.0,2.2]'] }],
      severity: [
        { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
        { type: 'CVSS_V2', score: 'AV:N/AC:M/Au:N/C:P/I:P/A:P' },
      ],
      patched: ['1.10'],
    },
  ])
})

test.each([
  ['cargo/teapot', 'crates.io', 'teapot', 'npm'],
  ['conan/teapot', 'ConanCenter', 'teapot', 'conan'],
  ['gem/teapot', 'RubyGems', 'teapot', 'gem'],
  ['go/example.org/tea/v3', 'Go', 'example.org/tea/v3', 'golang'],
  ['npm/@acme/teapot', 'npm', '@acme/teapot', 'npm'],
  ['nuget/Tea.Pot', 'NuGet', 'Tea.Pot', 'nuget'],
  ['packagist/acme/teapot', 'Packagist', 'acme/teapot', 'composer'],
  ['pub/teapot', 'Pub', 'teapot', 'npm'],
  ['pypi/TeaPot', 'PyPI', 'TeaPot', 'pypi'],
  ['swift/example.org/acme/teapot', 'SwiftURL', 'example.org/acme/teapot', 'npm'],
])('%s is %s %s', (slug, ecosystem, name, notation) => {
  const [record] = readSample(gitlab, { edit: (text) => text.replace('maven/org.example/teapot', slug) })
  expect(record?.claims).toMatchObject([{ ecosystem, name, ranges: [{ notation }] }])
})

test('a type that nobody knows keeps the record; a range that is not stated is unknown', () => {
  const [odd] = readSample(gitlab, { edit: (text) => text.replace('"maven/', '"kettles/') })
  expect(odd).toMatchObject({ claims: [], unnamedEntries: 1 })
  const [bare] = readSample(gitlab, { edit: (text) => text.replace('[1.0,1.10),[2.0,2.2]', '') })
  expect(bare?.claims[0]?.ranges).toMatchObject([{ notation: 'unstated' }])
})

test('embedded malicious code marks the claim', () => {
  const [record] = readSample(gitlab, { edit: (text) => text.replace('CWE-94', 'CWE-506') })
  expect(record?.claims[0]?.isMalicious).toBe(true)
})
