/** The matching cases over the real feeds: import into a FedDB on disk, ask, and compare the union of records. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importSources, openFeddb } from '../../../packages/toolkit/src/adapters/index.ts'
import { queryPurl } from '../../../packages/toolkit/src/matching/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Case {
  readonly id: string
  readonly purl: string
  readonly sources: readonly string[]
  readonly expected: readonly string[]
  readonly why: string
}

const clock = (): number => Date.parse('2026-11-22T00:00:00Z')

/** Sources that are no OSV feeds lie beside them, each as one archive. */
const archives = new Map([
  ['rubysec', 'data/other/rubysec/ruby-advisory-db.tar.gz'],
  ['friendsofphp', 'data/other/friendsofphp/security-advisories.tar.gz'],
])

describeShared('matching.json', () => {
  const { cases } = JSON.parse(readFileSync(sharedPath('vectors/matching.json'), 'utf8')) as {
    cases: readonly Case[]
  }
  const combinations = [...new Set(cases.map((one) => one.sources.join('+')))]

  test('there are 120 cases', () => expect(cases).toHaveLength(120))

  test.each(combinations)('%s', async (combination) => {
    const dir = mkdtempSync(join(tmpdir(), 'occtet-matching-'))
    const sources = combination.split('+')
    const report = await importSources(
      sources.map((source) => sharedPath(archives.get(source) ?? `data/osv/${source}`)),
      { dir, clock },
    )
    // A folder may hold other files (a list of origins); they are named, and are no records.
    expect(report.issues.filter(({ code }) => code !== 'FORMAT_UNSUPPORTED')).toEqual([])
    const store = openFeddb(dir, clock)
    const wrong = cases
      .filter((one) => one.sources.join('+') === combination)
      .flatMap((one) => {
        const answer = queryPurl(store, one.purl)
        const records = [...new Set(answer.advisories.flatMap((advisory) => advisory.records))].sort()
        const isRight = JSON.stringify(records) === JSON.stringify(one.expected)
        return isRight && (answer.status === 'affected') === one.expected.length > 0
          ? []
          : [{ ...one, answer }]
      })
    store.close()
    expect(wrong).toEqual([])
  })
})
