/** Decisions on many findings: what they reach, what they must never reach, and which one speaks. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { joinByAlias, mergePolicy } from '../../advisories/index.ts'
import { type DecisionScope, decisionScopes, type Finding } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { applyDecisions } from './apply.ts'
import { isExploited } from './basis.ts'
import type { DecideOptions } from './decide.ts'
import { packageOf } from './identity.ts'
import { standingOf } from './standing.ts'
import { stateOf } from './state.ts'
import {
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
import { addEntry } from './transitions.ts'

function rolesOf(
  findings: readonly Finding[],
  records: readonly DecisionRecord[],
  more = {},
): readonly string[] {
  return applyDecisions(findings, records, { ...view, ...more }).applied.map(
    ({ finding, record, role, standing }) => `${finding} ${record.id} ${role} ${standing}`,
  )
}

describe('binding', () => {
  const rows: [string, Finding, boolean][] = [
    ['the finding itself', findingOf(), true],
    ['another version', findingOf({ purl: purlOf('pkg:npm/lodash@4.17.1') }), true],
    ['the same flaw under another name', findingOf({ group: 'CVE-2021-23337' }), true],
    ['another package with the same CVE', findingOf({ purl: purlOf('pkg:npm/lodash-es@4.17.20') }), false],
    ['the same name in a namespace', findingOf({ purl: purlOf('pkg:npm/%40x/lodash@4.17.20') }), false],
    ['the same name of another type', findingOf({ purl: purlOf('pkg:nuget/lodash@4.17.20') }), false],
    [
      'another flaw of the package',
      findingOf({ group: 'GHSA-x', aliases: ['GHSA-x'], records: ['GHSA-x'], matched: [matchOf('GHSA-x')] }),
      false,
    ],
    ['with qualifiers', findingOf({ purl: purlOf('pkg:npm/lodash@4.17.20?vcs_url=x') }), true],
  ]
  test.each(rows)('%s', (_title, finding, isBound) => {
    const { findings, unused } = applyDecisions([finding], [decided()], view)
    expect(findings[0]?.decision?.standing).toBe(isBound ? 'in-force' : undefined)
    expect(unused).toHaveLength(isBound ? 0 : 1)
  })

  test('products do not hear each other, but for the organisation', () => {
    const records = decisionScopes.map((scope) => {
      const releases = scope === 'release-range' ? { releases: 'vers:semver/>=1.0.0' } : {}
      return { ...decided({ scope, ...releases }), id: scope }
    })
    expect(rolesOf([findingOf()], records, { product: 'app' })).toEqual([
      `${findingOf().key} organisation speaks in-force`,
    ])
  })

  test('a decision about one version asks again only when that version is gone', () => {
    const old = findingOf()
    const other = findingOf({ purl: purlOf('pkg:npm/lodash@3.10.1') })
    const record = decided({ scope: 'finding' })
    expect(rolesOf([old, other], [record])).toEqual([`${old.key} ${record.id} speaks in-force`])
    expect(rolesOf([other], [record])).toEqual([`${other.key} ${record.id} shown stale`])
  })
})

describe('real alias groups', () => {
  /** One roundup and the two flaws that it names: the groups that the merge policy makes of them. */
  const items = [
    { id: 'RUSTSEC-2021-0001', aliases: ['CVE-2021-1', 'CVE-2021-2'] },
    { id: 'GHSA-1111-1111-1111', aliases: ['CVE-2021-1'] },
    { id: 'GHSA-2222-2222-2222', aliases: ['CVE-2021-2'] },
  ].map((item) => ({ ...item, packages: [] }))
  const purl = purlOf('pkg:cargo/tokio@1.0.0')
  const findings = joinByAlias(items, mergePolicy.guards).groups.map((group) => {
    const ids = [...new Set(group.flatMap((one) => [one.id, ...one.aliases]))].sort()
    const records = group.map((one) => one.id)
    const matched = records.map((record) => matchOf(record))
    return findingOf({ purl, group: records[0] ?? '', aliases: ids, records, matched })
  })
  const named = (name: string) => findings.filter(({ group }) => group === name)

  test('the three stay apart, so a shared CVE carries nothing over', () => {
    expect(findings).toHaveLength(3)
    for (const finding of findings) {
      const record = decided({}, { finding })
      expect(rolesOf(findings, [record])).toEqual([`${finding.key} ${record.id} speaks in-force`])
    }
  })

  test('once the roundup is withdrawn, its decision is shown as stale on what it named', () => {
    const [roundup] = named('RUSTSEC-2021-0001')
    const record = decided({}, { finding: roundup ?? findingOf() })
    const left = findings.filter((finding) => finding !== roundup)
    expect(
      applyDecisions(left, [record], view).findings.map(({ decision }) => decision?.staleReasons),
    ).toEqual([['ADVISORY_CHANGED'], ['ADVISORY_CHANGED']])
  })

  test('a group that splits, or joins another, is looked at again', () => {
    const [one] = named('GHSA-1111-1111-1111')
    const [two] = named('GHSA-2222-2222-2222')
    if (one === undefined || two === undefined) throw new Error('the groups are not as expected')
    const joined = findingOf({
      purl,
      group: one.group,
      aliases: [...one.aliases, ...two.aliases],
      records: [...one.records, ...two.records],
      matched: [...one.matched, ...two.matched],
    })
    const record = decided({}, { finding: joined })
    expect(
      applyDecisions([one, two], [record], view).findings.map(({ decision }) => decision?.standing),
    ).toEqual(['stale', 'stale'])
    const apart = [decided({}, { finding: one }), decided({}, { finding: two })]
    expect(applyDecisions([joined], apart, view).findings[0]?.decision?.standing).toBe('stale')
  })

  test('the group changes its name: the decision stays', () => {
    const [one] = named('GHSA-1111-1111-1111')
    if (one === undefined) throw new Error('the groups are not as expected')
    const renamed = { ...one, group: 'CVE-2021-1' }
    expect(
      applyDecisions([renamed], [decided({}, { finding: one })], view).findings[0]?.decision?.standing,
    ).toBe('in-force')
  })
})

describe('which one speaks', () => {
  const at = (hour: number) => `2026-11-22T${hour}:00:00Z`
  const named = (name: string, more: Partial<DecideOptions>, verdict = notAffected) => ({
    ...decided(more, { verdict }),
    id: name,
  })

  test('the narrowest in force, and the contradiction is told', () => {
    const records = [
      named('wide', { scope: 'organisation' }),
      named('mid', { scope: 'component' }, affected),
      named('near', { scope: 'finding' }),
    ]
    const { findings, conflicts, applied } = applyDecisions([findingOf()], records, view)
    expect(findings[0]?.decision?.id).toBe('near')
    expect(applied.map(({ role }) => role)).toEqual(['speaks', 'beside', 'beside'])
    expect(conflicts).toEqual([{ finding: findingOf().key, records: ['near', 'mid', 'wide'] }])
  })

  test('of equal scopes the newest; a confirmation makes it newer', () => {
    const confirmed = addEntry(named('a', { policy: fourEyes, at: at(10) }), {
      kind: 'confirm',
      at: at(15),
      by: 'security lead',
    })
    if (!confirmed.ok) throw new Error(confirmed.error.code)
    const records = [
      named('b', { at: at(14) }, fixed),
      confirmed.value,
      named('c', { at: '2026-11-22T10:30:00+01:00' }),
    ]
    expect(applyDecisions([findingOf()], records, view).conflicts[0]?.records).toEqual(['a', 'b', 'c'])
  })

  test('of equal times the first by id', () => {
    expect(
      applyDecisions([findingOf()], [named('b', {}), named('a', {})], view).findings[0]?.decision?.id,
    ).toBe('a')
  })

  test('what does not speak does not hide what does', () => {
    const records = [
      named('near', { scope: 'finding', policy: fourEyes }, notAffected),
      named('wide', {}, affected),
    ]
    expect(applyDecisions([findingOf()], records, view)).toMatchObject({
      findings: [{ decision: { id: 'wide', standing: 'in-force' } }],
      conflicts: [],
    })
  })

  test('waiting is shown before stale, stale before expired, expired before revoked', () => {
    const revoked = addEntry(named('revoked', { scope: 'finding' }), {
      kind: 'revoke',
      at: at(20),
      by: 'developer',
      reason: 'wrong',
    })
    if (!revoked.ok) throw new Error(revoked.error.code)
    const before = findingOf({ purl: purlOf('pkg:npm/lodash@4.17.19') })
    const records = [
      revoked.value,
      named('expired', { scope: 'finding', expires: '2026-11-22' }),
      { ...decided({ scope: 'finding' }, { finding: before }), id: 'stale' },
      named('waiting', { scope: 'organisation', policy: fourEyes }),
    ]
    for (const left of [4, 3, 2, 1]) {
      const shown = applyDecisions([findingOf()], records.slice(0, left), view).findings[0]?.decision
      expect([shown?.id, shown?.standing]).toEqual([records[left - 1]?.id, records[left - 1]?.id])
    }
  })

  test('two that agree are no conflict', () => {
    expect(
      applyDecisions([findingOf()], [named('a', {}), named('b', { scope: 'product' })], view).conflicts,
    ).toEqual([])
    const other = { ...notAffected, justification: 'component_not_present' } as const
    expect(
      applyDecisions([findingOf()], [named('a', {}), named('b', {}, other)], view).conflicts,
    ).toHaveLength(1)
  })

  test('an old decision on the findings is taken off', () => {
    const old = applyDecisions([findingOf()], [decided()], view).findings
    expect(old[0]?.decision).toBeDefined()
    expect(applyDecisions(old, [], view).findings).toEqual([findingOf()])
  })
})

describe('what matches nothing', () => {
  const other = findingOf({ purl: purlOf('pkg:npm/minimist@1.2.0') })
  const reasonOf = (more: Partial<DecideOptions>, components?: readonly string[], product = 'gateway') => {
    const known = components === undefined ? {} : { components: components.map(purlOf) }
    return applyDecisions([other], [decided(more)], { ...view, product, ...known }).unused.map(
      ({ reason }) => reason,
    )
  }

  test('says why', () => {
    expect(reasonOf({}, ['pkg:npm/minimist@1.2.0'])).toEqual(['COMPONENT_GONE'])
    expect(reasonOf({}, ['pkg:npm/lodash@4.17.21'])).toEqual(['VERSION_NOT_COVERED'])
    expect(reasonOf({}, ['pkg:npm/lodash@4.17.20', 'pkg:npm/lodash@4.17.21'])).toEqual(['ADVISORY_GONE'])
    expect(reasonOf({})).toEqual(['NOT_MATCHED'])
    expect(reasonOf({}, [], 'app')).toEqual(['OTHER_PRODUCT'])
  })

  test('decisions of the organisation are obsolete only where they were made', () => {
    expect(reasonOf({ scope: 'organisation' }, [])).toEqual(['COMPONENT_GONE'])
    expect(reasonOf({ scope: 'organisation' }, [], 'app')).toEqual([])
  })

  test('sorted by id, with their standing', () => {
    const records = [
      { ...decided({ expires: '2026-11-22' }), id: 'b' },
      { ...decided(), id: 'a' },
    ]
    const { unused } = applyDecisions([], records, view)
    expect(unused.map((one) => `${one.id} ${one.standing}`)).toEqual(['a in-force', 'b expired'])
  })
})

// --- properties --------------------------------------------------------------------------------------------------

const purls = [
  'pkg:npm/a@1.0.0',
  'pkg:npm/a@2.0.0',
  'pkg:npm/b@1.0.0',
  'pkg:npm/%40s/a@1.0.0',
  'pkg:pypi/a@1.0.0',
].map(purlOf)
const flaws = ['F-1', 'F-2', 'F-3']

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    purl: fc.constantFrom(...purls),
    records: fc.uniqueArray(fc.constantFrom(...flaws), { minLength: 1, maxLength: 2 }),
    alias: fc.constantFrom('CVE-1', 'CVE-2'),
    digest: fc.constantFrom('1'.repeat(64), '2'.repeat(64)),
    range: fc.constantFrom('< 3', '< 4'),
    scope: fc.constantFrom('runtime' as const, 'development' as const),
    state: fc.constantFrom('imported' as const, 'not-seen' as const, 'unknown' as const),
    isExploited: fc.boolean(),
  })
  .map(({ purl, records, alias, digest, range, scope, state, isExploited: listed }) =>
    findingOf({
      purl,
      group: records[0] ?? 'F-1',
      aliases: [alias, ...records],
      records,
      matched: records.map((record) => matchOf(record, { digest, range })),
      scope,
      reachability: reachabilityOf(state),
      exploitation: listed ? listedAsExploited : { kev: [] },
    }),
  )

const recordOn = (on: fc.Arbitrary<Finding>): fc.Arbitrary<DecisionRecord> =>
  fc
    .record({
      finding: on,
      scope: fc.constantFrom(...decisionScopes),
      product: fc.constantFrom('gateway', 'app'),
      release: fc.constantFrom('1.0.0', '2.0.0'),
      hour: fc.integer({ min: 10, max: 20 }),
      verdict: fc.constantFrom(notAffected, affected, fixed),
      policy: fc.constantFrom(fourEyes, { ...fourEyes, fourEyes: false }),
      expires: fc.constantFrom('2026-11-22', '2027-01-01'),
    })
    .map(({ finding, verdict, scope, hour, ...rest }) => {
      const releases = scope === 'release-range' ? { releases: 'vers:semver/>=1.0.0|<3.0.0' } : {}
      return decided({ ...rest, scope, ...releases, at: `2026-11-22T${hour}:00:00Z` }, { finding, verdict })
    })

const anyRecord = recordOn(anyFinding)

const manyFindings = fc.uniqueArray(anyFinding, { maxLength: 6, selector: ({ key }) => key })
const recordsOf = (one: fc.Arbitrary<DecisionRecord>) =>
  fc
    .array(one, { maxLength: 6 })
    .map((records) => records.map((record, index) => ({ ...record, id: `${record.id}-${index}` })))

const manyRecords = recordsOf(anyRecord)

/** A finding with decisions that were made on it, or on another one. */
const near = anyFinding.chain((finding) => {
  const one = fc.oneof(recordOn(fc.constant(finding)), anyRecord)
  return fc.tuple(fc.constant(finding), recordsOf(one))
})

describe('properties', () => {
  test('a decision never reaches another package', () => {
    fc.assert(
      fc.property(manyFindings, manyRecords, (findings, records) => {
        const keyed = new Map(findings.map((finding) => [finding.key, finding]))
        for (const { finding, record } of applyDecisions(findings, records, view).applied) {
          expect(packageOf(keyed.get(finding)?.purl ?? purlOf('pkg:npm/none'))).toBe(record.component)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('the order of the records does not matter', () => {
    const shuffled = manyRecords.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    )
    fc.assert(
      fc.property(manyFindings, shuffled, (findings, [records, other]) => {
        expect(applyDecisions(findings, other, view)).toEqual(applyDecisions(findings, records, view))
      }),
      { numRuns: 500 },
    )
  })

  test('applied twice is applied once', () => {
    fc.assert(
      fc.property(manyFindings, manyRecords, (findings, records) => {
        const once = applyDecisions(findings, records, view)
        expect(applyDecisions(once.findings, records, view)).toEqual(once)
      }),
      { numRuns: 300 },
    )
  })

  test('every record is either applied or named as unused', () => {
    fc.assert(
      fc.property(manyFindings, manyRecords, (findings, records) => {
        const { applied, unused } = applyDecisions(findings, records, view)
        const seen = new Set([...applied.map(({ record }) => record.id), ...unused.map((one) => one.id)])
        const lost = records.filter((record) => !seen.has(record.id))
        const isElsewhere = (record: DecisionRecord) =>
          record.holds.scope === 'organisation' &&
          stateOf(record.entries).decision.basis.product !== view.product
        expect(lost.filter((record) => !isElsewhere(record))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  /** Facts that can only make a finding worse. */
  const widenings: readonly ((finding: Finding) => Finding)[] = [
    (finding) => ({ ...finding, exploitation: listedAsExploited }),
    (finding) => ({ ...finding, reachability: reachabilityOf('imported') }),
    (finding) => ({ ...finding, scope: 'runtime' }),
    (finding) => ({ ...finding, matched: [...finding.matched, matchOf('F-9')] }),
    (finding) => ({
      ...finding,
      severity: [...finding.severity, { source: 'nvd', vector: 'CVSS:3.1/worse' }],
    }),
    (finding) => ({
      ...finding,
      matched: finding.matched.map((one) => ({ ...one, digest: '9'.repeat(64), range: '*' })),
    }),
    (finding) => ({ ...finding, affectedPaths: [...(finding.affectedPaths ?? []), 'other/path'] }),
  ]

  test('worse facts never bring back into force what was stale', () => {
    fc.assert(
      fc.property(near, fc.constantFrom(...widenings), ([finding, records], widen) => {
        for (const record of records) {
          const order = ['in-force', 'waiting', 'stale', 'expired', 'revoked']
          const before = standingOf(record, finding, view).standing
          const after = standingOf(record, widen(finding), view).standing
          expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before))
        }
      }),
      { numRuns: 2000 },
    )
  })

  /** Said again without the code: try every record on every finding, then look for one that beats all others. */
  function oracle(finding: Finding, records: readonly DecisionRecord[]): string | undefined {
    const width: Record<DecisionScope, number> = {
      finding: 1,
      'release-range': 2,
      component: 3,
      product: 4,
      organisation: 5,
    }
    const inForce = records.filter((record) => {
      const { basis, expires, needsConfirmation, verdict } = stateOf(record.entries).decision
      const { scope, product } = record.holds
      const isBlind = scope === 'product'
      const before = basis.records.map((one) => one.record)
      const now = finding.matched.map((one) => one.record)
      const wasOut = basis.reachability === 'not-seen'
      const rests = verdict.status === 'not_affected'
      const state = finding.reachability?.state
      return (
        packageOf(finding.purl) === record.component &&
        (product === undefined || product === 'gateway') &&
        now.every((one) => before.includes(one)) &&
        (isBlind || before.every((one) => now.includes(one))) &&
        (isBlind ||
          finding.matched.every(({ record: name, digest, range }) =>
            basis.records.some(
              (one) => one.record === name && (one.digest === digest || one.range === range),
            ),
          )) &&
        (scope !== 'finding' || (basis.purl === finding.purl && basis.release === '2.0.0')) &&
        (verdict.status !== 'fixed' || basis.purl === finding.purl) &&
        !(basis.scope === 'development' && finding.scope === 'runtime') &&
        !(isExploited(finding) === true && basis.exploited === false) &&
        !(wasOut && state === 'imported') &&
        !(rests && state === 'imported' && basis.reachability === 'unknown') &&
        !(rests && wasOut && state === 'unknown') &&
        expires >= view.today &&
        !needsConfirmation
      )
    })
    const beats = (a: DecisionRecord, b: DecisionRecord) => {
      const [x, y] = [stateOf(a.entries).decision.at, stateOf(b.entries).decision.at]
      if (width[a.holds.scope] !== width[b.holds.scope]) return width[a.holds.scope] < width[b.holds.scope]
      return x === y ? a.id < b.id : x > y
    }
    return inForce.find((a) => inForce.every((b) => a === b || beats(a, b)))?.id
  }

  test('who speaks agrees with brute force', () => {
    let spoken = 0
    fc.assert(
      fc.property(near, ([finding, records]) => {
        const { applied } = applyDecisions([finding], records, view)
        const speaker = applied.find(({ role }) => role === 'speaks')?.record.id
        if (speaker !== undefined) spoken++
        expect(speaker).toBe(oracle(finding, records))
      }),
      { numRuns: 3000 },
    )
    // Otherwise the samples were too far apart to prove anything.
    expect(spoken).toBeGreaterThan(500)
  })
})
