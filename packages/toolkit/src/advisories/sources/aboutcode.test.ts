/** AboutCode's files and answers: constructed samples in the published forms. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePurl } from '../../model/index.ts'
import { packageKeyOf, packageKeysOf } from '../package-key.ts'
import type { SourceFormat, SourceRecord } from '../source-format.ts'
import { aboutcodeA } from './aboutcode-a.ts'
import { aboutcodeB } from './aboutcode-b.ts'
import { readPurlPackage } from './purl-package.ts'
import { vulnerablecode } from './vulnerablecode.ts'

const context = { source: 's', digest: 'd', now: Date.UTC(2026, 0, 1) }

function readAll(format: SourceFormat, path: string, text: string): readonly (SourceRecord | string)[] {
  return [...(format.split?.({ path, text }) ?? [])].map((piece) => {
    const record = format.read(piece, context)
    return record.ok ? record.value : record.error
  })
}

function brief(records: readonly (SourceRecord | string)[]): unknown {
  return records.map((record) => {
    if (typeof record === 'string') return record
    const claims = record.claims.map(({ ecosystem, name, ranges, versions, patched }) => [
      `${ecosystem} ${name}`,
      ranges.map((range) => ('vers' in range ? range.vers : range.type)),
      versions,
      patched ?? [],
    ])
    return [record.id, record.aliases, claims]
  })
}

const advisory = `advisory_id: EX-001
datasource_id: made/EX-001
datasource_url: https://example.org/1
aliases:
  - CVE-2025-10001
summary: |
  First line
  Second line
impacted_packages:
  - purl: pkg:npm/%40made/up
    affected_versions: vers:npm/>=1.10|<1.20
    fixed_versions: vers:npm/1.20
    fixed_in_commits: []
  - purl: pkg:deb/debian/made?distro=bookworm
    affected_versions: vers:deb/1.0|1.1
    fixed_versions:
  - purl: pkg:unheard/of
    affected_versions: vers:npm/*
severities:
  - score: '8.8'
    scoring_system: cvssv3.1
    scoring_elements: CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H
    url:
  - score: '0.5'
    scoring_system: epss
weaknesses:
  - CWE-79
references:
  - url: https://example.org/2
    reference_type:
`

test('an advisory of the federation is one record with VERS ranges; its packages join it by alias', () => {
  const [record] = readAll(aboutcodeB, 'advisories/made/EX-001.yml', advisory)
  expect(brief([record ?? ''])).toEqual([
    [
      'made/EX-001',
      ['EX-001', 'CVE-2025-10001'],
      [
        ['npm @made/up', ['vers:npm/>=1.10|<1.20'], [], ['1.20']],
        ['Debian:bookworm made', [], ['1.0', '1.1'], []],
      ],
    ],
  ])
  if (typeof record === 'string' || record === undefined) throw new Error('no record')
  expect(record.unnamedEntries).toBe(1)
  expect(record.claims[0]).toMatchObject({ summary: 'First line', severity: [{ type: 'CVSS_V3' }] })
  expect(record.facts()).toMatchObject({
    weaknesses: ['CWE-79'],
    references: [{ url: 'https://example.org/2' }],
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H' }],
  })
})

const versionFile = `- purl: pkg:deb/debian/made@1.0?arch=amd64
  affected_by_advisories:
    - made/EX-001
    - made/EX-002
  fixing_advisories: []
- purl: pkg:deb/debian/made@1.0?distro=12
  affected_by_advisories:
    - made/EX-002
  fixing_advisories:
    - made/EX-003
`

test('a file of one version gives one record per advisory, whose id has the version', () => {
  const path = 'packages/security_advisories-deb-0000/deb-0001/debian/made/1.0/advisories.yml'
  expect(brief(readAll(aboutcodeB, path, versionFile))).toEqual([
    ['made/EX-001 pkg:deb/debian/made@1.0', ['made/EX-001'], [['Debian made', [], ['1.0'], []]]],
    [
      'made/EX-002 pkg:deb/debian/made@1.0',
      ['made/EX-002'],
      [
        ['Debian made', [], ['1.0'], []],
        ['Debian:12 made', [], ['1.0'], []],
      ],
    ],
    ['made/EX-003 pkg:deb/debian/made@1.0', ['made/EX-003'], [['Debian:12 made', [], [], ['1.0']]]],
  ])
})

const packageFile = `- purl: pkg:nuget/Made.Up@1.10
  affected_by_vulnerabilities:
    - VCID-aaaa-bbbb-cccc
  fixing_vulnerabilities: []
- purl: pkg:nuget/Made.Up@1.9
  affected_by_vulnerabilities:
    - VCID-aaaa-bbbb-cccc
  fixing_vulnerabilities: []
- purl: pkg:nuget/Made.Up@2
  affected_by_vulnerabilities: []
  fixing_vulnerabilities:
    - VCID-aaaa-bbbb-cccc
`

test('a package of the old layout gives one record per vulnerability with all versions; a VCID file its facts', () => {
  expect(
    brief(readAll(aboutcodeA, 'aboutcode-packages-nuget-00/nuget/Made.Up/vulnerabilities.yml', packageFile)),
  ).toEqual([
    [
      'VCID-aaaa-bbbb-cccc pkg:nuget/Made.Up',
      ['VCID-aaaa-bbbb-cccc'],
      [['NuGet Made.Up', [], ['1.10', '1.9'], ['2']]],
    ],
  ])
  const vcid = 'vulnerability_id: VCID-aaaa-bbbb-cccc\naliases:\n  - CVE-2025-10002\nsummary: made up\n'
  expect(brief(readAll(aboutcodeA, 'aboutcode-vulnerabilities/aa/VCID-aaaa-bbbb-cccc.yml', vcid))).toEqual([
    ['VCID-aaaa-bbbb-cccc', ['CVE-2025-10002'], []],
  ])
})

test('answers of all versions of the programming interface', () => {
  const v1 = {
    results: [
      {
        purl: 'pkg:pypi/made@1.0',
        affected_by_vulnerabilities: [
          {
            vulnerability_id: 'VCID-aaaa-bbbb-cccc',
            summary: 'made up',
            aliases: ['CVE-2025-10003'],
            references: [
              {
                reference_url: 'https://example.org',
                scores: [{ scoring_system: 'generic_textual', value: 'HIGH' }],
              },
            ],
            fixed_packages: [{ purl: 'pkg:pypi/made@1.1' }, { purl: 'pkg:pypi/other@3' }],
          },
        ],
        fixing_vulnerabilities: [],
      },
    ],
  }
  const records = readAll(vulnerablecode, 'x.json', JSON.stringify(v1))
  expect(brief(records)).toEqual([
    [
      'VCID-aaaa-bbbb-cccc pkg:pypi/made',
      ['VCID-aaaa-bbbb-cccc', 'CVE-2025-10003'],
      [['PyPI made', [], ['1.0'], ['1.1']]],
    ],
  ])
  expect(records[0]).toMatchObject({ claims: [{ severity: [{ type: 'QUALITATIVE', score: 'HIGH' }] }] })
  const one = {
    vulnerability_id: 'VCID-aaaa-bbbb-cccc',
    aliases: [{ alias: 'CVE-2025-10004' }],
    affected_packages: [{ purl: 'pkg:gem/made@1' }],
    fixed_packages: [{ purl: 'pkg:gem/made@2' }],
    weaknesses: [{ cwe_id: 79 }],
  }
  expect(brief(readAll(vulnerablecode, 'x.json', JSON.stringify(one)))).toEqual([
    ['VCID-aaaa-bbbb-cccc', ['CVE-2025-10004'], [['RubyGems made', [], ['1'], ['2']]]],
  ])
  const v2 = {
    count: 1,
    results: {
      vulnerabilities: { x: { vulnerability_id: 'VCID-dddd-eeee-ffff', aliases: ['CVE-2025-10005'] } },
      packages: [
        {
          purl: 'pkg:cargo/made@1.0.0',
          affected_by_vulnerabilities: {
            x: { vulnerability_id: 'VCID-dddd-eeee-ffff', fixed_by_packages: ['pkg:cargo/made@1.0.1'] },
          },
          fixing_vulnerabilities: ['VCID-gggg-hhhh-jjjj'],
        },
      ],
    },
  }
  expect(brief(readAll(vulnerablecode, 'x.json', JSON.stringify(v2)))).toEqual([
    [
      'VCID-dddd-eeee-ffff pkg:cargo/made',
      ['VCID-dddd-eeee-ffff'],
      [['crates.io made', [], ['1.0.0'], ['1.0.1']]],
    ],
    ['VCID-gggg-hhhh-jjjj pkg:cargo/made', ['VCID-gggg-hhhh-jjjj'], [['crates.io made', [], [], ['1.0.0']]]],
    ['VCID-dddd-eeee-ffff', ['CVE-2025-10005'], []],
  ])
  const v3 = {
    advisory_id: 'GHSA-aaaa-bbbb-cccc',
    advisory_uid: 'made/GHSA-aaaa-bbbb-cccc',
    aliases: [],
    impacted_packages: [{ base_purl: 'pkg:golang/example.org/Made', affecting_vers: 'vers:golang/<2.0.0' }],
  }
  expect(brief(readAll(vulnerablecode, 'x.json', JSON.stringify([v3])))).toEqual([
    [
      'made/GHSA-aaaa-bbbb-cccc',
      ['GHSA-aaaa-bbbb-cccc'],
      [['Go example.org/Made', ['vers:golang/<2.0.0'], [], []]],
    ],
  ])
})

test('each form recognises its own files and no other’s', () => {
  const samples = [
    ['advisories/made/EX-001.yml', advisory],
    ['packages/x/advisories.yml', versionFile],
    ['npm-0001/made/purls.yml', '- pkg:npm/made@1\n'],
    ['x/vulnerabilities.yml', packageFile],
    ['x/VCID-aaaa-bbbb-cccc.yml', 'vulnerability_id: VCID-aaaa-bbbb-cccc\n'],
    ['x.json', '[{"vulnerability_id": "VCID-aaaa-bbbb-cccc", "affected_packages": []}]'],
    ['x.json', '{"id": "CVE-1", "modified": "2020", "affected": []}'],
    ['x.yml', 'gem: made\ntitle: made\ncve: 2020-1\n'],
  ] as const
  const formats = [aboutcodeB, aboutcodeA, vulnerablecode]
  const found = samples.map(([path, text]) =>
    formats.filter((format) => format.recognises({ path, text })).map(({ id }) => id),
  )
  const [b, a, v] = [['aboutcode-b'], ['aboutcode-a'], ['vulnerablecode']]
  expect(found).toEqual([b, b, b, a, a, v, [], []])
})

test('what is none of their records is said to be none, and nothing throws', () => {
  expect(readAll(aboutcodeB, 'purls.yml', '- pkg:npm/made@1\n')).toEqual(['NOT_A_RECORD'])
  expect(readAll(aboutcodeB, 'x.yml', 'a: [')).toEqual(['NOT_YAML'])
  expect(readAll(aboutcodeA, 'x.yml', 'a: b\n')).toEqual(['NOT_A_RECORD'])
  expect(readAll(vulnerablecode, 'x.json', '{')).toEqual(['NOT_JSON'])
  const bomb = `- purl: &a [${'x,'.repeat(1000)}]\n  affected_by_advisories: &b [${'y,'.repeat(1000)}]\n${'- {purl: "pkg:npm/a@1", affected_by_advisories: *b}\n'.repeat(90)}`
  expect(readAll(aboutcodeB, 'x.yml', bomb)).toEqual(['NOT_A_RECORD'])
  const piece = fc.constantFrom(
    '- purl: ',
    'affected_by_advisories:',
    '\n',
    '  ',
    '- ',
    'pkg:npm/a@1',
    '*a',
    '&a ',
    '{"about":"a","advisory":',
    ':',
    '"',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (parts) => {
      for (const format of [aboutcodeB, aboutcodeA, vulnerablecode]) readAll(format, 'x', parts.join(''))
    }),
    { numRuns: 500 },
  )
})

test('a purl and the package made of it have the same key', () => {
  const purls = [
    'pkg:npm/%40made/up',
    'pkg:maven/org.example/made',
    'pkg:golang/github.com/Foo/Bar/v2',
    'pkg:nuget/Made.Up',
    'pkg:deb/debian/made?distro=bookworm',
    'pkg:rpm/rhel/made?distro=rhel-9',
    'pkg:apk/alpine/made?distroversion=v3.19',
    'pkg:composer/drupal/core?repository_url=https://packages.drupal.org/8',
    'pkg:swift/github.com/apple/swift-nio',
    'pkg:github/actions/checkout',
    'pkg:pypi/made-up',
    'pkg:hex/made',
    'pkg:generic/osv-oss-fuzz/made',
    'pkg:generic/osv-nobody-knows/made',
  ]
  const keys = purls.map((text) => {
    const purl = parsePurl(text)
    const named = readPurlPackage(text)
    return [
      purl.ok ? packageKeysOf(purl.value).keys[0] : purl.error.code,
      named === undefined ? text : packageKeyOf(named.ecosystem, named.name),
    ]
  })
  expect(keys.filter(([asked, kept]) => asked !== kept)).toEqual([])
  expect(readPurlPackage('pkg:alpine/made@1?arch=x86&distroversion=v3.11')).toEqual({
    ecosystem: 'Alpine:v3.11',
    name: 'made',
    version: '1',
  })
  expect(['pkg:conda/made', 'pkg:rpm/made', 'pkg:generic/a/b', 'made'].map(readPurlPackage)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
