/** RetireJS's three real repositories: no vulnerability is lost on the way to a record. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { countBy, readFormat, verdictOf } from './read-format.ts'

const read = (name: string): ReturnType<typeof readFormat> => {
  const text = readFileSync(sharedPath(`data/other/retirejs/${name}.json`), 'utf8')
  return readFormat('retirejs', [{ path: `${name}.json`, text }])
}

describeShared('RetireJS', () => {
  test.each([
    ['jsrepository', 723, 479, { JavaScript: 236, npm: 243 }],
    ['jsrepository-v5', 723, 479, { JavaScript: 236, npm: 243 }],
    ['npmrepository', 545, 506, { npm: 506 }],
  ])('%s: %i pairs of bounds are %i records', (name, bounds, records, ecosystems) => {
    const reading = read(name)
    expect(reading.strangers).toEqual([])
    expect(reading.dropped).toEqual({})
    expect(reading.kept.length).toBe(records)
    expect(new Set(reading.kept.map(({ id }) => id)).size).toBe(records)
    expect(reading.claims.reduce((sum, { ranges }) => sum + ranges.length, 0)).toBe(bounds)
    expect(countBy(reading.claims, ({ ecosystem }) => ecosystem)).toEqual(ecosystems)
  })

  test('the two editions differ in two records only, which have exceptions', () => {
    const digests = new Set(read('jsrepository').claims.map(({ digest }) => digest))
    const others = read('jsrepository-v5').claims.filter(({ digest }) => !digests.has(digest))
    expect(others.map(({ record }) => record)).toEqual([
      'retirejs/jquery/CVE-2015-9251',
      'retirejs/jquery/retid-73',
    ])
    const excepted = ['1.12.4', '1.12.4-aem'].map((version) =>
      others.map((claim) => verdictOf([claim], 'npm', version)),
    )
    expect(excepted).toEqual([
      ['hit', 'hit'],
      ['miss', 'miss'],
    ])
  })

  test('bounds that cannot be ordered make the answer unknown, never clean', () => {
    const unclear = read('npmrepository').claims.filter(
      (claim) => verdictOf([claim], 'npm', '999.0.0') === 'unclear',
    )
    // `1.0.0.beta.3`, `1.3.0-*` and `~` are no versions of npm; electron's lower bound lies above the upper one.
    expect(unclear.map(({ record }) => record)).toEqual([
      'retirejs-npm/handlebars/text-4c4fa57c4d48c253',
      'retirejs-npm/handlebars-runtime/text-4c4fa57c4d48c253',
      'retirejs-npm/ember/CVE-2014-0046',
      'retirejs-npm/ember/CVE-2014-0013+CVE-2014-0014',
      'retirejs-npm/electron/CVE-2018-1000136',
      'retirejs-npm/simple-server/CVE-2018-3717',
    ])
  })
})
