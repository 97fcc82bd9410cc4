/** Sets of versions against the ranges that they were made of, version by version. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AdvisoryClaim, AffectedRange } from '../../model/index.ts'
import {
  evaluateOsvRange,
  findScheme,
  parseNativeRange,
  parseVers,
  satisfiesNative,
  satisfiesVers,
  type VersConstraint,
} from '../../versions/index.ts'
import { askVersion, isAffected, toClaimSet, versTextsOf } from './claim-set.ts'
import { formatVersionSet, hasVersion, type Part, toVersionSet } from './version-set.ts'

const npm = findScheme('npm')
const version = fc
  .tuple(fc.nat(2), fc.nat(2), fc.constantFrom('', '-0', '-rc.1'))
  .map(([major, minor, rest]) => `${major}.${minor}.0${rest}`)
const versions = ['0', '1', '2', '3'].flatMap((major) =>
  ['0', '1', '2'].flatMap((minor) => ['-0', '-a', '-rc.1', ''].map((rest) => `${major}.${minor}.0${rest}`)),
)
const comparator = fc.constantFrom<VersConstraint['comparator']>('=', '!=', '<', '<=', '>', '>=')
const alternative = fc.array(fc.record({ comparator, version }), { maxLength: 4 })
const part = fc.record({ alternatives: fc.array(alternative, { maxLength: 4 }), isComplement: fc.boolean() })

/** The plain meaning of parts, without any algebra. */
function isIn(parts: readonly Part[], text: string): boolean {
  return parts.some(
    ({ alternatives, isComplement }) =>
      alternatives.some((one) => {
        const native = satisfiesNative({ scheme: 'npm', alternatives: [one], constraints: [] }, text)
        return native.ok && native.value
      }) !== isComplement,
  )
}

test('a set, and the VERS text of it, hold the versions that its parts hold; the text is canonical', () => {
  if (npm === undefined) throw new Error('no scheme npm')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
      const set = toVersionSet(npm, parts)
      if (!set.ok) throw new Error(set.error.message)
      const vers = formatVersionSet(set.value)
      expect(parseVers(vers)).toMatchObject({ ok: true })
      const found = versions.map((text) => {
        const parsed = npm.parse(text)
        return [text, parsed.ok && hasVersion(set.value, parsed.value), satisfiesVers(vers, text)]
      })
      const expected = versions.map((text) => [
        text,
        isIn(parts, text),
        { ok: true, value: isIn(parts, text) },
      ])
      expect(found, vers).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

function claimOf(
  ecosystem: string,
  ranges: readonly AffectedRange[],
  listed: readonly string[] = [],
): AdvisoryClaim {
  return {
    record: 'X',
    source: 's',
    digest: 'd',
    ecosystem,
    name: 'made',
    aliases: [],
    isMalicious: false,
    ranges,
    versions: listed,
    severity: [],
  }
}

function isInTexts(texts: readonly string[], text: string): boolean {
  return texts.some((vers) => {
    const inside = satisfiesVers(vers, text)
    return inside.ok && inside.value
  })
}

test('events become VERS that holds the same versions', () => {
  if (npm === undefined) throw new Error('no scheme npm')
  const event = fc.oneof(
    fc.record({ introduced: fc.oneof(fc.constant('0'), version) }),
    fc.record({ fixed: version }),
    fc.record({ lastAffected: version }),
    fc.record({ limit: fc.oneof(fc.constant('*'), version) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), fc.array(version, { maxLength: 3 }), (events, listed) => {
      const set = toClaimSet(claimOf('npm', [{ type: 'SEMVER', events }], listed))
      const texts = versTextsOf(set)
      const wrong = versions.filter((text) => {
        const expected = listed.includes(text) || evaluateOsvRange(npm, events, text).kind === 'affected'
        return isInTexts(texts, text) !== expected || isAffected(set, askVersion(text)) !== expected
      })
      expect(wrong, texts.join(' ')).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('native ranges, affected or clear, become VERS that holds the same versions', () => {
  const notations = {
    gem: ['>= 1.0, < 2.0', '~> 1.1', '~> 1', '!= 1.2.0', '= 2.0.0.rc1', '< 1.1', '> 2'],
    npm: ['^1.1', '~1.2.0', '1.x || >=2.1.0', '>1.0 <=2', '*', '<0.0.1', '1.0.0 - 2.0'],
    composer: ['>=1.0,<1.2', '^1', '~2.0', '1.*', '!=2.0.0', '<>1.1.0', '1.0 - 1.1'],
    pypi: ['>=1.0,<1.2', '~=1.1', '==1.*', '!=2.0.0', '<1.1.dev1'],
    maven: ['[1.0,2.0)', '(,1.1],[2.0,)', '[1.2]', '(1.0,2.0)'],
    conan: ['>=1.0 <1.2', '^1.1', '~2'],
  }
  const asked = [
    '0.9',
    '1',
    '1.0.0',
    '1.1.0',
    '1.1.5',
    '1.2.0',
    '1.2.1-rc1',
    '1.3',
    '2.0.0.rc1',
    '2.0.0',
    '2.1',
    '3',
  ]
  const cases = Object.entries(notations).flatMap(([notation, all]) =>
    (['affected', 'clear'] as const).flatMap((says) =>
      [[], ...all.map((one) => [one]), all.slice(0, 2), all.slice(2, 4)].map((ranges) => ({
        notation,
        says,
        ranges,
      })),
    ),
  )
  const wrong = cases.flatMap(({ notation, says, ranges }) => {
    const set = toClaimSet(claimOf('npm', [{ type: 'NATIVE', notation, says, ranges }]))
    const texts = versTextsOf(set)
    const parsed = ranges.map((text) => parseNativeRange(notation, text))
    const different = asked.filter((text) => {
      const results = parsed.map((range) => (range.ok ? satisfiesNative(range.value, text) : range))
      const isReadable = results.every(({ ok }) => ok) && satisfiesVers(texts[0] ?? '', text).ok
      const inside = results.some((result) => result.ok && result.value)
      return isReadable && isInTexts(texts, text) !== (inside === (says === 'affected'))
    })
    return [...different, ...set.losses].map((one) => [notation, says, ranges, texts, one])
  })
  expect(cases.length).toBeGreaterThan(80)
  expect(wrong).toEqual([])
})

test('what VERS cannot say is listed, and the versions known stay', () => {
  const broken = toClaimSet(
    claimOf('npm', [{ type: 'SEMVER', events: [{ introduced: '2.0.0' }, { fixed: '1.0.0' }] }], ['2.1.0']),
  )
  expect(broken.losses).toMatchObject([{ code: 'RANGE_BROKEN' }])
  expect(versTextsOf(broken)).toEqual(['vers:npm/2.1.0'])
  const unreadable = toClaimSet(
    claimOf('npm', [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: 'soon' }] }], ['1.0.0']),
  )
  expect(unreadable.losses).toMatchObject([{ code: 'RANGE_UNREADABLE' }])
  expect(versTextsOf(unreadable)).toEqual(['vers:npm/1.0.0', 'vers:npm/<soon'])
  expect(satisfiesVers('vers:npm/<soon', '1.0.0').ok).toBe(false)
  const clear = toClaimSet(
    claimOf('RubyGems', [{ type: 'NATIVE', notation: 'gem', says: 'clear', ranges: ['>= 1', '?? 2'] }]),
  )
  expect(clear.losses).toMatchObject([{ code: 'RANGE_UNREADABLE' }])
  expect(versTextsOf(clear)).toEqual(['vers:none/*'])
})
