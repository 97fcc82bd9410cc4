import { expect, test } from 'vitest'
import type { Finding, FindingsReport, SeverityLevel } from '@occtet/toolkit/model'
import { parsePurl } from '@occtet/toolkit/model'
import { judge, readGates } from './gate.ts'

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
  expect(judge([gate], report([finding(level)]), none).failed.length > 0).toBe(fails)
})

test('what nothing can be said about fails --fail-on unknown', () => {
  const unknown = [{ purl: purl('pkg:npm/b'), reason: 'VERSION_MISSING' as const }]
  expect(judge(['unknown'], report([], unknown), none).failed).toEqual(['unknown'])
})

test('informational records fail no gate', () => {
  const { failed } = judge(
    ['critical', 'new'],
    report([finding('critical', { informational: 'unmaintained' })]),
    none,
  )
  expect(failed).toEqual([])
})

test('without data no gate holds', () => {
  expect(judge(['critical', 'new'], undefined, none).failed).toEqual(['critical', 'new'])
})

test('a finding known under any of its ids is not new, because merged ids change', () => {
  const known = new Set(['pkg:npm/a@1.0.0#CVE-1'])
  expect(judge(['new'], report([finding('high')]), known).failed).toEqual([])
  expect(judge(['new'], report([finding('high')]), new Set(['pkg:npm/b@1.0.0#CVE-1'])).failed).toEqual([
    'new',
  ])
})

test.each(['kev', 'policy', 'license', 'nonsense'])('--fail-on %s is refused loudly', (name) => {
  expect(() => readGates([name])).toThrow(`--fail-on ${name}`)
})
