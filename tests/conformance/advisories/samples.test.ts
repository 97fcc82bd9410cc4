/** Every sample of a format that is not OSV's own goes in, or is named as what it is; the table says so exactly. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type ImportReport, importSources, verifyFeddb } from '@occtet/toolkit/adapters'
import { sha256Hex } from '@occtet/toolkit/base'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'

/** Files that the README of the samples counts, by layer; a file may hold many records. */
const counted: readonly (readonly [layer: string, records: number])[] = [
  ['cve/cve5', 4170 + 239],
  ['friendsofphp/friendsofphp', 1592],
  ['golang-vulndb/go-vulndb', 2542],
  ['nodejs-security-wg/npm-security-wg', 647],
  ['rubysec/rubysec', 1234 + 147],
  ['rustsec/rustsec', 1205],
]

/** The coverage table: records in, kept, kept by id only, claims, and what was dropped. */
const table: readonly string[] = [
  'alma/* 5 5 0 23',
  'alpine/secdb 16 16 0 16',
  'amazon-notices/amazon-notices 100 100 100 0',
  'anchore-list/anchore-list 17 17 17 0',
  'arch/arch 5 5 0 6',
  'bitnami/* 2 2 0 2',
  'chainguard/* 3 3 0 11',
  'chainguard/secdb 189 189 16 178',
  'cisa-csaf-white-2023-2024/csaf 728 728 728 0',
  'cisa-kev/kev 2808 2808 2808 0',
  'cve/cve5 4409 4409 4036 398',
  'debian-advisories/debian-advisories 10 10 3 9',
  'debian-tracker/debian-tracker 13 13 2 39',
  'echo/echo 25 25 0 25',
  'epss/epss 1 1 1 0',
  'fedora/fedora 10 10 0 11',
  'friendsofphp/friendsofphp 1592 1592 0 1592',
  'golang-vulndb/go-vulndb 2542 2542 0 3751',
  'mariner/oval 8 8 0 8',
  'minimos/secdb 59 59 6 53',
  'nodejs-security-wg/npm-security-wg 647 644 6 638 NOT_A_RECORD=3',
  'nvd/nvd 61 61 61 0',
  'oasis-csaf-examples/csaf 42 42 42 0',
  'openrewrite/openrewrite 9483 9483 0 15060',
  'openvex-samples/csaf 3 3 3 0',
  'oracle/oval 6 6 1 43',
  'photon/photon 7 7 0 9',
  'photon-notices/photon-notices 3 3 3 0',
  'redhat-csaf-samples/csaf 8 8 3 61',
  'redhat-data/redhat-data 3 3 1 20',
  'retirejs/retirejs 1464 987 0 987 DUPLICATE_ID=477',
  'rocky/* 3 3 0 5',
  'rubysec/rubysec 1381 1381 0 1381',
  'rustsec/rustsec 1205 1205 0 1205',
  'sles/oval 4 4 2 41',
  'ubuntu/* 9 9 0 51',
  'ubuntu-tracker/ubuntu-tracker 3 3 1 9',
  'wolfi/secdb 59 59 6 53',
]

/** Files that hold no advisory, by what they are. Whatever else is there must be in the table. */
const strangers: readonly string[] = [
  '12 OpenVEX documents',
  '25 CycloneDX VEX documents',
  '14 CycloneDX bills of materials',
  '4 HTML pages',
  '24 lists of CSAF documents and providers',
  '1 indexes of OSV records',
  '3 JSON schemas and JSON-LD contexts',
  '8 signatures and checksums',
  '1 links that were stored as files',
  '1 texts for people',
]

describeShared('the samples of other formats', () => {
  let dir: string
  let report: ImportReport

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'occtet-samples-'))
    report = await importSources([sharedPath('data/other')], { dir, clock: () => Date.parse('2026-11-22') })
  })

  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  test('each feed has as many records as its README says', () => {
    const found = new Map(report.feeds.map((feed) => [feed.layer, feed.records]))
    expect(counted.map(([layer]) => [layer, found.get(layer)])).toEqual(counted)
  })

  test('the coverage table', () => {
    const rows = report.feeds.map(({ layer, records, kept, unkeyed, claims, dropped }) =>
      [
        layer,
        records,
        kept,
        unkeyed,
        claims,
        ...dropped.map(({ reason, count }) => `${reason}=${count}`),
      ].join(' '),
    )
    expect(rows.toSorted()).toEqual(table.toSorted())
  })

  test('what came in was kept, or dropped for a reason', () => {
    const sums = report.feeds.map((feed) => ({
      layer: feed.layer,
      lost: feed.records - feed.kept - feed.dropped.reduce((sum, { count }) => sum + count, 0),
    }))
    expect(sums.filter(({ lost }) => lost !== 0)).toEqual([])
    expect(report.feeds.filter(({ kept }) => kept === 0)).toEqual([])
  })

  test('every other file is named as what it is; none is of no known form', () => {
    const named = report.issues.map(({ code, level, message }) => {
      const [, many, title] = /^(?:(\d+) files such as )?\S+: no advisories, but (.+?): /.exec(message) ?? []
      return title === undefined || code !== 'FORMAT_UNSUPPORTED' || level !== 'note'
        ? message
        : `${many ?? 1} ${title}`
    })
    expect(named.toSorted()).toEqual(strangers.toSorted())
  })

  test('imported into another folder, the store has the same files with the same bytes', async () => {
    const other = mkdtempSync(join(tmpdir(), 'occtet-samples-'))
    try {
      await importSources([sharedPath('data/other')], { dir: other, clock: () => Date.parse('2026-11-22') })
      expect(digestsBelow(other).size).toBeGreaterThan(report.feeds.length)
      expect(digestsBelow(other)).toEqual(digestsBelow(dir))
    } finally {
      rmSync(other, { recursive: true, force: true })
    }
  })

  test('the store verifies, and the same samples again change nothing', async () => {
    expect((await verifyFeddb(dir)).problems).toEqual([])
    const again = await importSources([sharedPath('data/other')], {
      dir,
      clock: () => Date.parse('2026-11-22'),
    })
    expect(again.root).toBe(report.root)
  })
})

function digestsBelow(root: string): ReadonlyMap<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  return new Map(
    entries.flatMap((entry): readonly (readonly [string, string])[] => {
      const path = join(entry.parentPath, entry.name)
      return entry.isFile() ? [[relative(root, path), sha256Hex(readFileSync(path))]] : []
    }),
  )
}
