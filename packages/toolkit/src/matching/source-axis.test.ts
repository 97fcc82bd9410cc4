/** The axis agrees with the evaluation of each claim, and is cut nowhere else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AdvisoryClaim, parsePurl, type Purl, type RangeEvent } from '../model/index.ts'
import { findScheme } from '../versions/index.ts'
import { evaluateClaim } from './evaluate.ts'
import { parseVersion } from './parsed-version.ts'
import { layOutSources } from './source-axis.ts'

function purl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

function claim(source: string, ...events: readonly RangeEvent[]): AdvisoryClaim {
  return {
    record: `${source}-1`,
    source,
    digest: '0'.repeat(64),
    ecosystem: 'npm',
    name: 'left',
    aliases: [],
    isMalicious: false,
    ranges: [{ type: 'SEMVER', events }],
    versions: [],
    severity: [],
  }
}

test('two sources that differ, and the version in between', () => {
  const axis = layOutSources(purl('pkg:npm/left@3.1.8'), [
    claim('a', { introduced: '0' }, { fixed: '3.1.6' }),
    claim('b', { introduced: '0' }, { fixed: '3.1.11' }),
  ])
  expect(axis?.columns.map(({ from, isYours }) => `${from ?? '-'}${isYours ? '!' : ''}`)).toEqual([
    '-',
    '3.1.6',
    '3.1.8!',
    '3.1.8',
    '3.1.11',
  ])
  const states = axis?.lines.map((line) => line.states.map((state) => state[0]).join(''))
  expect(states).toEqual(['aoooo', 'aaaao'])
})

test('a version that cannot be read has no column; no claim, no axis', () => {
  const axis = layOutSources(purl('pkg:npm/left@not-a-version'), [claim('a', { introduced: '0' })])
  expect(axis?.columns.some(({ isYours }) => isYours)).toBe(false)
  expect(layOutSources(purl('pkg:npm/left@1.0.0'), [])).toBeUndefined()
  expect(layOutSources(purl('pkg:sid/left@1.0.0'), [claim('a', { introduced: '0' })])).toBeUndefined()
})

const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'))

test('the column of a version says what its evaluation says', () => {
  const scheme = findScheme('npm')
  if (scheme === undefined) throw new Error('no scheme')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(version, version), { minLength: 1, maxLength: 4 }),
      version,
      (ranges, mine) => {
        const claims = ranges.map(([introduced, fixed], i) => claim(`s${i}`, { introduced }, { fixed }))
        const axis = layOutSources(purl(`pkg:npm/left@${mine}`), claims)
        const at = axis?.columns.findIndex(({ isYours }) => isYours) ?? -1
        const parsed = parseVersion(scheme, mine)
        if (!parsed.ok) throw new Error(mine)
        for (const [i, one] of claims.entries()) {
          const { kind } = evaluateClaim(one, { text: mine, parsed: parsed.value })
          const expected = kind === 'hit' ? 'affected' : kind === 'unclear' ? 'unclear' : 'outside'
          expect(axis?.lines[i]?.states[at]).toBe(expected)
        }
      },
    ),
  )
})
