/** Bulletins of distributions, and the lists of those who collect them: what each says, and what it must not say. */
import { describe, expect, test } from 'vitest'
import { amazonNotices } from './amazon-notices.ts'
import { anchoreList } from './anchore-list.ts'
import { fedora } from './fedora.ts'
import { openrewrite } from './openrewrite.ts'
import { photonNotices } from './photon-notices.ts'
import { redhatData } from './redhat-data.ts'
import { claimLines, recordOf } from './testing/claim-lines.ts'
import { context, readSample, testSourceContract } from './testing/contract.ts'
import { ubuntuTracker } from './ubuntu-tracker.ts'

describe('contract', () => {
  testSourceContract(amazonNotices)
  testSourceContract(anchoreList)
  testSourceContract(fedora)
  testSourceContract(openrewrite)
  testSourceContract(photonNotices)
  testSourceContract(redhatData)
  testSourceContract(ubuntuTracker)
})

describe('fedora', () => {
  test('builds by release; without an epoch nothing is certain', () => {
    const record = recordOf(readSample(fedora), 'FEDORA-2031-aaa0000001')
    expect(claimLines(record)).toEqual([
      'Fedora:95 kettle introduced=0 fixed=2.0-3.fc95',
      'Fedora:95 tea-pot introduced=0 fixed=2:1.1-1.fc95',
      'Fedora:95 cup ?',
    ])
    expect([record?.aliases, record?.facts.related]).toEqual([['CVE-2031-80005'], ['CVE-2031-80006']])
    expect([record?.facts.published, record?.modified]).toEqual([
      '2031-01-10T10:00:00Z',
      '2031-01-15T12:00:00Z',
    ])
  })

  test('an update that was taken back is withdrawn; EPEL is a family of its own', () => {
    const record = recordOf(readSample(fedora), 'FEDORA-EPEL-2031-bbb0000002')
    expect([record?.isWithdrawn, record?.facts.withdrawn]).toEqual([true, '2031-01-12T10:00:00Z'])
    expect([record?.aliases, record?.facts.related]).toEqual([[], ['CVE-2031-80005', 'CVE-2031-80006']])
    expect(claimLines(record)).toEqual(['EPEL:95 kettle introduced=0 fixed=1.9-1.el95'])
  })

  test('images and modules are no packages; what repairs no flaw is no advisory', () => {
    const flatpak = recordOf(readSample(fedora), 'FEDORA-FLATPAK-2031-ccc0000003')
    expect([flatpak?.claims, flatpak?.unnamedEntries]).toEqual([[], 1])
    const module = readSample(fedora, {
      edit: (text) => text.replace('"type": "rpm", "epoch": 2', '"type": "module", "epoch": 2'),
    })
    expect([module[0]?.claims.length, module[0]?.unnamedEntries]).toEqual([2, 1])
    const file = {
      path: 'x.json',
      text: '{"alias": "FEDORA-2031-1", "type": "bugfix", "title": "CVE-2031-1111", "builds": []}',
    }
    expect(fedora.read(file, context)).toEqual({ ok: false, error: 'NOT_A_RECORD' })
  })
})

describe('ubuntu-tracker', () => {
  test('each word of the tracker, and no claim where nothing is affected', () => {
    const [record] = readSample(ubuntuTracker)
    expect([record?.id, record?.aliases]).toEqual(['UBUNTU-CVE-2031-80008', ['CVE-2031-80008']])
    expect(claimLines(record)).toEqual([
      'Ubuntu:22.04:LTS kettle introduced=0 fixed=1.2-0ubuntu0.22.04.1',
      'Ubuntu:24.04:LTS kettle introduced=0',
      'Ubuntu:23.10 kettle introduced=0',
      'Ubuntu:18.04:LTS kettle ?',
      'Ubuntu:Pro:18.04:LTS kettle introduced=0 fixed=1.0-1+esm2',
      'Ubuntu:Pro:14.04:LTS kettle ?',
      'Ubuntu:17.10 kettle ?',
    ])
    // upstream, devel, fips
    expect(record?.unnamedEntries).toBe(3)
  })
})

describe('redhat-data', () => {
  test('packages of a release; modules, images and entries without a package are counted', () => {
    const [record] = readSample(redhatData)
    expect(claimLines(record)).toEqual([
      'Red Hat:enterprise_linux:95 kettle introduced=0 fixed=32:9.11.4-26.P2.el95_9.13',
      'Red Hat:enterprise_linux:94 kettle introduced=0',
      'Red Hat:enterprise_linux:93 kettle ?',
    ])
    expect([record?.id, record?.unnamedEntries]).toEqual(['CVE-2031-80009', 4])
    expect(record?.facts).toMatchObject({
      title: 'kettle: boils over',
      details: 'Red Hat says.',
      weaknesses: ['CWE-444', 'CWE-20'],
      related: ['RHSA-2031:0402', 'RHSA-2031:0403', 'RHSA-2031:0404', 'RHSA-2031:0405'],
      severity: [{ type: 'CVSS_V3' }],
    })
    expect(record?.facts.references.map(({ url }) => url)).toEqual([
      'https://example.org/a',
      'https://example.org/b',
    ])
  })

  test('a build of a module is not told apart by its name', () => {
    const [record] = readSample(redhatData, {
      edit: (text) => text.replace('26.P2.el95_9.13', '26.module+el95'),
    })
    expect(claimLines(record)).toHaveLength(2)
  })

  test('a page of the list names no release', () => {
    const [record] = readSample(redhatData, { at: 1 })
    expect([record?.id, record?.claims, record?.unnamedEntries]).toEqual(['CVE-2031-80010', [], 1])
    expect(record?.facts.severity).toEqual([{ type: 'QUALITATIVE', score: 'low' }])
  })
})

describe('openrewrite', () => {
  test('all rows of an id are one record; without an end, all later versions are affected', () => {
    const records = readSample(openrewrite)
    expect(records.map((record) => [record?.id, ...claimLines(record)])).toEqual([
      [
        'CVE-2031-80011',
        'Maven org.example:kettle introduced=0',
        'Maven org.example:teapot introduced=2.0.0 fixed=2.4.1',
      ],
      ['GHSA-2222-3333-4444', 'Maven org.example:cup introduced=1.0 fixed=1.2'],
    ])
    expect(records[1]?.facts).toMatchObject({ title: 'Cup "leaks"', weaknesses: ['CWE-79', 'CWE-80'] })
  })

  test('the ecosystem stands in the name; rows that are damaged are counted', () => {
    const npm = readSample(openrewrite, { path: 'advisories-npm.csv' })
    expect(claimLines(npm[1])).toEqual(['npm org.example:cup introduced=1.0 fixed=1.2'])
    expect(openrewrite.recognises({ path: 'advisories-moon.csv', text: 'CVE-2031-80011,2031-04-30T' })).toBe(
      false,
    )
    const edit = (text: string): string => text.replace('teapot,2.0.0,2.4.1,', 'teapot,')
    const [record] = readSample(openrewrite, { edit })
    expect([record?.claims.length, record?.unnamedEntries]).toEqual([1, 1])
  })
})

describe('anchore-list', () => {
  test('fixed, open, never affected, beside a module; and a namespace that nobody knows', () => {
    const [debian, moon] = readSample(anchoreList)
    expect([debian?.id, debian?.aliases]).toEqual(['debian:95/CVE-2031-80012', ['CVE-2031-80012']])
    expect(claimLines(debian)).toEqual([
      'Debian:95 kettle introduced=0 fixed=1.2-3+deb95u1',
      'Debian:95 teapot introduced=0',
      'Debian:95 lid ?',
    ])
    expect([moon?.id, moon?.claims, moon?.unnamedEntries]).toEqual(['moon:1/CVE-2031-80012', [], 1])
  })
})

describe('notices without versions', () => {
  test('Amazon: the release is in the address, because numbers repeat', () => {
    const [first, second] = readSample(amazonNotices)
    expect([first?.id, first?.aliases, first?.facts.related, first?.unnamedEntries]).toEqual([
      'ALAS95-2031-001',
      [],
      ['CVE-2031-80013', 'CVE-2031-80014'],
      2,
    ])
    expect([first?.facts.published, first?.modified]).toEqual([
      '2021-10-26T02:25:00.000Z',
      '2021-10-27T00:24:00.000Z',
    ])
    expect([second?.id, second?.aliases, second?.facts.published]).toEqual([
      'ALAS-2031-001',
      ['CVE-2031-80015'],
      undefined,
    ])
  })

  test('Photon: the packages are told, and none is claimed', () => {
    const [record] = readSample(photonNotices)
    expect([record?.id, record?.aliases, record?.claims, record?.unnamedEntries]).toEqual([
      'PHSA-2031-9.0-0500',
      ['CVE-2031-80016'],
      [],
      2,
    ])
    expect(record?.facts).toMatchObject({
      title: 'Critical Photon OS Security Update',
      details: 'Photon OS 9.0: kettle, kettle-lid',
      published: '2031-10-11',
      severity: [{ score: 'Critical' }, { score: 'Low' }],
    })
  })
})
