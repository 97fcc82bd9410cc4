/** What makes a decision stale, scope by scope; and what must not. */
import { describe, expect, test } from 'vitest'
import type { DecisionScope, Finding, StaleReason } from '../../model/index.ts'
import type { Verdict } from '../model.ts'
import type { DecideOptions } from './decide.ts'
import { type DecisionView, standingOf, toFindingDecision } from './standing.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fixed,
  fourEyes,
  listedAsExploited,
  matchOf,
  notAffected,
  purlOf,
  reachabilityOf,
  view,
} from './testing/sample.ts'

const id = 'GHSA-35jh-r3h4-6jhm'
const otherDigest = '2'.repeat(64)
const nextVersion = purlOf('pkg:npm/lodash@4.17.15')
const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

interface Change {
  readonly finding?: Finding
  readonly view?: Partial<DecisionView>
}

const V: StaleReason = 'VERSION_CHANGED'
const R: StaleReason = 'RANGE_CHANGED'
const A: StaleReason = 'ADVISORY_CHANGED'
const E: StaleReason = 'REACHABILITY_CHANGED'
const S: StaleReason = 'SCOPE_CHANGED'
const X: StaleReason = 'EXPLOITATION_CHANGED'

/** Reasons for `finding`, `release-range`, `component` (and `organisation`), `product`; empty is in force. */
type Row = [string, Change, StaleReason[], StaleReason[], StaleReason[], StaleReason[]]

const rewritten = matchOf(id, { digest: otherDigest })

const rows: Row[] = [
  ['nothing', {}, [], [], [], []],
  ['another version, same record', { finding: findingOf({ purl: nextVersion }) }, [V], [], [], []],
  ['another release inside the range', { view: { release: '2.1.0' } }, [V], [], [], []],
  ['another release outside the range', { view: { release: '3.0.0' } }, [V], [V], [], []],
  ['a release that is no version', { view: { release: 'latest' } }, [V], [V], [], []],
  [
    'the record written anew: another digest, nothing else',
    { finding: findingOf({ matched: [rewritten] }) },
    [],
    [],
    [],
    [],
  ],
  [
    'other blanks in the range',
    { finding: findingOf({ matched: [{ ...rewritten, range: '>=  0,  < 4.17.21' }] }) },
    [],
    [],
    [],
    [],
  ],
  [
    'another range',
    { finding: findingOf({ matched: [{ ...rewritten, range: '>= 0, < 4.17.22' }] }) },
    [R],
    [R],
    [R],
    [],
  ],
  [
    'another branch of the very same record',
    { finding: findingOf({ purl: nextVersion, matched: [matchOf(id, { range: '>= 3, < 4' })] }) },
    [V],
    [],
    [],
    [],
  ],
  [
    'a mirror of the record',
    { finding: findingOf({ matched: [matchOf(id), matchOf(id, { source: 'osv', digest: otherDigest })] }) },
    [],
    [],
    [],
    [],
  ],
  [
    'only the mirror is left',
    { finding: findingOf({ matched: [matchOf(id.toLowerCase(), { source: 'osv', digest: otherDigest })] }) },
    [],
    [],
    [],
    [],
  ],
  [
    'a second record joins',
    { finding: findingOf({ matched: [matchOf('CVE-2021-23337', { source: 'nvd' }), matchOf(id)] }) },
    [A],
    [A],
    [A],
    [A],
  ],
  [
    'its record is gone, another is there',
    { finding: findingOf({ matched: [matchOf('CVE-2021-23337')] }) },
    [A],
    [A],
    [A],
    [A],
  ],
  ['nothing matches by record', { finding: findingOf({ matched: [] }) }, [A], [A], [A], []],
  [
    'another rating',
    { finding: findingOf({ severity: [{ source: 'ghsa', vector, score: 9.8 }] }) },
    [A],
    [A],
    [A],
    [],
  ],
  [
    'the same rating from one more source',
    {
      finding: findingOf({
        severity: [
          ...findingOf().severity,
          ...findingOf().severity.map((one) => ({ ...one, source: 'nvd' })),
        ],
      }),
    },
    [],
    [],
    [],
    [],
  ],
  ['paths are named', { finding: findingOf({ affectedPaths: ['template'] }) }, [A], [A], [A], []],
  ['another text', { finding: findingOf({ summary: 'Code injection' }) }, [], [], [], []],
  [
    'product code imports it',
    { finding: findingOf({ reachability: reachabilityOf('imported') }) },
    [E],
    [E],
    [E],
    [E],
  ],
  [
    'the answer is not known any more',
    { finding: findingOf({ reachability: reachabilityOf('unknown') }) },
    [E],
    [E],
    [E],
    [E],
  ],
  [
    'tests import it',
    { finding: findingOf({ reachability: reachabilityOf('development-only') }) },
    [],
    [],
    [],
    [],
  ],
  ['a catalogue lists it', { finding: findingOf({ exploitation: listedAsExploited }) }, [X], [X], [X], [X]],
  ['catalogues are not loaded', { finding: findingOf({ exploitation: {} }) }, [], [], [], []],
  ['used in development only', { finding: findingOf({ scope: 'development' }) }, [], [], [], []],
  ['its scope is not known', { finding: findingOf({ scope: 'unknown' }) }, [], [], [], []],
]

const scopes: readonly [DecisionScope, Partial<DecideOptions>][] = [
  ['finding', {}],
  ['release-range', { releases: 'vers:semver/>=2.0.0|<3.0.0' }],
  ['component', {}],
  ['product', {}],
  ['organisation', {}],
]

const matrix = rows.flatMap(([title, change, ...expected]) => {
  const perScope = [...expected.slice(0, 4), expected[2]]
  return scopes.map(([scope, more], index) => ({
    title,
    change,
    scope,
    more,
    reasons: perScope[index] ?? [],
  }))
})

test.each(matrix)('$scope: $title', ({ change, scope, more, reasons }) => {
  const record = decided({ scope, ...more })
  const found = standingOf(record, change.finding ?? findingOf(), { ...view, ...change.view })
  expect(found.staleReasons).toEqual(reasons)
  expect(found.standing).toBe(reasons.length === 0 ? 'in-force' : 'stale')
  expect([...new Set(found.staleFacts.map(({ reason }) => reason))].sort()).toEqual(reasons)
})

describe('then and now', () => {
  test('each changed fact has both values', () => {
    const finding = findingOf({
      purl: nextVersion,
      scope: 'runtime',
      matched: [matchOf('CVE-2021-23337'), { ...rewritten, range: '< 5' }],
      severity: [{ source: 'nvd', vector }],
      affectedPaths: ['template'],
      reachability: reachabilityOf('imported'),
      exploitation: listedAsExploited,
    })
    const made = findingOf({ scope: 'development', exploitation: {} })
    const record = decided({ scope: 'finding' }, { finding: made })
    expect(standingOf(record, finding, { ...view, release: '2.1.0' }).staleFacts).toEqual([
      { reason: V, what: 'release of the product', before: '2.0.0', now: '2.1.0' },
      {
        reason: V,
        what: 'version of the component',
        before: 'pkg:npm/lodash@4.17.20',
        now: 'pkg:npm/lodash@4.17.15',
      },
      { reason: A, what: 'records', before: id, now: `CVE-2021-23337, ${id}` },
      { reason: R, what: `range of ${id}`, before: '>= 0, < 4.17.21', now: '< 5' },
      { reason: A, what: 'ratings', before: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', now: vector },
      { reason: A, what: 'affected paths', before: 'the whole package', now: 'template' },
      { reason: E, what: 'reachability', before: 'not-seen', now: 'imported' },
      { reason: S, what: 'scope of the component', before: 'development', now: 'runtime' },
      {
        reason: X,
        what: 'exploitation',
        before: 'unknown: no catalogue was loaded',
        now: 'listed as exploited (cisa)',
      },
    ])
  })

  test('reasons come once and sorted', () => {
    const finding = findingOf({ matched: [], severity: [], exploitation: listedAsExploited })
    expect(standingOf(decided(), finding, view).staleReasons).toEqual([A, X])
  })
})

describe('reachability', () => {
  const states = ['imported', 'development-only', 'not-seen', 'unknown', undefined] as const
  const withState = (state: (typeof states)[number]) => {
    const { reachability: _, ...finding } = findingOf()
    return state === undefined ? finding : { ...finding, reachability: reachabilityOf(state) }
  }
  const staleFor = (verdict: Verdict) =>
    states.flatMap((then) =>
      states
        .filter((now) => {
          const record = decided({}, { finding: withState(then), verdict })
          return standingOf(record, withState(now), view).standing === 'stale'
        })
        .map((now) => `${then ?? 'none'} > ${now ?? 'none'}`),
    )

  test('where the decision rests on it', () => {
    const expected = [
      'development-only > imported',
      'development-only > unknown',
      'development-only > none',
      'not-seen > imported',
      'not-seen > unknown',
      'not-seen > none',
      'unknown > imported',
      'none > imported',
    ]
    expect(staleFor(notAffected)).toEqual(expected)
    expect(staleFor({ ...notAffected, justification: 'component_not_present' })).toEqual(expected)
    const byAnalysis = { ...notAffected, justification: 'inline_mitigations_already_exist' } as const
    expect(staleFor({ ...byAnalysis })).toEqual(['development-only > imported', 'not-seen > imported'])
  })

  test('where it does not', () => {
    expect(staleFor(accepted)).toEqual(['development-only > imported', 'not-seen > imported'])
    expect(staleFor(affected)).toEqual(['development-only > imported', 'not-seen > imported'])
  })
})

test('only a step towards the shipped product makes stale; unknown counts as shipped', () => {
  const all = ['development', 'build', 'peer', 'optional', 'unknown', 'runtime'] as const
  const stale = all.flatMap((then) =>
    all
      .filter(
        (now) =>
          standingOf(decided({}, { finding: findingOf({ scope: then }) }), findingOf({ scope: now }), view)
            .standing === 'stale',
      )
      .map((now) => `${then} > ${now}`),
  )
  expect(stale).toEqual([
    'development > build',
    'development > peer',
    'development > optional',
    'development > unknown',
    'development > runtime',
    'build > peer',
    'build > optional',
    'build > unknown',
    'build > runtime',
    'peer > optional',
    'peer > unknown',
    'peer > runtime',
    'optional > unknown',
    'optional > runtime',
  ])
})

describe('versions of its own', () => {
  const versions = 'vers:npm/>=4.17.16|<4.17.21'
  test.each(['component', 'product', 'organisation', 'release-range'] as const)(
    '%s ends at them',
    (scope) => {
      const more = scope === 'release-range' ? { releases: 'vers:semver/>=2.0.0' } : {}
      const record = decided({ scope, versions, ...more })
      const inside = findingOf({ purl: purlOf('pkg:npm/lodash@4.17.17') })
      expect(standingOf(record, inside, view).standing).toBe('in-force')
      expect(standingOf(record, findingOf({ purl: nextVersion }), view).staleReasons).toEqual([V])
      const odd = findingOf({ purl: purlOf('pkg:npm/lodash@latest') })
      expect(standingOf(record, odd, view).staleReasons).toEqual([V])
      expect(standingOf(record, findingOf({ purl: purlOf('pkg:npm/lodash') }), view).staleReasons).toEqual([
        V,
      ])
    },
  )
})

test('what is fixed in one version is not fixed in another, unless its versions are named', () => {
  const other = findingOf({ purl: nextVersion })
  for (const scope of ['component', 'product', 'organisation'] as const) {
    const record = decided({ scope }, { verdict: fixed })
    expect(standingOf(record, findingOf(), { ...view, release: '2.0.1' }).standing).toBe('in-force')
    expect(standingOf(record, other, view).staleReasons).toEqual([V])
    const named = decided({ scope, versions: 'vers:npm/>=4.17.15|<4.17.21' }, { verdict: fixed })
    expect(standingOf(named, other, view).standing).toBe('in-force')
  }
})

describe('order of standings', () => {
  const changed = findingOf({ exploitation: listedAsExploited })
  const rowsOfOrder: [string, Partial<DecideOptions>, Finding, Partial<DecisionView>, string][] = [
    ['on its last day', {}, findingOf(), { today: '2027-02-20' }, 'in-force'],
    ['dated tomorrow, as clocks differ', {}, findingOf(), { today: '2026-11-21' }, 'in-force'],
    ['dated later than tomorrow', {}, findingOf(), { today: '2026-11-20' }, 'waiting'],
    ['dated ahead, stale before waiting', {}, changed, { today: '2026-11-20' }, 'stale'],
    ['the day after', {}, findingOf(), { today: '2027-02-21' }, 'expired'],
    ['expired before stale', {}, changed, { today: '2027-02-21' }, 'expired'],
    ['stale before waiting', { policy: fourEyes }, changed, {}, 'stale'],
    ['waiting', { policy: fourEyes }, findingOf(), {}, 'waiting'],
    ['until the next release, in this one', { expires: 'next-release' }, findingOf(), {}, 'in-force'],
    [
      'until the next release, in that',
      { expires: 'next-release' },
      findingOf(),
      { release: '2.0.1' },
      'expired',
    ],
  ]
  test.each(rowsOfOrder)('%s', (_title, more, finding, part, expected) => {
    expect(standingOf(decided(more), finding, { ...view, ...part }).standing).toBe(expected)
  })

  test('a product that lost its version has left the release', () => {
    const { release: _, ...bare } = view
    expect(standingOf(decided({ expires: 'next-release' }), findingOf(), bare).standing).toBe('expired')
    expect(standingOf(decided({ scope: 'finding' }), findingOf(), bare).staleReasons).toEqual([V])
  })
})

describe('the view of a finding', () => {
  test('what was decided, by whom, and whether it was made elsewhere', () => {
    const record = decided({}, { verdict: affected })
    const reused = standingOf(record, findingOf({ purl: nextVersion }), view)
    expect(toFindingDecision(record, reused)).toEqual({
      id: record.id,
      status: 'affected',
      standing: 'in-force',
      staleReasons: [],
      scope: 'component',
      reason: 'Templates come from our own build only.',
      by: 'developer',
      at: '2026-11-22T13:00:00Z',
      expires: '2027-02-20',
      deadline: '2026-12-20',
      action: 'Use release 2.1.0.',
      isReused: true,
    })
  })

  test('reuse: another version, release or product', () => {
    const record = decided({ scope: 'organisation' })
    const reused = (finding: Finding, part: Partial<DecisionView>) =>
      standingOf(record, finding, { ...view, ...part }).isReused
    expect(reused(findingOf(), {})).toBe(false)
    expect(reused(findingOf({ purl: nextVersion }), {})).toBe(true)
    expect(reused(findingOf(), { release: '2.0.1' })).toBe(true)
    expect(reused(findingOf(), { product: 'app' })).toBe(true)
  })

  test('an import says from where', () => {
    const record = decided({ document: { id: 'urn:vex:1', digest: otherDigest } })
    expect(toFindingDecision(record, standingOf(record, findingOf(), view))).toMatchObject({
      justification: 'vulnerable_code_not_in_execute_path',
      importedFrom: 'urn:vex:1',
    })
  })
})
