import { expect, test } from 'vitest'
import type { Finding } from '../../model/index.ts'
import { applyPlan } from './apply.ts'
import type { VersionCatalog } from './catalog.ts'
import type { UpgradePlan } from './model.ts'
import { planUpgrades } from './plan.ts'
import { formatReason } from './reasons.ts'
import { formatTaskList } from './task-list.ts'
import {
  catalogOf,
  findingsOf,
  low,
  storeOf,
  type TestAdvisory,
  type TestTree,
  treeOf,
} from './testing/tree.ts'

interface Case {
  readonly tree: TestTree
  readonly advisories: readonly TestAdvisory[]
  readonly catalog?: VersionCatalog
  readonly decide?: (finding: Finding) => Finding
}

function planOf({ tree, advisories, catalog, decide = (finding) => finding }: Case): UpgradePlan {
  const inventory = treeOf(tree)
  const store = storeOf(advisories)
  const findings = findingsOf(inventory, store).findings.map(decide)
  const plan = planUpgrades({
    inventory,
    findings,
    claimsFor: (purl) => store.claimsFor(purl),
    ...(catalog === undefined ? {} : { catalog }),
  })
  const after = findingsOf(applyPlan(inventory, plan), store).findings
  const fixed = new Set(plan.steps.flatMap((step) => step.fixes))
  const isOld = new Set(findings.map((finding) => `${finding.purl.replace(/@.*/, '')} ${finding.group}`))
  expect(after.filter((finding) => fixed.has(finding.key))).toEqual([])
  expect(
    after.filter((finding) => !isOld.has(`${finding.purl.replace(/@.*/, '')} ${finding.group}`)),
  ).toEqual([])
  expect(
    [...fixed, ...plan.stays.map((stay) => stay.finding), ...plan.decided.map((one) => one.finding)].sort(),
  ).toEqual(findings.map((finding) => finding.key).sort())
  return plan
}

/** `S1 KIND NAME FROM>TO WHY [needs …] [moves …] [drops …]`, then what stays. */
function rowsOf(plan: UpgradePlan): readonly string[] {
  return [
    ...plan.steps.map(({ id, kind, component, to = 'nothing', why, requires, moves, drops }) =>
      [
        `${id} ${kind} ${component.replace(/^pkg:\w+\//, '')} > ${to} ${why.code}`,
        ...(requires.length === 0 ? [] : [`needs ${requires.join(' ')}`]),
        ...moves.map((move) => `moves ${move.component.replace(/^pkg:\w+\//, '')} > ${move.to}`),
        ...drops.map((drop) => `drops ${drop.replace(/^pkg:\w+\//, '')}`),
      ].join(', '),
    ),
    ...plan.stays.map(({ finding, reason }) => `${finding.replace(/^pkg:\w+\//, '')} stays ${reason.code}`),
  ]
}

const a1 = { id: 'V-1', name: 'a', fixed: '1.2.0' }
const onA = { packages: [{ purl: 'pkg:npm/a@1.0.0', isDirect: true }] }
const under = (requirement: string, parent = 'pkg:npm/p@1.0.0'): TestTree => ({
  packages: [
    { purl: parent, isDirect: true, needs: { 'pkg:npm/a@1.0.0': requirement } },
    { purl: 'pkg:npm/a@1.0.0' },
  ],
})

test.each<[string, Case, readonly string[]]>([
  [
    'a direct dependency, inside the requirement',
    { tree: { ...onA, wishes: { 'pkg:npm/a': '^1.0.0' } }, advisories: [a1] },
    ['S1 upgrade-direct a@1.0.0 > 1.2.0 DIRECT_WITHIN'],
  ],
  [
    'a direct dependency, outside of it',
    { tree: { ...onA, wishes: { 'pkg:npm/a': '~1.0.0' } }, advisories: [a1] },
    ['S1 upgrade-direct a@1.0.0 > 1.2.0 DIRECT_EDIT'],
  ],
  [
    'a version that clears all, higher than the nearest of one',
    { tree: onA, advisories: [a1, { id: 'V-2', name: 'a', introduced: '1.1.0', fixed: '1.4.0' }] },
    ['S1 upgrade-direct a@1.0.0 > 1.4.0 DIRECT_UNSTATED'],
  ],
  [
    'no version that brings another finding',
    { tree: onA, advisories: [a1, { id: 'V-2', name: 'a', introduced: '1.1.0' }] },
    ['a@1.0.0#V-1 stays ONLY_WITH_NEW_FINDINGS'],
  ],
  [
    'what has no fix stays, and the rest is cleared',
    { tree: onA, advisories: [a1, { id: 'V-2', name: 'a' }] },
    ['S1 upgrade-direct a@1.0.0 > 1.2.0 DIRECT_UNSTATED', 'a@1.0.0#V-2 stays NO_FIX_KNOWN'],
  ],
  [
    'the lock file alone holds it',
    { tree: under('^1.0.0'), advisories: [a1] },
    ['S1 refresh-lock a@1.0.0 > 1.2.0 REFRESH_STATED'],
  ],
  [
    'nobody states what the dependent allows, and the step is small',
    { tree: under('?'), advisories: [a1] },
    ['S1 refresh-lock a@1.0.0 > 1.2.0 REFRESH_ASSUMED'],
  ],
  [
    'nobody states it, and the step is large',
    { tree: under('?'), advisories: [{ ...a1, fixed: '2.0.0' }] },
    ['S1 override a@1.0.0 > 2.0.0 OVERRIDE_UNKNOWN'],
  ],
  [
    'the dependent forbids it',
    { tree: under('~1.0.0'), advisories: [a1] },
    ['S1 override a@1.0.0 > 1.2.0 OVERRIDE_FORBIDDEN'],
  ],
  [
    'a newer dependent is known to bring a clear one along: no override',
    {
      tree: under('~1.0.0'),
      advisories: [a1],
      catalog: catalogOf({ 'pkg:npm/p': { '1.1.0': { 'pkg:npm/a': '^1.2.0' } } }),
    },
    ['S1 upgrade-direct-via p@1.0.0 > 1.1.0 VIA, moves a@1.0.0 > 1.2.0'],
  ],
  [
    'a newer dependent that allows both needs the lock refreshed too: two steps, so the override wins',
    {
      tree: under('~1.0.0'),
      advisories: [a1],
      catalog: catalogOf({ 'pkg:npm/p': { '1.1.0': { 'pkg:npm/a': '>=1' } } }),
    },
    ['S1 override a@1.0.0 > 1.2.0 OVERRIDE_FORBIDDEN'],
  ],
  [
    'a newer dependent that no longer needs it',
    {
      tree: under('~1.0.0'),
      advisories: [{ ...a1, fixed: '3.0.0' }],
      catalog: catalogOf({ 'pkg:npm/p': { '1.1.0': {} } }),
    },
    ['S1 upgrade-direct-via p@1.0.0 > 1.1.0 VIA_DROPS, drops a@1.0.0'],
  ],
  [
    'a newer dependent whose new need nothing known meets is no way out',
    {
      tree: under('~1.0.0'),
      advisories: [a1],
      catalog: catalogOf({ 'pkg:npm/p': { '1.1.0': { 'pkg:npm/a': '^1.2.0', 'pkg:npm/new': '^1' } } }),
    },
    ['S1 override a@1.0.0 > 1.2.0 OVERRIDE_FORBIDDEN'],
  ],
  [
    'malicious code goes, whatever versions there are',
    { tree: onA, advisories: [{ ...a1, id: 'MAL-2026-1' }] },
    ['S1 remove a@1.0.0 > nothing REMOVE_MALICIOUS'],
  ],
  [
    'of two versions that exclude each other, the one that clears more',
    {
      tree: onA,
      advisories: [
        { id: 'V-1', name: 'a', fixed: '1.2.0', severity: low },
        { id: 'V-2', name: 'a', fixed: '1.3.0' },
        { id: 'V-3', name: 'a', introduced: '1.2.5', fixed: '1.2.9' },
      ],
    },
    ['S1 upgrade-direct a@1.0.0 > 1.3.0 DIRECT_UNSTATED'],
  ],
])('%s', (_name, wanted, rows) => {
  expect(rowsOf(planOf(wanted))).toEqual(rows)
})

test.each<[string, Case, readonly string[]]>([
  [
    'cargo has no override, and a lock without requirements allows small steps',
    {
      tree: {
        format: 'cargo',
        file: 'Cargo.lock',
        packages: [
          {
            purl: 'pkg:cargo/p@1.0.0',
            isDirect: true,
            needs: { 'pkg:cargo/a@0.1.0': '?', 'pkg:cargo/b@0.1.0': '?' },
          },
          { purl: 'pkg:cargo/a@0.1.0' },
          { purl: 'pkg:cargo/b@0.1.0' },
        ],
      },
      advisories: [
        { id: 'V-1', ecosystem: 'crates.io', name: 'a', fixed: '0.2.0' },
        { id: 'V-2', ecosystem: 'crates.io', name: 'b', fixed: '0.1.3' },
      ],
    },
    ['S1 refresh-lock b@0.1.0 > 0.1.3 REFRESH_ASSUMED', 'a@0.1.0#V-1 stays REQUIREMENT_UNKNOWN'],
  ],
  [
    'go takes any higher version, and its records leave out the v',
    {
      tree: {
        format: 'go-mod',
        file: 'go.mod',
        packages: [{ purl: 'pkg:golang/example.com/a@v1.0.0' }],
      },
      advisories: [{ id: 'V-1', ecosystem: 'Go', name: 'example.com/a', fixed: '1.9.0' }],
    },
    ['S1 refresh-lock example.com/a@v1.0.0 > v1.9.0 REFRESH_MINIMUM'],
  ],
  [
    'bundler cannot overrule: the finding stays, and the dependent is named',
    {
      tree: {
        format: 'bundler-lock',
        file: 'Gemfile.lock',
        packages: [
          { purl: 'pkg:gem/p@1.0', isDirect: true, needs: { 'pkg:gem/a@1.0': '= 1.0' } },
          { purl: 'pkg:gem/a@1.0' },
        ],
      },
      advisories: [{ id: 'V-1', ecosystem: 'RubyGems', name: 'a', fixed: '1.1' }],
    },
    ['a@1.0#V-1 stays REQUIREMENT_FORBIDS'],
  ],
  [
    'nuget never raises by itself: the product pins it',
    {
      tree: {
        format: 'nuget-lock',
        file: 'packages.lock.json',
        packages: [
          { purl: 'pkg:nuget/P@1.0.0', isDirect: true, needs: { 'pkg:nuget/A@1.0.0': '1.0.0' } },
          { purl: 'pkg:nuget/A@1.0.0' },
        ],
      },
      advisories: [{ id: 'V-1', ecosystem: 'NuGet', name: 'A', fixed: '1.1.0' }],
    },
    ['S1 override A@1.0.0 > 1.1.0 OVERRIDE_PINNED'],
  ],
])('%s', (_name, wanted, rows) => {
  expect(rowsOf(planOf(wanted))).toEqual(rows)
})

test('an end of a range is flagged, a version that a record names is not', () => {
  const plan = (versions: readonly string[]): unknown =>
    planOf({ tree: onA, advisories: [a1, { id: 'V-9', name: 'a', introduced: '9', versions }] }).steps[0]
      ?.existence
  expect(plan([])).toBe('fixed-bound')
  expect(
    planOf({ tree: onA, advisories: [a1], catalog: catalogOf({ 'pkg:npm/a': { '1.2.0': undefined } }) })
      .steps[0]?.existence,
  ).toBe('catalog')
})

test('only a decision in force that closes the finding is left alone', () => {
  const decided = (status: 'not_affected' | 'under_investigation', standing: 'in-force' | 'stale') =>
    planOf({
      tree: onA,
      advisories: [a1],
      decide: (finding) => ({
        ...finding,
        decision: {
          id: 'd',
          status,
          standing,
          staleReasons: [],
          scope: 'finding',
          reason: 'r',
          by: 'somebody',
          at: '2026-11-20T00:00:00Z',
          isReused: false,
        },
      }),
    })
  expect(decided('not_affected', 'in-force').steps).toEqual([])
  expect(decided('not_affected', 'in-force').decided).toHaveLength(1)
  expect(decided('not_affected', 'stale').steps).toHaveLength(1)
  expect(decided('under_investigation', 'in-force').steps).toHaveLength(1)
})

test('the task list and the sentences, in both languages', () => {
  const plan = planOf({ tree: under('~1.0.0'), advisories: [a1] })
  const english = formatTaskList(plan, 'en')
  expect(english).toContain('- [ ] **S1** override (stop-gap): `a 1.0.0 → 1.2.0`')
  expect(english).toContain('`"overrides": { "a": "1.2.0" }` in `package.json`')
  expect(english).toContain('Take this entry out of the lock file: `a@1.0.0` in `package-lock.json`')
  expect(english).toContain('check that it was released')
  expect(formatTaskList(plan, 'de')).toContain('p 1.0.0 verlangt a \\~1.0.0')
  const [step] = plan.steps
  if (step === undefined) throw new Error('no step')
  expect(formatReason(step.why, 'en')).toBe(step.why.sentence)
  expect(formatReason(step.why, 'de')).not.toBe(step.why.sentence)
})
