/** The disputed set holds exactly the versions about which verdicts differ, in every notation. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AdvisoryClaim, AffectedRange, RangeEvent } from '../model/index.ts'
import { findScheme, parseVers, satisfiesVers, type VersionScheme } from '../versions/index.ts'
import { findDisputed } from './disputed.ts'
import { evaluateClaim } from './evaluate.ts'
import { parseVersion } from './parsed-version.ts'

function scheme(id: string): VersionScheme {
  const found = findScheme(id)
  if (found === undefined) throw new Error(`no scheme ${id}`)
  return found
}

function claim(ranges: readonly AffectedRange[], versions: readonly string[] = []): AdvisoryClaim {
  return {
    record: 'R-1',
    source: 'feed',
    digest: '0'.repeat(64),
    ecosystem: 'npm',
    name: 'left',
    aliases: [],
    isMalicious: false,
    ranges,
    versions,
    severity: [],
  }
}

function events(...list: readonly RangeEvent[]): AdvisoryClaim {
  return claim([{ type: 'SEMVER', events: list }])
}

const rows: readonly [string, readonly AdvisoryClaim[], string | undefined, string?][] = [
  [
    'webpack-dev-server, CVE-2018-14732: fixed in 3.1.6 or in 3.1.11',
    [
      events({ introduced: '0' }, { fixed: '3.1.6' }),
      events({ introduced: '0' }, { fixed: '3.1.11' }),
      claim([{ type: 'NATIVE', notation: 'npm', says: 'affected', ranges: ['<3.1.11'] }]),
    ],
    'vers:npm/>=3.1.6|<3.1.11',
    '>=3.1.6 <3.1.11',
  ],
  ['one voice', [events({ introduced: '0' })], undefined],
  [
    'the same in two notations',
    [
      events({ introduced: '1.0.0' }, { fixed: '2.0.0' }),
      claim([{ type: 'VERS', vers: 'vers:npm/>=1.0.0|<2.0.0' }]),
    ],
    undefined,
  ],
  [
    'last affected or fixed: one version',
    [events({ introduced: '0' }, { lastAffected: '2.0.0' }), events({ introduced: '0' }, { fixed: '2.0.0' })],
    'vers:npm/2.0.0',
    '2.0.0',
  ],
  [
    'a version missing in the middle',
    [events({ introduced: '1.0.0' }), claim([], ['2.0.0'])],
    'vers:npm/>=1.0.0|!=2.0.0',
    '>=1.0.0 !=2.0.0',
  ],
  ['everything', [events({ introduced: '0' }), claim([])], 'vers:npm/*', '*'],
  [
    'who cannot tell disagrees with nobody',
    [events({ introduced: '0' }), events({ introduced: 'banana' })],
    undefined,
  ],
  [
    'a range in the order of another ecosystem has no place on the line',
    [events({ introduced: '0' }), claim([{ type: 'VERS', vers: 'vers:deb/<1' }])],
    undefined,
  ],
  [
    'nothing lies before 0.0.0-0',
    [events({ introduced: '0' }, { fixed: '1.0.0' }), events({ introduced: '0.0.0-0' }, { fixed: '1.0.0' })],
    undefined,
  ],
  [
    'limits hold',
    [events({ introduced: '0' }, { limit: '2.0.0' }), events({ introduced: '0' }, { fixed: '1.0.0' })],
    'vers:npm/>=1.0.0|<2.0.0',
    '>=1.0.0 <2.0.0',
  ],
  [
    'two stretches',
    [
      events({ introduced: '1.0.0' }, { fixed: '2.0.0' }, { introduced: '3.0.0' }, { fixed: '4.0.0' }),
      events({ introduced: '1.5.0' }, { fixed: '2.0.0' }, { introduced: '3.0.0' }, { lastAffected: '4.0.0' }),
    ],
    'vers:npm/>=1.0.0|<1.5.0|4.0.0',
    '>=1.0.0 <1.5.0 || 4.0.0',
  ],
]

test.each(rows)('%s', (_title, claims, vers, range) => {
  const disputed = findDisputed(
    scheme('npm'),
    claims.map((one) => [one]),
  )
  expect(disputed?.vers).toBe(vers)
  if (range !== undefined) expect(disputed?.range).toBe(range)
})

/** Per scheme: spellings that meet, equal ones included, and a few that no scheme reads. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  npm: ['1.0.0', '1.0.0+b', '1.0.1-rc.1', '1.0.1', '1.2.0', '2.0.0', '2.0.0-0', '10.0.0', 'x'],
  pypi: ['1', '1.0', '1.0.post1', '1.1a1', '1.1', '2.0', '2!1', '1.0+local', 'none'],
  maven: ['1', '1.0', '1-alpha', '1.1', '1.1.Final', '2', '2-SNAPSHOT', '10'],
  gem: ['1', '1.0', '1.0.a', '1.1', '2', '2.0.0', '3.pre', 'x y'],
}

const notationOf: Readonly<Record<string, string>> = { npm: 'npm', pypi: 'pypi', maven: 'maven', gem: 'gem' }

function anyClaim(id: string): fc.Arbitrary<AdvisoryClaim> {
  const text = fc.constantFrom(...(spellings[id] ?? []))
  const event: fc.Arbitrary<RangeEvent> = fc.oneof(
    fc.oneof(text, fc.constant('0')).map((introduced) => ({ introduced })),
    text.map((fixed) => ({ fixed })),
    text.map((lastAffected) => ({ lastAffected })),
    fc.oneof(text, fc.constant('*')).map((limit) => ({ limit })),
  )
  const comparator = fc.constantFrom('<', '<=', '>', '>=', '=', '!=')
  const term = fc.tuple(comparator, text).map(([operator, version]) => `${operator}${version}`)
  const range: fc.Arbitrary<AffectedRange> = fc.oneof(
    fc.array(event, { maxLength: 5 }).map((list): AffectedRange => ({ type: 'ECOSYSTEM', events: list })),
    fc
      .tuple(
        fc.constantFrom('affected', 'clear'),
        fc.array(fc.array(term, { maxLength: 3 }), { maxLength: 3 }),
      )
      .map(
        ([says, lists]): AffectedRange => ({
          type: 'NATIVE',
          notation: notationOf[id] ?? id,
          says: says === 'clear' ? 'clear' : 'affected',
          ranges: lists.map((terms) => terms.join(', ')),
        }),
      ),
    fc.array(term, { minLength: 1, maxLength: 4 }).map((terms): AffectedRange => {
      const parts = terms.map((one) => (one.startsWith('=') ? one.slice(1) : one))
      return { type: 'VERS', vers: `vers:${id}/${parts.join('|')}` }
    }),
    fc
      .constantFrom('vers:all/*', 'vers:none/*', 'vers:nope/1')
      .map((vers): AffectedRange => ({ type: 'VERS', vers })),
  )
  return fc
    .tuple(fc.array(range, { maxLength: 2 }), fc.array(text, { maxLength: 2 }))
    .map(([ranges, versions]) => claim(ranges, versions))
}

test.each(Object.keys(spellings))('a version lies in the set if and only if verdicts differ: %s', (id) => {
  const probes = [...(spellings[id] ?? []), '0', '0.9', '1.0.5', '1.5.0', '2.1', '99.0.0']
  const order = scheme(id)
  fc.assert(
    fc.property(
      fc.array(fc.array(anyClaim(id), { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 4 }),
      (voices) => {
        const disputed = findDisputed(order, voices)
        if (disputed !== undefined && disputed.vers !== `vers:${id}/*`) {
          expect(disputed.vers.split('|').every((part) => part !== '')).toBe(true)
        }
        for (const text of probes) {
          const parsed = parseVersion(order, text)
          if (!parsed.ok) continue
          const kinds = voices.map((voice) => {
            const verdicts = voice.map((one) => evaluateClaim(one, { text, parsed: parsed.value }).kind)
            return (['hit', 'unclear'] as const).find((kind) => verdicts.includes(kind)) ?? 'miss'
          })
          const differ = kinds.includes('hit') && kinds.includes('miss')
          const inside =
            disputed === undefined ? { ok: true, value: false } : satisfiesVers(disputed.vers, text)
          expect([text, disputed?.vers, inside]).toEqual([text, disputed?.vers, { ok: true, value: differ }])
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('canonical bounds give canonical VERS', () => {
  const text = fc.constantFrom('1.0.0', '1.2.0', '1.3.0-rc.1', '2.0.0', '3.0.0')
  const anyEvents = fc.array(
    fc.oneof(
      text.map((introduced) => ({ introduced })),
      text.map((fixed) => ({ fixed })),
    ),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(anyEvents, anyEvents, fc.array(text, { maxLength: 2 }), (a, b, listed) => {
      const disputed = findDisputed(scheme('npm'), [[events(...a)], [events(...b), claim([], listed)]])
      if (disputed !== undefined) expect(parseVers(disputed.vers)).toMatchObject({ ok: true })
    }),
  )
})

test('many bounds and listed versions stay cheap', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => `1.${at}.0`)
  const ranges = many.map((version): AffectedRange => ({ type: 'SEMVER', events: [{ introduced: version }] }))
  const start = performance.now()
  const disputed = findDisputed(scheme('npm'), [[claim(ranges)], [claim([], many)]])
  expect(disputed?.vers.length).toBeGreaterThan(100_000)
  expect(performance.now() - start).toBeLessThan(3000)
})
