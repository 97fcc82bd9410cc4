/** GitHub's tree: what closes an open range, and records without packages. */
import { expect, test } from 'vitest'
import { ghsa } from './ghsa.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(ghsa)

const events = (edit?: (text: string) => string): readonly unknown[] | undefined =>
  readSample(ghsa, edit === undefined ? {} : { edit })[0]?.claims.flatMap(({ ranges }) =>
    ranges.map((range) => ('events' in range ? range.events : range)),
  )

test('the last known affected range closes an open range, and only that', () => {
  expect(events()).toEqual([
    [{ introduced: '0' }, { lastAffected: '1.10.0' }],
    [{ introduced: '1.0.0' }, { fixed: '1.2.0' }],
    [{ introduced: '2.0.0' }, { limit: '3.0.0' }],
  ])
})

test.each(['> 1', '<= 1.0, < 2', 'all', '<='])('the text %s closes nothing', (said) => {
  expect(events((text) => text.replace('<= 1.10.0', said))?.[0]).toEqual([{ introduced: '0' }])
})

test('entries without a package do not shift the ends of others', () => {
  const edit = (text: string): string => text.replace('"affected": [', '"affected": [7, {"package": {}},')
  expect(events(edit)).toEqual(events())
  expect(readSample(ghsa, { edit })[0]?.unnamedEntries).toBe(2)
})

test('an unreviewed record names no package, and is kept', () => {
  expect(readSample(ghsa, { at: 1 })).toMatchObject([
    {
      id: 'GHSA-5555-6666-7777',
      aliases: ['CVE-2031-50002'],
      claims: [],
      facts: { severity: [{ type: 'QUALITATIVE', score: 'LOW' }] },
    },
  ])
})

test('the same record outside of the tree is an OSV record like others', () => {
  const file = {
    path: 'GHSA-2222-3333-4444.json',
    text: '{"id":"GHSA-2222-3333-4444","modified":"","affected":[]}',
  }
  expect(ghsa.recognises(file)).toBe(false)
})
