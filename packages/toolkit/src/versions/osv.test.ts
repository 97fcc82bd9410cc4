/** OSV events: what the schema's pseudo-code says, and what real feeds do to it (data-pitfalls 11 to 23). */
import { describe, expect, test } from 'vitest'
import type { RangeEvent } from '../model/index.ts'
import { compileOsvRange, evaluateCompiledRange, evaluateOsvRange } from './osv.ts'
import { findScheme } from './registry.ts'
import type { VersionScheme } from './scheme.ts'

function schemeOf(id: string): VersionScheme {
  const scheme = findScheme(id)
  if (scheme === undefined) throw new Error(`no scheme ${id}`)
  return scheme
}

/** `>=1 <2 <=3 limit:4` in the source's order; `>=0` is the beginning. */
function toEvents(text: string): RangeEvent[] {
  return text.split(' ').map((word) => {
    if (word.startsWith('>=')) return { introduced: word.slice(2) }
    if (word.startsWith('<=')) return { lastAffected: word.slice(2) }
    return word.startsWith('<') ? { fixed: word.slice(1) } : { limit: word.slice('limit:'.length) }
  })
}

function ask(scheme: string, events: string, version: string): string {
  const verdict = evaluateOsvRange(schemeOf(scheme), toEvents(events), version)
  if (verdict.kind === 'unknown') return verdict.error.code
  if (verdict.kind === 'outside') return 'outside'
  const { introduced, fixed, lastAffected } = verdict.interval
  return [
    introduced ?? '',
    fixed === undefined ? '' : `<${fixed}`,
    lastAffected === undefined ? '' : `<=${lastAffected}`,
  ].join('|')
}

const rows: readonly (readonly [scheme: string, events: string, version: string, expected: string])[] = [
  // one interval
  ['npm', '>=1.0.0 <1.0.2', '0.9.9', 'outside'],
  ['npm', '>=1.0.0 <1.0.2', '1.0.0', '1.0.0|<1.0.2|'],
  ['npm', '>=1.0.0 <1.0.2', '1.0.2-rc.1', '1.0.0|<1.0.2|'],
  ['npm', '>=1.0.0 <1.0.2', '1.0.2', 'outside'],
  ['npm', '>=1.0.0 <1.0.2', '1.0.0-rc.1', 'outside'],
  ['npm', '>=1.0.0', '99.0.0', '1.0.0||'],
  ['npm', '>=1.0.0 <=1.0.2', '1.0.2', '1.0.0||<=1.0.2'],
  ['npm', '>=1.0.0 <=1.0.2', '1.0.3', 'outside'],
  // the beginning is no version: it precedes even 0.0.0-0 and Go's pseudo-versions
  ['npm', '>=0 <1.0.0', '0.0.0-alpha', '|<1.0.0|'],
  [
    'golang',
    '>=0 <0.0.0-20180925071336-cf3bd585ca2a',
    'v0.0.0-20170101000000-abcdefabcdef',
    '|<0.0.0-20180925071336-cf3bd585ca2a|',
  ],
  ['golang', '>=0 <0.0.0-20180925071336-cf3bd585ca2a', 'v1.0.0', 'outside'],
  ['golang', '>=0 <0.0.0-20180925071336-cf3bd585ca2a', 'v0.0.0', 'outside'],
  ['deb', '>=0 <1:2.0-1', '0~beta', '|<1:2.0-1|'],
  ['cargo', '>=0.0.0-0 <0.14.0-0', '0.13.9', '0.0.0-0|<0.14.0-0|'],
  ['cargo', '>=0.0.0-0 <0.14.0-0', '0.14.0-alpha', 'outside'],
  // unsorted, several branches (PYSEC-2021-114)
  ['pypi', '>=2.11 <2.11.7 >=0 <2.11.6 >=2.12 <2.12.4', '2.10', '|<2.11.6|'],
  ['pypi', '>=2.11 <2.11.7 >=0 <2.11.6 >=2.12 <2.12.4', '2.11.6', 'outside'],
  ['pypi', '>=2.11 <2.11.7 >=0 <2.11.6 >=2.12 <2.12.4', '2.12.3', '2.12|<2.12.4|'],
  ['pypi', '>=2.11 <2.11.7 >=0 <2.11.6 >=2.12 <2.12.4', '2.12.4', 'outside'],
  // several last_affected in one range (PYSEC-2009-15): the first one closes
  ['pypi', '>=0 <=0.10.9 <=0.10.10 <=0.10.11 <=0.8.5', '0.8.5', '||<=0.8.5'],
  ['pypi', '>=0 <=0.10.9 <=0.10.10 <=0.10.11 <=0.8.5', '0.10.9', 'outside'],
  // meeting at one version: fixed closes before introduced opens; a single version is a range
  ['npm', '>=1.0.0 <2.0.0 >=2.0.0 <3.0.0', '2.0.0', '2.0.0|<3.0.0|'],
  ['npm', '>=1.0.0 <=1.0.0', '1.0.0', '1.0.0||<=1.0.0'],
  ['npm', '>=1.0.0 <=1.0.0', '1.0.1', 'outside'],
  ['npm', '>=1.0.0 >=1.5.0 <2.0.0', '1.7.0', '1.0.0|<2.0.0|'],
  // limits
  ['npm', '>=1.0.0 limit:2.0.0', '1.9.0', '1.0.0||'],
  ['npm', '>=1.0.0 limit:2.0.0', '2.0.0', 'outside'],
  ['npm', '>=1.0.0 limit:2.0.0 limit:3.0.0', '2.5.0', '1.0.0||'],
  ['npm', '>=1.0.0 limit:2.0.0 limit:*', '9.0.0', '1.0.0||'],
  // inverted and empty pairs hold nothing, and do not spoil their neighbours (BIT-discourse-2026-27166)
  ['npm', '>=2.0.0 <1.0.0', '3.0.0', 'outside'],
  ['npm', '>=2.0.0 <1.0.0', '1.5.0', 'outside'],
  ['npm', '>=2.0.0 <=1.0.0', '2.0.0', 'outside'],
  ['npm', '>=1.0.0 <1.0.0', '1.0.0', 'outside'],
  ['npm', '>=1.0.0 <1.0.0', '2.0.0', 'outside'],
  ['semver', '>=2026.2.0 <2026.2.1 >=2026.3.0 <2026.3.0', '2026.4.0', 'outside'],
  ['semver', '>=2026.2.0 <2026.2.1 >=2026.3.0 <2026.3.0', '2026.2.0', '2026.2.0|<2026.2.1|'],
  // no introduced event: nothing opens
  ['npm', '<1.0.0', '0.5.0', 'outside'],
  // ecosystems
  ['maven', '>=4.0 <4.1.108.Final', '4.1.107', '4.0|<4.1.108.Final|'],
  ['maven', '>=4.0 <4.1.108.Final', '4.1.108', 'outside'],
  ['maven', '>=2.9.0 <2.9.10.8', '2.9.10.7', '2.9.0|<2.9.10.8|'],
  ['composer', '>=0 <=2.3', 'v2.3.0', '||<=2.3'],
  ['composer', '>=2.3.0 <2.3.2-p2', '2.3.2-p1', '2.3.0|<2.3.2-p2|'],
  ['pypi', '>=1.0 <2.0', '1!1.5', 'outside'],
  ['gem', '>=6.0.0 <6.0.3.1', '6.0.3', '6.0.0|<6.0.3.1|'],
  ['rpm', '>=0 <0:4.18.0-553.el8_10', '4.18.0-513.el8', '|<0:4.18.0-553.el8_10|'],
  // what cannot be read is unknown, never outside
  ['pypi', '>=0 <2019-09-12', '1.0', 'RANGE_INVALID'],
  ['pypi', '>=0 <=2.9.0-NA', '3.0', 'RANGE_INVALID'],
  ['semver', '>=nightly.2026-03-10.0', '1.0.0', 'RANGE_INVALID'],
  ['npm', '>=1.0.0 limit:zwei', '1.0.0', 'RANGE_INVALID'],
  ['npm', '>=0 <1.0.0', 'main', 'VERSION_UNPARSABLE'],
  ['composer', '>=0 <1.0.0', 'dev-main', 'VERSION_UNPARSABLE'],
  ['gem', '>=0 <1beta', '1.0', 'RANGE_INVALID'],
]

describe('evaluateOsvRange', () => {
  test.each(rows)('%s %s: %s is %s', (scheme, events, version, expected) => {
    expect(ask(scheme, events, version)).toBe(expected)
  })

  test('no events hold nothing', () => {
    expect(evaluateOsvRange(schemeOf('npm'), [], '1.0.0')).toEqual({ kind: 'outside' })
  })

  test('the order of the events does not matter where it says nothing', () => {
    const events = toEvents('>=0 <1.2.0 >=2.0.0 <2.1.0 >=3.0.0 <=3.3.0')
    const versions = ['0.1.0', '1.2.0', '2.0.5', '2.1.0', '3.3.0', '3.3.1']
    const expected = versions.map((version) => evaluateOsvRange(schemeOf('npm'), events, version))
    for (let shift = 1; shift < events.length; shift += 1) {
      const turned = [...events.slice(shift), ...events.slice(0, shift)]
      expect(versions.map((version) => evaluateOsvRange(schemeOf('npm'), turned, version))).toEqual(expected)
    }
  })
})

describe('compileOsvRange', () => {
  const problems: readonly (readonly [events: string, codes: readonly string[]])[] = [
    ['>=1.0.0 <2.0.0', []],
    ['>=2.0.0 <1.0.0', ['INTERVAL_INVERTED']],
    ['>=1.0.0 <1.0.0', ['INTERVAL_EMPTY']],
    ['<1.0.0', ['INTRODUCED_MISSING']],
    ['<1.0.0 >=2.0.0', ['INTRODUCED_MISSING']],
    ['>=0 <1.0.0 <2.0.0', ['CLOSED_TWICE']],
    ['>=0 <1.0.0 >=3.0.0 <2.0.0', ['INTERVAL_INVERTED']],
    ['>=1.0.0 >=2.0.0 <1.5.0 <2.5.0', []],
  ]

  test.each(problems)('%s has the problems %j', (events, codes) => {
    const range = compileOsvRange(schemeOf('npm'), toEvents(events))
    expect(range.ok && range.value.problems.map(({ code }) => code)).toEqual(codes)
  })

  test('is sorted once and asked often', () => {
    const scheme = schemeOf('npm')
    const range = compileOsvRange(scheme, toEvents('>=3.0.0 <3.1.0 >=0 <1.0.0'))
    if (!range.ok) throw new Error(range.error.message)
    expect(range.value.intervals).toEqual([{ fixed: '1.0.0' }, { introduced: '3.0.0', fixed: '3.1.0' }])
    const kinds = ['0.1.0', '2.0.0', '3.0.9'].map((text) => {
      const version = scheme.parse(text)
      return version.ok && evaluateCompiledRange(range.value, version.value).kind
    })
    expect(kinds).toEqual(['affected', 'outside', 'affected'])
  })
})
