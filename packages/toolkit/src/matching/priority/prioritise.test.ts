/** The order of the queue: its groups, its places inside a group, and what holds for every list of findings. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Finding, priorityGroups } from '../../model/index.ts'
import { anyFinding, anyFindings, anySubject, decision, finding, listed, reach } from '../testing/findings.ts'
import { prioritise } from './prioritise.ts'
import { type SubjectFacts, toSubjectFacts, unknownSubject } from './subject.ts'

const today = '2026-11-22'

function order(findings: readonly Finding[], subject: SubjectFacts = unknownSubject): readonly Finding[] {
  return prioritise(findings, { subject, today })
}

function groups(findings: readonly Finding[]): readonly unknown[] {
  return order(findings).map(({ group, priority }) => [group, priority?.group])
}

function ids(findings: readonly Finding[], subject?: SubjectFacts): readonly string[] {
  return order(findings, subject).map(({ group }) => group)
}

const fix = { kind: 'upgrade', nearest: '2.0.0' } as const
const disputed = [{ source: 'other', record: 'X-1', range: '<1.0.0' }]

test('groups stand in the order of the model, whatever the severity', () => {
  const rows: readonly (readonly [group: string, finding: Finding])[] = [
    ['malicious', finding('A', { isMalicious: true, level: 'critical', fix: { kind: 'remove' } })],
    ['exploited', finding('B', { exploitation: listed, level: 'low', score: 2 })],
    ['one-upgrade-away', finding('C', { fix, level: 'low', score: 2 })],
    ['disputed', finding('D', { disputed, level: 'medium', score: 5 })],
    [
      'stale-decision',
      finding('E', { decision: decision({ standing: 'stale', staleReasons: ['RANGE_CHANGED'] }) }),
    ],
    ['waiting', finding('F', { decision: decision({ standing: 'waiting' }), level: 'critical', score: 9.8 })],
    ['rest', finding('G', { level: 'critical', score: 10 })],
    ['decided', finding('H', { decision: decision(), exploitation: listed, level: 'critical', score: 10 })],
  ]
  expect(groups(rows.map(([, one]) => one).toReversed())).toEqual(
    rows.map(([group, one]) => [one.group, group]),
  )
  expect(rows.map(([group]) => group)).toEqual(priorityGroups)
})

describe('which group', () => {
  const rows: readonly (readonly [what: string, group: string, extra: Partial<Finding>])[] = [
    ["the EU's list", 'exploited', { exploitation: { kev: [{ catalogue: 'eu', ransomware: 'unknown' }] } }],
    [
      "CISA's point, active",
      'exploited',
      { exploitation: { ssvc: { exploitation: 'active', automatable: 'no', technicalImpact: 'partial' } } },
    ],
    [
      "CISA's point, a published attack",
      'rest',
      { exploitation: { ssvc: { exploitation: 'poc', automatable: 'no', technicalImpact: 'partial' } } },
    ],
    ['a list that does not name it', 'rest', { exploitation: { kev: [] } }],
    ['a high EPSS is a forecast', 'rest', { exploitation: { epss: { score: 0.99, percentile: 1 } } }],
    ['a fix of a transitive component', 'rest', { fix, relation: 'transitive' }],
    ['a fix where nobody knows what brings it in', 'rest', { fix, relation: 'unknown' }],
    ['a notice with a fix', 'rest', { fix, informational: 'unmaintained' }],
    ['a revoked decision', 'rest', { decision: decision({ standing: 'revoked' }) }],
    ['an expired decision', 'stale-decision', { decision: decision({ standing: 'expired' }) }],
    [
      'an action that is overdue',
      'stale-decision',
      { decision: decision({ status: 'affected', deadline: '2026-11-21' }) },
    ],
    [
      'an action that is due today',
      'decided',
      { decision: decision({ status: 'affected', deadline: today }) },
    ],
    ['malicious and decided', 'decided', { isMalicious: true, decision: decision() }],
    [
      'malicious, and its decision stale',
      'malicious',
      { isMalicious: true, decision: decision({ standing: 'stale' }) },
    ],
  ]
  test.each(rows)('%s: %s', (_, group, extra) => {
    expect(groups([finding('A', extra)])).toEqual([['A', group]])
  })
})

describe('inside a group, each before the next', () => {
  const rows: readonly (readonly [what: string, steps: readonly Partial<Finding>[]])[] = [
    [
      'reachability',
      [
        { reachability: reach('IMPORTED_BY_PRODUCT'), level: 'low', score: 1 },
        { reachability: reach('COMPUTED_IMPORT'), level: 'low', score: 2 },
        { reachability: reach('IMPORTED_BY_DEVELOPMENT'), level: 'high', score: 8 },
        { reachability: reach('NOT_IMPORTED'), level: 'critical', score: 10 },
      ],
    ],
    ['what ships', [{ scope: 'runtime' }, { scope: 'development', level: 'critical', score: 10 }]],
    [
      'relation',
      [
        { relation: 'direct' },
        { relation: 'unknown', level: 'critical' },
        { relation: 'transitive', level: 'critical' },
      ],
    ],
    [
      'severity',
      [
        { level: 'critical', score: 9.8 },
        { level: 'critical', score: 9.1 },
        { level: 'high' },
        { level: 'high', score: 8.9 },
        { level: 'unknown' },
        { level: 'medium', score: 6.9 },
        { level: 'low', score: 1 },
        { level: 'none', score: 0 },
      ],
    ],
    [
      'EPSS',
      [
        { exploitation: { epss: { score: 0.9, percentile: 1 } } },
        {},
        { exploitation: { epss: { score: 0.05, percentile: 0.9 } } },
        { exploitation: { epss: { score: 0, percentile: 0 } } },
      ],
    ],
    [
      'notices last',
      [
        { level: 'low', score: 1 },
        { informational: 'unmaintained', level: 'critical' },
      ],
    ],
  ]
  test.each(rows)('%s', (_, steps) => {
    // The names run against the order, so that no tie-break can help.
    const findings = steps.map((extra, at) => finding(`X-${steps.length - at}`, extra))
    expect(ids(findings.toReversed())).toEqual(findings.map(({ group }) => group))
  })
})

test('facts of the product weigh only with what a vector says, and never change the group', () => {
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H'
  const remote = finding('B', {
    severity: [{ source: 'feed', vector, score: 9.1 }],
    level: 'critical',
    score: 9.1,
  })
  const local = finding('A', {
    severity: [{ source: 'feed', vector: vector.replace('AV:N', 'AV:L'), score: 9.1 }],
    level: 'critical',
    score: 9.1,
  })
  const networked = toSubjectFacts({ traits: ['networked'] })
  const offline = toSubjectFacts({ data_connection: false, traits: [] })
  expect(ids([local, remote], networked)).toEqual(['B', 'A'])
  expect(ids([local, remote], offline)).toEqual(['A', 'B'])
  expect(ids([local, remote])).toEqual(['A', 'B'])
  const [first, last] = order([local, remote], offline)
  expect(last?.priority?.because).toContain('the product is stated to have no data connection')
  expect([first?.priority?.group, last?.priority?.group]).toEqual(['rest', 'rest'])
})

test('a trait that is not listed was not denied', () => {
  expect(toSubjectFacts({})).toEqual({})
  expect(toSubjectFacts({ traits: ['consumer'] })).toEqual({})
  expect(toSubjectFacts({ traits: 'networked', data_connection: 'no' })).toEqual({})
  expect(toSubjectFacts({ traits: ['networked', 'personal_data', 'remote_data_processing'] })).toEqual({
    isNetworked: true,
    hasPersonalData: true,
    hasRemoteProcessing: true,
  })
})

test('the order is total and does not depend on the order of the input; nothing is lost and nothing else changes', () => {
  fc.assert(
    fc.property(anyFindings, anySubject, fc.infiniteStream(fc.nat()), (findings, subject, numbers) => {
      const sorted = order(findings, subject)
      const shuffled = findings
        .map((one) => ({ one, number: numbers.next().value as number }))
        .sort((a, b) => a.number - b.number)
        .map(({ one }) => one)
      expect(order(shuffled, subject)).toEqual(sorted)
      expect(order(sorted, subject)).toEqual(sorted)
      expect(sorted.map(({ priority }) => priority?.rank)).toEqual(findings.map((_, at) => at + 1))
      const bare = sorted.map(({ priority: _, ...rest }) => rest).sort(byKey)
      expect(bare).toEqual([...findings].sort(byKey))
      const places = sorted.map(({ priority }) => priorityGroups.indexOf(priority?.group ?? 'rest'))
      expect(places).toEqual([...places].sort((a, b) => a - b))
    }),
    { numRuns: 300 },
  )
})

/** Each makes a finding more exploited, more severe or nearer, and says how, or leaves it alone. */
const raises: readonly ((one: Finding) => Finding)[] = [
  (one) => ({ ...one, exploitation: { ...one.exploitation, ...listed } }),
  (one) => {
    const epss = one.exploitation?.epss
    return epss === undefined
      ? one
      : {
          ...one,
          exploitation: { ...one.exploitation, epss: { ...epss, score: Math.min(1, epss.score + 0.3) } },
        }
  },
  (one) => (one.score === undefined ? one : { ...one, score: 10, level: 'critical' }),
  (one) => ({ ...one, reachability: reach('IMPORTED_BY_PRODUCT') }),
  (one) => ({ ...one, relation: 'direct' }),
  (one) => ({ ...one, scope: 'runtime' }),
  (one) => ({ ...one, isMalicious: true }),
]

test('more exploited, more severe, nearer to the product: never a later place', () => {
  fc.assert(
    fc.property(
      anyFindings,
      anyFinding,
      anySubject,
      fc.constantFrom(...raises),
      (others, one, subject, raise) => {
        const rest = others.filter(({ key }) => key !== one.key)
        const rankOf = (given: Finding): number =>
          order([...rest, given], subject).find(({ key }) => key === given.key)?.priority?.rank ?? 0
        expect(rankOf(raise(one))).toBeLessThanOrEqual(rankOf(one))
      },
    ),
    { numRuns: 1000 },
  )
})

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1
}

test('what only tests hold is never one upgrade away, and stands behind what ships, with its reason', () => {
  const ordered = order([
    finding('T', { fix, relation: 'direct', level: 'critical', score: 9.8, isOnlyTested: true }),
    finding('P', { level: 'low', score: 2 }),
  ])
  expect(ordered.map(({ group, priority }) => [group, priority?.group])).toEqual([
    ['P', 'rest'],
    ['T', 'rest'],
  ])
  expect(ordered[1]?.priority?.because).toContain('nly lock files of tests')
})
