/** Ratings of all forms that sources use; levels from scores, else from words, and never from nothing. */
import { expect, test } from 'vitest'
import type { AdvisoryClaim, SeverityVector } from '../model/index.ts'
import { rateGroup } from './severity.ts'

function claim(source: string, severity: readonly SeverityVector[], isMalicious = false): AdvisoryClaim {
  return {
    record: 'X-1',
    source,
    digest: 'd'.repeat(64),
    ecosystem: 'npm',
    name: 'left',
    aliases: [],
    isMalicious,
    ranges: [],
    versions: [],
    severity,
  }
}

const word = (score: string): SeverityVector => ({ type: 'QUALITATIVE', score })
const worst = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

test('a vector gives its base score; a bare score of the source is kept as one', () => {
  expect(rateGroup([claim('ghsa', [{ type: 'CVSS_V3', score: worst }])])).toEqual({
    severity: [{ source: 'ghsa', vector: worst, score: 9.8 }],
    level: 'critical',
    score: 9.8,
  })
  expect(rateGroup([claim('rubysec', [{ type: 'cvss_v3', score: '7.5' }])])).toEqual({
    severity: [{ source: 'rubysec', vector: '', score: 7.5 }],
    level: 'high',
    score: 7.5,
  })
})

test('temporal metrics of 3.1 leave the base score, threat metrics of 4.0 are part of the score', () => {
  expect(rateGroup([claim('a', [{ type: 'CVSS_V3', score: `${worst}/E:U` }])]).score).toBe(9.8)
  const four = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'
  expect(rateGroup([claim('a', [{ type: 'CVSS_V4', score: four }])]).score).toBe(9.3)
  expect(rateGroup([claim('a', [{ type: 'CVSS_V4', score: `${four}/E:U` }])]).score).toBe(8.1)
})

test.each([
  ['HIGH', 'high'],
  ['Moderate', 'medium'],
  ['important', 'high'],
  ['urgent', 'critical'],
  ['negligible', 'low'],
  ['unimportant', 'low'],
  ['none', 'none'],
  ['untriaged', 'unknown'],
  ['not yet assigned', 'unknown'],
] as const)('the word %s is %s, without a score', (text, level) => {
  const rated = rateGroup([claim('feed', [word(text)])])
  expect(rated).toEqual({ severity: [{ source: 'feed', vector: '', word: text }], level })
})

test('of words the highest counts; where any source gives a score, words do not', () => {
  expect(rateGroup([claim('debian', [word('low'), word('medium')])]).level).toBe('medium')
  const both = rateGroup([
    claim('distro', [word('critical')]),
    claim('ghsa', [{ type: 'CVSS_V3', score: '5.3' }]),
  ])
  expect([both.level, both.score]).toEqual(['medium', 5.3])
  expect(both.severity).toHaveLength(2)
})

test('sources that disagree both stay, and the highest names the level', () => {
  const milder = worst.replace('C:H/I:H/A:H', 'C:L/I:N/A:N')
  const rated = rateGroup([
    claim('nvd', [{ type: 'CVSS_V3', score: worst }]),
    claim('ghsa', [{ type: 'CVSS_V3', score: milder }]),
  ])
  expect(rated.severity).toEqual([
    { source: 'ghsa', vector: milder, score: 5.3 },
    { source: 'nvd', vector: worst, score: 9.8 },
  ])
  expect(rated.level).toBe('critical')
})

test('null is not zero', () => {
  expect(rateGroup([claim('go', [])])).toEqual({ severity: [], level: 'unknown' })
  // Photon and others write 0 for "not rated"; EPSS and ten-fold scales are no CVSS.
  const none = ['0', '0.0', '-1', '11', '1e1', '9.8 (CVSS)'].map((score) => ({ type: 'CVSS_V3', score }))
  expect(rateGroup([claim('feed', [...none, { type: 'epss', score: '0.9' }])])).toEqual({
    severity: [],
    level: 'unknown',
  })
  // A vector whose score is 0 was rated.
  const harmless = worst.replace('C:H/I:H/A:H', 'C:N/I:N/A:N')
  expect(rateGroup([claim('feed', [{ type: 'CVSS_V3', score: harmless }])])).toMatchObject({
    level: 'none',
    score: 0,
  })
})

test('a vector that breaks the standard is kept without a score, and malicious code is critical', () => {
  const broken = `${worst}/A:H`
  expect(rateGroup([claim('feed', [{ type: 'CVSS_V3', score: broken }])])).toEqual({
    severity: [{ source: 'feed', vector: broken }],
    level: 'unknown',
  })
  expect(rateGroup([claim('feed', [], true)])).toEqual({ severity: [], level: 'critical' })
})
