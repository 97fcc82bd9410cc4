import { describe, expect, test } from 'vitest'
import type { Finding, FindingDecision, FindingsReport, SeverityLevel } from '@occtet/toolkit/model'
import { parsePurl } from '@occtet/toolkit/model'
import type { PolicyRun } from './policy-run.ts'
import { formatGate, judge, readGates } from './gate.ts'

function purl(text: string): Finding['purl'] {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

function finding(level: SeverityLevel, extra: Partial<Finding> = {}): Finding {
  return {
    key: 'pkg:npm/a@1.0.0#X-1',
    purl: purl('pkg:npm/a@1.0.0'),
    group: 'X-1',
    aliases: ['CVE-1', 'X-1'],
    records: ['X-1'],
    isMalicious: false,
    matched: [],
    severity: [],
    level,
    fix: { kind: 'none-known' },
    paths: [],
    scope: 'runtime',
    relation: 'direct',
    ...extra,
  }
}

function report(findings: readonly Finding[], unknown: FindingsReport['unknown'] = []): FindingsReport {
  return { schema: '', asOf: '', sources: [], findings, unknown, issues: [] }
}

const none: ReadonlySet<string> = new Set()

test.each([
  ['critical', 'critical', true],
  ['critical', 'high', false],
  ['high', 'critical', true],
  ['high', 'medium', false],
  ['medium', 'high', true],
  ['medium', 'low', false],
  ['unknown', 'unknown', true],
  ['unknown', 'low', false],
] as const)('--fail-on %s with a finding that is %s: fails %s', (gate, level, fails) => {
  expect(judge([gate], report([finding(level)]), { baseline: none }).failed.length > 0).toBe(fails)
})

test('what nothing can be said about fails --fail-on unknown', () => {
  const unknown = [{ purl: purl('pkg:npm/b'), reason: 'VERSION_MISSING' as const }]
  expect(judge(['unknown'], report([], unknown), { baseline: none }).failed).toEqual(['unknown'])
})

test('informational records fail no gate', () => {
  const { failed } = judge(
    ['critical', 'new'],
    report([finding('critical', { informational: 'unmaintained' })]),
    { baseline: none },
  )
  expect(failed).toEqual([])
})

test('without data no gate holds', () => {
  expect(judge(['critical', 'new'], undefined, { baseline: none }).failed).toEqual(['critical', 'new'])
})

test('a finding known under any of its ids is not new, because merged ids change', () => {
  const known = new Set(['pkg:npm/a@1.0.0#CVE-1'])
  expect(judge(['new'], report([finding('high')]), { baseline: known }).failed).toEqual([])
  expect(
    judge(['new'], report([finding('high')]), {
      baseline: new Set(['pkg:npm/b@1.0.0#CVE-1']),
    }).failed,
  ).toEqual(['new'])
})

test.each(['policy', 'license', 'nonsense'])('--fail-on %s is refused loudly for one file', (name) => {
  expect(() => readGates([name], 'file')).toThrow(`--fail-on ${name}`)
})

test('policy and license hold only where a policy was judged and kept', () => {
  expect(judge(['policy', 'license'], report([]), { baseline: none }).failed).toEqual(['policy', 'license'])
  const bare = {
    loaded: { policy: { rules: [] }, path: undefined },
    report: { failed: [] },
  } as unknown as PolicyRun
  expect(judge(['policy', 'license'], report([]), { baseline: none, policy: bare }).failed).toEqual([
    'license',
  ])
  const rule = { id: 'no-agpl', category: 'license' }
  const run = (failed: readonly string[]) =>
    ({ loaded: { policy: { rules: [rule] }, path: undefined }, report: { failed } }) as unknown as PolicyRun
  const judged = (failed: readonly string[]) =>
    judge(['policy', 'license'], report([]), { baseline: none, policy: run(failed) }).failed
  expect(judged([])).toEqual([])
  expect(judged(['other'])).toEqual(['policy'])
  expect(judged(['no-agpl'])).toEqual(['policy', 'license'])
})

const kevSource: FindingsReport['sources'][number] = {
  name: 'cisa-kev',
  ecosystems: [],
  covers: [],
  records: 1400,
  asOf: '2026-11-20T00:00:00Z',
  isStale: false,
  catalogues: ['kev'],
}

function listed(catalogue: 'cisa' | 'eu'): Partial<Finding> {
  return { exploitation: { kev: [{ catalogue, added: '2021-12-10', ransomware: 'unknown' }] } }
}

describe('--fail-on kev', () => {
  const codes = (findings: readonly Finding[], sources: FindingsReport['sources']) =>
    judge(['kev'], { ...report(findings), sources }, { baseline: none }).reasons.map(({ code }) => code)

  test('fails on what CISA or the EU lists, and on what CISA knows to be active', () => {
    expect(codes([finding('low', listed('cisa'))], [kevSource])).toEqual(['FINDINGS'])
    expect(codes([finding('low', listed('eu'))], [])).toEqual(['FINDINGS'])
    const active = { exploitation: 'active', automatable: 'no', technicalImpact: 'partial' } as const
    expect(codes([finding('low', { exploitation: { kev: [], ssvc: active } })], [kevSource])).toEqual([
      'FINDINGS',
    ])
  })

  test('holds only by the word of a fresh list', () => {
    expect(codes([finding('critical', { exploitation: { kev: [] } })], [kevSource])).toEqual([])
    expect(codes([finding('critical')], [{ ...kevSource, isStale: true }])).toEqual(['KEV_LIST_MISSING'])
    expect(codes([], [{ ...kevSource, catalogues: ['epss'] }])).toEqual(['KEV_LIST_MISSING'])
    expect(codes([], [])).toEqual(['KEV_LIST_MISSING'])
  })

  test('says loudly that nobody knows', () => {
    const text = formatGate(judge(['kev'], report([]), { baseline: none }))
    expect(text).toContain('GATE FAILED: kev')
    expect(text).toContain('no fresh list of exploited vulnerabilities is loaded')
  })
})

describe('decisions and gates', () => {
  const decided = (extra: Partial<FindingDecision>, more: Partial<Finding> = {}): Finding =>
    finding('critical', {
      ...listed('cisa'),
      decision: {
        id: 'd-7',
        status: 'not_affected',
        standing: 'in-force',
        staleReasons: [],
        scope: 'finding',
        reason: 'Not in the build.',
        by: 'curator',
        at: '2026-11-01T00:00:00Z',
        isReused: false,
        ...extra,
      },
      ...more,
    })
  const all = ['kev', 'critical', 'high', 'medium', 'new'] as const

  test.each(['not_affected', 'fixed'] as const)(
    '%s in force takes the finding out, and that is said',
    (status) => {
      const result = judge(
        all,
        { ...report([decided({ status })]), sources: [kevSource] },
        { baseline: none },
      )
      expect(result.failed).toEqual([])
      expect(result.decided).toEqual({ findings: 1, decisions: ['d-7'] })
      expect(formatGate(result)).toBe('Left out by decisions in force: 1 finding (d-7)\n')
    },
  )

  test.each(['stale', 'expired', 'waiting', 'revoked'] as const)(
    'a decision that is %s does not',
    (standing) => {
      const result = judge(all, report([decided({ standing })]), { baseline: none })
      expect(result.failed).toEqual(all)
      expect(result.decided).toEqual({ findings: 0, decisions: [] })
    },
  )

  test.each(['affected', 'under_investigation'] as const)('%s does not', (status) => {
    expect(judge(all, report([decided({ status })]), { baseline: none }).failed).toEqual(all)
  })

  test('a decision for one finding leaves another with the same flaw in another package', () => {
    const other = decided({}, { key: 'pkg:npm/b@1.0.0#X-1', purl: purl('pkg:npm/b@1.0.0') })
    const { decision: _, ...undecided } = other
    expect(judge(['critical'], report([decided({}), undecided]), { baseline: none }).reasons).toEqual([
      { gate: 'critical', code: 'FINDINGS', message: 'X-1 in pkg:npm/b@1.0.0' },
    ])
  })
})

test('no gate asked for, nothing said', () => {
  expect(formatGate(judge([], report([finding('critical')]), { baseline: none }))).toBe('')
})
