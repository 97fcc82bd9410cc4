/** The forms of Debian's tracker, of secdb and of Echo: what becomes a claim, and what must never become one. */
import { describe, expect, test } from 'vitest'
import type { SourceRecord } from '../source-format.ts'
import { arch } from './arch.ts'
import { debianAdvisories } from './debian-advisories.ts'
import { debianTracker } from './debian-tracker.ts'
import { echo } from './echo.ts'
import { photon } from './photon.ts'
import { secdb } from './secdb.ts'
import { context, testSourceContract } from './testing/contract.ts'
import { distributionSamples } from './testing/distribution-samples.ts'

describe('contract', () => {
  testSourceContract(debianTracker)
  testSourceContract(secdb)
  testSourceContract(arch)
  testSourceContract(echo)
  testSourceContract(debianAdvisories)
  testSourceContract(photon)
})

type Format = typeof debianTracker

function recordsOf(format: Format, path: string, text?: string): ReadonlyMap<string, SourceRecord> {
  const sample = distributionSamples.find(([, file]) => file.path === path)?.[1].text
  const records = [...(format.split?.({ path, text: text ?? sample ?? '' }) ?? [])].map((piece) => {
    const record = format.read(piece, context)
    if (!record.ok) throw new Error(`${piece.path}: ${record.error}`)
    return record.value
  })
  return new Map(records.map((record) => [record.id, record]))
}

/** `Debian:12 name <1`, one line per claim. */
function linesOf(record: SourceRecord | undefined): readonly string[] | undefined {
  return record?.claims.map(({ ecosystem, name, ranges }) =>
    [
      ecosystem,
      name,
      ...ranges.map((range) => (range.type === 'ECOSYSTEM' ? toLine(range.events) : '?')),
    ].join(' '),
  )
}

function toLine(events: readonly object[]): string {
  return events
    .flatMap((event) => Object.entries(event))
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
}

describe('debian-tracker', () => {
  const records = recordsOf(debianTracker, 'debian/tracker.json')

  test('one record per flaw over all packages and releases', () => {
    expect([...records].map(([id, record]) => [id, record.aliases, linesOf(record)])).toEqual([
      [
        'DEBIAN-CVE-2031-70001',
        ['CVE-2031-70001'],
        [
          'Debian:12 copper-pot introduced=0 fixed=1.2-3+deb12u1',
          'Debian:sid copper-pot introduced=0',
          'Debian:12 tin-pot introduced=0',
        ],
      ],
      ['DEBIAN-TEMP-0000000-ABCDEF', [], ['Debian:11 copper-pot ?']],
      ['DEBIAN-CVE-2031-70002', ['CVE-2031-70002'], []],
    ])
  })

  test('urgencies are words, remarks are details', () => {
    const facts = records.get('DEBIAN-CVE-2031-70001')?.facts()
    expect(facts?.severity.map(({ score }) => score)).toEqual(['unimportant', 'low', 'high'])
    expect(facts?.details?.split('\n')).toEqual([
      'The handle "{gets" hot.',
      'Debian 12, tin-pot: no DSA: Too hot',
    ])
    expect(records.get('DEBIAN-TEMP-0000000-ABCDEF')?.facts().details).toBe(
      'Debian 11, copper-pot: support has ended; undetermined; no DSA, postponed: Minor issue',
    )
  })

  test('damage is counted, wherever it is', () => {
    const text =
      '{"a":{"CVE-2031-1001":{"releases":"none"}},"b":{"CVE-2031-1001":[1],"CVE-2031-1002":{"releases":{"sid":7}}},"c":5,"d":{"CVE-2031-1003":{"rel'
    const outcomes = [...(debianTracker.split?.({ path: 'x', text }) ?? [])].map((piece) => {
      const record = debianTracker.read(piece, context)
      return [piece.path, record.ok ? record.value.unnamedEntries : record.error]
    })
    expect(outcomes).toEqual([
      ['x#c', 'NOT_A_RECORD'],
      ['x#CVE-2031-1001', 2],
      ['x#CVE-2031-1002', 1],
      ['x#CVE-2031-1003', 'NOT_JSON'],
    ])
  })
})

describe('secdb', () => {
  test('Alpine: per release and repository; zero is no claim; two CVEs are two flaws', () => {
    const records = recordsOf(secdb, 'v3.20/main.yaml')
    const told = [...records].map(([id, record]) => [
      id.replace('ALPINE-v3.20-main-', ''),
      record.aliases,
      record.facts().related,
      linesOf(record),
    ])
    expect(told).toEqual([
      ['CVE-2031-70003', ['CVE-2031-70003'], [], []],
      [
        'CVE-2031-70001',
        ['CVE-2031-70001'],
        ['POT-236', 'GHSA-2222-3333-6666'],
        [
          'Alpine:v3.20 copper-pot introduced=0 fixed=1.10-r0',
          'Alpine:v3.20 tin-pot introduced=0 fixed=2.0-r1',
        ],
      ],
      ['CVE-2031-70004', ['CVE-2031-70004'], [], ['Alpine:v3.20 copper-pot introduced=0 fixed=1.10-r0']],
      ['CVE-2031-70005', ['CVE-2031-70005'], [], ['Alpine:v3.20 copper-pot introduced=0 fixed=1.10-r0']],
      [
        'GHSA-2222-3333-5555',
        ['GHSA-2222-3333-5555'],
        [],
        ['Alpine:v3.20 copper-pot introduced=0 fixed=1.2'],
      ],
      ['regression in the lid', [], [], ['Alpine:v3.20 tin-pot introduced=0 fixed=2.0-r1']],
    ])
  })

  test('Wolfi has no releases', () => {
    const told = [...recordsOf(secdb, 'wolfi/security.json')].map(([id, record]) => [id, linesOf(record)])
    expect(told).toEqual([
      ['WOLFI-os-CVE-2031-70002', []],
      ['WOLFI-os-CVE-2031-70001', ['Wolfi copper-pot introduced=0 fixed=1.4-r2']],
    ])
  })

  test.each([
    ['an unknown host', 'apkurl: x\nurlprefix: https://who.example\npackages: []\n', ['BAD_DATA']],
    ['Alpine without release', 'apkurl: x\nurlprefix: https://alpinelinux.example\n', ['BAD_DATA']],
    ['no fixes', 'urlprefix: https://wolfi.example\npackages: []\n', ['EMPTY']],
    ['no YAML', 'apkurl: [\n', ['NOT_YAML']],
    ['no JSON', '{"apkurl":', ['NOT_JSON']],
    [
      'fixes that are no text',
      '{"urlprefix":"https://wolfi.example","packages":[{"pkg":{"name":"a","secfixes":{"1":[{},"CVE-2031-1234"]}}},5]}',
      ['ok', 'BAD_DATA'],
    ],
  ])('%s is dropped with a reason', (_title, text, expected) => {
    const outcomes = [...(secdb.split?.({ path: 'x', text }) ?? [])].map((piece) => {
      const record = secdb.read(piece, context)
      return record.ok ? 'ok' : record.error
    })
    expect(outcomes).toEqual(expected)
  })
})

test('echo: fixed, open and never affected', () => {
  const told = [...recordsOf(echo, 'echo/data.json')].map(([id, record]) => [id, linesOf(record)])
  expect(told).toEqual([
    ['ECHO-CVE-2031-70001', ['Echo copper-pot introduced=0 fixed=1.2.1']],
    ['ECHO-CVE-2031-70002', ['Echo copper-pot introduced=0']],
    ['ECHO-CVE-2031-70003', []],
  ])
})

test('debian-advisories: code names become numbers, states in brackets are no versions', () => {
  const told = [...recordsOf(debianAdvisories, 'debian/DSA')].map(([id, record]) => [
    id,
    record.aliases,
    record.facts().published,
    linesOf(record),
  ])
  expect(told).toEqual([
    ['DSA-141', ['CVE-2031-70001'], '2031-08-01', ['Debian:3.0 copper-pot introduced=0 fixed=1.5-7woody2']],
    [
      'DSA-2819-1',
      [],
      '2031-12-16',
      [
        'Debian:12 tin-pot introduced=0 fixed=2.0-1',
        'Debian:sid tin-pot introduced=0',
        'Debian:11 tin-pot ?',
      ],
    ],
  ])
})

test('photon: fixed, not affected, and neither', () => {
  const told = [...recordsOf(photon, 'photon/cve_data_photon4.0.json')].map(([id, record]) => [
    id,
    linesOf(record),
  ])
  expect(told).toEqual([
    ['PHOTON-4.0-CVE-2031-70001', ['Photon OS:4.0 copper-pot introduced=0 fixed=1.2-3.ph4']],
    ['PHOTON-4.0-CVE-2031-70002', ['Photon OS:4.0 tin-pot ?']],
  ])
})

test('arch: fixed, open, unclear, and not affected', () => {
  const told = [...recordsOf(arch, 'arch/all.json')].map(([id, record]) => [
    id,
    record.aliases,
    record.facts().related,
    linesOf(record),
  ])
  expect(told).toEqual([
    [
      'AVG-7001',
      ['CVE-2031-70001'],
      ['ASA-203101-1'],
      [
        'Arch Linux copper-pot introduced=0 fixed=1.2-2',
        'Arch Linux lib32-copper-pot introduced=0 fixed=1.2-2',
      ],
    ],
    ['AVG-7002', [], ['CVE-2031-70001', 'CVE-2031-70002'], ['Arch Linux tin-pot introduced=0']],
    ['AVG-7003', [], [], ['Arch Linux tin-pot ?']],
    ['AVG-7004', [], [], []],
  ])
})
