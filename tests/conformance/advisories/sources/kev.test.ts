/** CISA's catalogue as published, JSON and CSV: both say the same. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { countBy, type Reading, readFormat } from './read-format.ts'

interface Plain {
  readonly count: number
  readonly vulnerabilities: readonly Readonly<Record<string, unknown>>[]
}

describeShared('CISA KEV', () => {
  const textOf = (path: string): string => readFileSync(sharedPath(`data/other/kev/${path}`), 'utf8')
  const read = (path: string): Reading => readFormat('kev', [{ path, text: textOf(path) }])
  const plainEntries = (): Plain => JSON.parse(textOf('known_exploited_vulnerabilities.json')) as Plain

  test('keeps every entry', () => {
    const plain = plainEntries()
    const json = read('known_exploited_vulnerabilities.json')
    expect([json.kept.length, json.dropped, json.strangers]).toEqual([plain.count, {}, []])
    const told = json.kept.map(({ id, signals: [signal] }) =>
      signal?.kind === 'kev' ? [id, signal.id, signal.added, signal.due, signal.ransomware] : [],
    )
    expect(told).toEqual(
      plain.vulnerabilities.map((entry) => [
        entry['cveID'],
        entry['cveID'],
        entry['dateAdded'],
        entry['dueDate'],
        entry['knownRansomwareCampaignUse'] === 'Known' ? 'known' : 'unknown',
      ]),
    )
    expect(countBy(json.kept, ({ signals }) => String(signals.length))).toEqual({ '1': 1404 })
    expect(json.kept.map((record) => record.facts().weaknesses)).toEqual(
      plain.vulnerabilities.map((entry) => entry['cwes']),
    )
  })

  test('JSON and CSV give the same records, but for the digest of their bytes', () => {
    const [json, csv] = ['json', 'csv'].map((ending) => read(`known_exploited_vulnerabilities.${ending}`))
    expect([csv?.kept.length, csv?.dropped, csv?.strangers]).toEqual([plainEntries().count, {}, []])
    const [left, right] = [json, csv].map((reading) =>
      reading?.kept.map(({ facts, signals, ...rest }) => ({
        ...rest,
        facts: facts(),
        signals: signals.map((signal) => ({ ...signal, digest: '' })),
      })),
    )
    expect(right).toEqual(left)
  })

  test('the schema of the catalogue is no catalogue', () => {
    const path = 'known_exploited_vulnerabilities_schema.json'
    expect(read(path).kept).toEqual([])
  })
})
