/** What two runs differ in: each cause once, and a slow oracle for what is new, gone and still there. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Finding, FindingsReport, Purl, SourceStatus } from '../../model/index.ts'
import { finding, listed, purl, reach } from '../testing/findings.ts'
import { compareRuns } from './compare.ts'
import type { RecordPrint, Run } from './comparison.ts'

const feed: SourceStatus = {
  name: 'feed',
  ecosystems: ['npm'],
  covers: ['npm'],
  records: 1,
  asOf: '2026-11-20T00:00:00Z',
  isStale: false,
}
const left = purl('pkg:npm/left@1.0.0')

interface Given {
  readonly findings?: readonly Finding[]
  readonly components?: readonly Purl[]
  readonly sources?: readonly SourceStatus[]
  readonly unknown?: FindingsReport['unknown']
  readonly records?: readonly RecordPrint[]
}

function run({
  findings = [],
  components = [left],
  sources = [feed],
  unknown = [],
  records,
}: Given = {}): Run {
  return {
    report: { schema: '', asOf: '2026-11-20T00:00:00Z', sources, findings, unknown, issues: [] },
    components,
    ...(records === undefined ? {} : { recordsOf: () => records }),
  }
}

function print(extra: Partial<RecordPrint> = {}): RecordPrint {
  return {
    source: 'feed',
    record: 'CVE-1',
    digest: 'e'.repeat(64),
    range: '<0.9.0',
    isWithdrawn: false,
    ...extra,
  }
}

const one = finding('CVE-1')

describe('why a finding is new', () => {
  const rows: readonly (readonly [code: string, before: Given])[] = [
    ['COMPONENT_ADDED', { components: [] }],
    ['COMPONENT_UPGRADED', { components: [purl('pkg:npm/left@0.9.0')] }],
    ['SOURCE_ADDED', { sources: [{ ...feed, name: 'other' }] }],
    ['ADVISORY_NEW', { records: [] }],
    ['ADVISORY_NEW', { records: [print({ record: 'CVE-2' })] }],
    ['RANGE_WIDENED', { records: [print()] }],
    ['ADVISORY_RESTORED', { records: [print({ isWithdrawn: true })] }],
    ['ADVISORY_NEW_OR_CHANGED', {}],
  ]
  test.each(rows)('%s', (code, before) => {
    const told = compareRuns(run(before), run({ findings: [one] }))
    expect(told.new.map(({ cause }) => cause.code)).toEqual([code])
    expect(told.new[0]?.cause.message).toMatch(/^[A-Zp].*[^{}]\.$/)
    expect([told.gone, told.changed, told.unchanged]).toEqual([[], [], 0])
  })

  test('an older version that stays beside the new one was not exchanged', () => {
    const old = purl('pkg:npm/left@0.9.0')
    const told = compareRuns(run({ components: [old] }), run({ findings: [one], components: [old, left] }))
    expect(told.new[0]?.cause.code).toBe('COMPONENT_ADDED')
  })
})

describe('why a finding is gone', () => {
  const rows: readonly (readonly [code: string, after: Given])[] = [
    ['COMPONENT_REMOVED', { components: [] }],
    ['COMPONENT_UPGRADED', { components: [purl('pkg:npm/left@2.0.0')] }],
    ['SOURCE_LOST', { sources: [] }],
    ['ADVISORY_REMOVED', { records: [] }],
    ['ADVISORY_WITHDRAWN', { records: [print({ isWithdrawn: true })] }],
    ['RANGE_NARROWED', { records: [print()] }],
    ['ADVISORY_REMOVED_OR_CHANGED', {}],
  ]
  test.each(rows)('%s', (code, after) => {
    const told = compareRuns(run({ findings: [one] }), run(after))
    expect(told.gone.map(({ cause }) => cause.code)).toEqual([code])
    expect([told.new, told.changed, told.unchanged]).toEqual([[], [], 0])
  })
})

describe('what changed', () => {
  const [match] = one.matched
  if (match === undefined) throw new Error('no match')
  const rows: readonly (readonly [codes: readonly string[], after: Partial<Finding>])[] = [
    [[], {}],
    [['RANGE_CHANGED'], { matched: [{ ...match, digest: 'f'.repeat(64), range: '<3.0.0' }] }],
    [['ADVISORY_CHANGED'], { matched: [{ ...match, digest: 'f'.repeat(64) }] }],
    [['RECORD_ADDED'], { matched: [match, { ...match, record: 'GHSA-1' }] }],
    [['SOURCE_ADDED'], { matched: [match, { ...match, source: 'more' }] }],
    [['SEVERITY_CHANGED'], { level: 'high', score: 7.5 }],
    [['KEV_ADDED'], { exploitation: listed }],
    [
      ['SSVC_CHANGED'],
      { exploitation: { ssvc: { exploitation: 'poc', automatable: 'no', technicalImpact: 'partial' } } },
    ],
    [['FIX_CHANGED'], { fix: { kind: 'upgrade', nearest: '2.0.0' } }],
    [['DISPUTE_CHANGED'], { disputed: [{ source: 'b', record: 'X', range: '' }] }],
    [['REACHABILITY_CHANGED'], { reachability: reach('IMPORTED_BY_PRODUCT') }],
    [['USE_CHANGED'], { scope: 'development' }],
    [['GROUP_RENAMED'], { group: 'GHSA-1', aliases: ['CVE-1', 'GHSA-1'] }],
    // A place in the queue and a decision say nothing about the flaw.
    [[], { priority: { rank: 1, group: 'rest', because: '', reasons: [] } }],
  ]
  test.each(rows)('%j', (codes, extra) => {
    const sources = codes.includes('SOURCE_ADDED') ? [feed, { ...feed, name: 'more' }] : [feed]
    const told = compareRuns(run({ findings: [one] }), run({ findings: [{ ...one, ...extra }], sources }))
    expect(told.changed.flatMap(({ changes }) => changes.map(({ code }) => code))).toEqual(codes)
    expect([told.new, told.gone, told.unchanged]).toEqual([[], [], codes.length === 0 ? 1 : 0])
  })

  test('EPSS is news when it takes a step, not every day', () => {
    const at = (score: number): Run =>
      run({ findings: [{ ...one, exploitation: { epss: { score, percentile: 0.5 } } }] })
    expect(compareRuns(at(0.1), at(0.15)).unchanged).toBe(1)
    expect(compareRuns(at(0.1), at(0.45)).changed[0]?.changes[0]?.message).toBe('EPSS was 10 % and is 45 %.')
  })

  test('a catalogue that is not loaded any more takes nothing back', () => {
    const exploited = run({ findings: [{ ...one, exploitation: listed }] })
    expect(compareRuns(exploited, run({ findings: [one] })).unchanged).toBe(1)
    const cleared = run({ findings: [{ ...one, exploitation: { kev: [] } }] })
    expect(compareRuns(exploited, cleared).changed[0]?.changes.map(({ code }) => code)).toEqual([
      'KEV_REMOVED',
    ])
  })

  test('the same flaw in the version that took the place of another', () => {
    const next = finding('CVE-1', { of: 'pkg:npm/left@1.1.0' })
    const told = compareRuns(run({ findings: [one] }), run({ findings: [next], components: [next.purl] }))
    expect(told.changed[0]?.changes.map(({ message }) => message)).toEqual([
      'pkg:npm/left@1.0.0 was exchanged for pkg:npm/left@1.1.0, which has the same flaw.',
    ])
    expect([told.new, told.gone]).toEqual([[], []])
  })
})

test('groups that merge or split are no news', () => {
  const both = finding('CVE-1', { aliases: ['CVE-1', 'GHSA-2'] })
  const other = finding('GHSA-2')
  const merged = compareRuns(run({ findings: [one, other] }), run({ findings: [both] }))
  expect(merged.changed.flatMap(({ changes }) => changes.map(({ code }) => code))).toContain('GROUPS_MERGED')
  expect([merged.new, merged.gone]).toEqual([[], []])
  const split = compareRuns(run({ findings: [both] }), run({ findings: [one, other] }))
  expect(split.changed.map(({ changes }) => changes.some(({ code }) => code === 'GROUPS_SPLIT'))).toEqual([
    true,
    true,
  ])
  expect([split.new, split.gone]).toEqual([[], []])
})

test('the same flaw in another package is another finding', () => {
  const elsewhere = finding('CVE-1', { of: 'pkg:npm/right@1.0.0' })
  const told = compareRuns(run({ findings: [one] }), run({ findings: [elsewhere] }))
  expect([told.new.length, told.gone.length, told.changed.length]).toEqual([1, 1, 0])
})

test('sources that came, went or grew old, and components of which nothing can be said any more', () => {
  const gone = { ...feed, name: 'gone' }
  const unknown = [{ purl: left, reason: 'SOURCE_STALE' as const }]
  const told = compareRuns(
    run({ sources: [feed, gone] }),
    run({
      sources: [
        { ...feed, isStale: true },
        { ...feed, name: 'more' },
      ],
      unknown,
    }),
  )
  expect(told.sources).toEqual({ added: ['more'], lost: ['gone'], stale: ['feed'] })
  expect(told.nowUnknown).toEqual(unknown)
})

const components = ['pkg:npm/left@1.0.0', 'pkg:npm/right@1.0.0', 'pkg:npm/up@1.0.0'].map(purl)
const anyRun = fc
  .uniqueArray(
    fc.record({
      of: fc.constantFrom(...components),
      aliases: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1, maxLength: 3 }),
      level: fc.constantFrom('low' as const, 'high' as const),
    }),
    { selector: ({ of, aliases }) => `${of}#${aliases[0]}`, maxLength: 12 },
  )
  .map((rows) =>
    run({
      components,
      findings: rows.map(({ of, aliases, level }) =>
        finding(aliases[0] ?? 'A', { of, aliases: [...aliases].sort(), level }),
      ),
    }),
  )

/** By the words of the rule, every one against every other. */
function shares(a: Finding, b: Finding): boolean {
  return a.purl === b.purl && a.aliases.some((id) => b.aliases.includes(id))
}

test('new, gone and still there, against every one compared with every other', () => {
  fc.assert(
    fc.property(anyRun, anyRun, (before, after) => {
      const [was, is] = [before.report.findings, after.report.findings]
      const told = compareRuns(before, after)
      const keys = (list: readonly { readonly key: string }[]): readonly string[] =>
        list.map(({ key }) => key).sort()
      expect(keys(told.new.map(({ finding: f }) => f))).toEqual(
        keys(is.filter((b) => !was.some((a) => shares(a, b)))),
      )
      expect(keys(told.gone.map(({ finding: f }) => f))).toEqual(
        keys(was.filter((a) => !is.some((b) => shares(a, b)))),
      )
      expect(told.new.length + told.changed.length + told.unchanged).toBe(is.length)
      for (const { before: a, after: b, changes } of told.changed) {
        expect(shares(a, b)).toBe(true)
        expect(changes.length).toBeGreaterThan(0)
      }
      // Backwards, what was new is gone.
      const back = compareRuns(after, before)
      expect(keys(back.gone.map(({ finding: f }) => f))).toEqual(keys(told.new.map(({ finding: f }) => f)))
      expect(compareRuns(before, before)).toMatchObject({
        new: [],
        gone: [],
        unchanged: was.length - overlaps(was),
      })
    }),
    { numRuns: 500 },
  )
})

/** Findings of one run that share an id with another of it, which a store would have made one group of. */
function overlaps(findings: readonly Finding[]): number {
  return findings.filter((a) => findings.some((b) => a !== b && shares(a, b))).length
}

test('the order of findings does not matter', () => {
  fc.assert(
    fc.property(anyRun, anyRun, (before, after) => {
      const turn = (given: Run): Run => ({
        ...given,
        report: { ...given.report, findings: given.report.findings.toReversed() },
      })
      expect(compareRuns(turn(before), turn(after))).toEqual(compareRuns(before, after))
    }),
  )
})
