/** GitHub's tree, constructed from the GHSA records of shared/data/osv: the same claims, but for ranges without an end. */
import { beforeAll, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { readPlain } from '../plain-reader.ts'
import { countBy, readFormat, verdictOf } from './read-format.ts'

describeShared('GHSA', () => {
  const records = new Map<string, string>()
  beforeAll(() => {
    for (const { value, text } of readPlain(sharedPath('data/osv'))) {
      if (value.id.startsWith('GHSA-')) records.set(value.id, text)
    }
  }, 60_000)
  const inTree = (id: string): string => `advisories/github-reviewed/2025/01/${id}/${id}.json`

  test('real records in a constructed tree are kept, and equal their OSV reading but for open ranges', () => {
    const tree = [...records].map(([id, text]) => ({ path: inTree(id), text }))
    const reading = readFormat('ghsa', tree)
    expect(tree.length).toBeGreaterThan(600)
    expect([reading.strangers, reading.dropped]).toEqual([[], {}])
    const plain = readFormat('osv', tree).claims
    const closed = reading.claims.filter(
      (claim, at) => JSON.stringify(claim.ranges) !== JSON.stringify(plain[at]?.ranges),
    )
    expect(reading.claims.length).toBe(plain.length)
    // Only `<` is used where a range has no end; where it has one, the statement adds nothing.
    expect(
      countBy(closed, ({ ranges }) => (JSON.stringify(ranges).includes('"limit"') ? '<' : '<=')),
    ).toEqual({ '<': 24 })
    expect(reading.claims.map(({ versions }) => versions)).toEqual(plain.map(({ versions }) => versions))
  })

  test('a version after the last known affected one is not affected, and nothing is called fixed', () => {
    const id = 'GHSA-67hx-6x53-jw92'
    const { claims } = readFormat('ghsa', [{ path: inTree(id), text: records.get(id) ?? '' }])
    const legacy = claims.filter(({ name }) => name === 'babel-traverse')
    expect(legacy.flatMap(({ ranges }) => ranges)).toMatchObject([
      { events: [{ introduced: '0' }, { limit: '7.23.2' }] },
    ])
    const verdicts = ['6.26.0', '7.23.1', '7.23.2'].map((version) => verdictOf(legacy, 'npm', version))
    expect(verdicts).toEqual(['hit', 'hit', 'miss'])
  })
})
