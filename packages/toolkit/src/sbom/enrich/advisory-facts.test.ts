import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdvisoryRecord, factsOfAdvisories } from './advisory-facts.ts'

const purl = 'pkg:npm/left-pad@1.3.0'

function record(id: string, pages: readonly unknown[], more: object = {}): AdvisoryRecord {
  const value = {
    affected: [{ package: { ecosystem: 'npm', name: 'left-pad' } }],
    references: pages.map((url) => ({ type: 'PACKAGE', url })),
    ...more,
  }
  return { id, source: 'ghsa', value }
}

function referencesOf(...records: AdvisoryRecord[]): readonly string[] | undefined {
  return factsOfAdvisories(purl, records)?.references.map(({ type, url }) => `${type} ${url}`)
}

const home = 'https://example.org/left-pad'

describe('what advisories say of a package beside its flaws', () => {
  test('the home page, with the records that name it', () => {
    expect(factsOfAdvisories(purl, [record('GHSA-1', [home]), record('GHSA-2', [`${home}/`])])).toEqual({
      purl,
      source: 'FedDB: GHSA-1 (ghsa), GHSA-2 (ghsa)',
      hashes: [],
      licenses: [],
      references: [{ type: 'website', url: home, hashes: [] }],
    })
  })

  test('the repository of a range of commits', () => {
    const ranges = [{ type: 'GIT', repo: `${home}.git`, events: [] }, { type: 'SEMVER' }]
    const affected = [{ package: { ecosystem: 'npm', name: 'left-pad' }, ranges }]
    expect(referencesOf(record('GHSA-1', [], { affected }))).toEqual([`vcs ${home}.git`])
  })

  test.each<[string, readonly AdvisoryRecord[]]>([
    ['records that disagree', [record('A', [home]), record('B', ['https://example.org/other'])]],
    ['a record with two pages', [record('A', [home, 'https://example.org/other'])]],
    [
      'a record about two packages',
      [
        record('A', [home], {
          affected: [
            { package: { ecosystem: 'npm', name: 'left-pad' } },
            { package: { ecosystem: 'npm', name: 'right-pad' } },
          ],
        }),
      ],
    ],
    ['an address in the clear', [record('A', ['http://example.org/left-pad'])]],
    ['an address with a password', [record('A', ['https://me:secret@example.org/'])]],
    ['another scheme', [record('A', ['javascript:alert(1)'])]],
    ['no text', [record('A', [7, null, {}])]],
    ['no record of this kind', [{ id: 'A', source: 'x', value: 'text' }]],
    ['nothing', []],
  ])('nothing is taken from %s', (_, records) => {
    expect(factsOfAdvisories(purl, records)).toBeUndefined()
  })

  test('any value gives https addresses or nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const records = values.map((value, at) => ({ id: String(at), source: 'x', value }))
        for (const { url } of factsOfAdvisories(purl, records)?.references ?? [])
          expect(url).toMatch(/^https:/)
      }),
    )
  })
})
