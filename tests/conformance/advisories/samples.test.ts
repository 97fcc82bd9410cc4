/** Every sample of a format that is not OSV's own goes in, and the table of what came in, stayed and went adds up. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ImportReport, importSources, verifyFeddb } from '@occtet/toolkit/adapters'
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

  test('what came in was kept, or dropped for a reason', () => {
    const sums = report.feeds.map((feed) => ({
      layer: feed.layer,
      lost: feed.records - feed.kept - feed.dropped.reduce((sum, { count }) => sum + count, 0),
    }))
    expect(sums.filter(({ lost }) => lost !== 0)).toEqual([])
    expect(report.feeds.filter(({ kept }) => kept === 0)).toEqual([])
  })

  test('KEV as JSON and as CSV, EPSS, NVD, RetireJS, CSAF and five forms of secdb are among them', () => {
    const layers = report.feeds.map(({ layer }) => layer)
    const wanted = [
      'cisa-kev/kev',
      'epss/epss',
      'nvd/nvd',
      'retirejs/retirejs',
      'debian-tracker/debian-tracker',
    ]
    const secdb = ['alpine/secdb', 'chainguard/secdb', 'minimos/secdb', 'wolfi/secdb']
    const csaf = ['cisa-csaf-white-2023-2024/csaf', 'oasis-csaf-examples/csaf', 'redhat-csaf-samples/csaf']
    expect([...wanted, ...secdb, ...csaf].filter((layer) => !layers.includes(layer))).toEqual([])
    expect(report.feeds.find(({ layer }) => layer === 'cisa-kev/kev')?.records).toBeGreaterThanOrEqual(
      2 * 1404,
    )
  })

  test('data of no known form is an issue that names it', () => {
    const [issue, ...others] = report.issues
    expect([issue?.code, issue?.level, others]).toEqual(['FORMAT_UNSUPPORTED', 'warning', []])
    expect(issue?.message).toMatch(/and \d+ more: of no form that is known here$/)
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
