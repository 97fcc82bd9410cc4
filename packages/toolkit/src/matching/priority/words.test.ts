/** The sentence beside a finding, in both languages. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding } from '../../model/index.ts'
import { anyFinding, anySubject, decision, finding, listed, reach } from '../testing/findings.ts'
import { prioritise } from './prioritise.ts'
import { type SubjectFacts, unknownSubject } from './subject.ts'
import { sayReasons } from './words.ts'

function say(one: Finding, subject: SubjectFacts = unknownSubject): readonly [string, string] {
  const [{ priority } = one] = prioritise([one], { subject, today: '2026-11-22' })
  return [priority?.because ?? '', sayReasons(priority?.reasons ?? [], 'de')]
}

test('an exploited flaw that the product loads', () => {
  const found = finding('CVE-2021-44228', {
    of: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
    exploitation: { ...listed, epss: { score: 0.9436, percentile: 0.999, date: '2026-11-20' } },
    reachability: reach('IMPORTED_BY_PRODUCT', 'src/Main.java'),
    severity: [{ source: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', score: 10 }],
    level: 'critical',
    score: 10,
    fix: { kind: 'upgrade', nearest: '2.17.1' },
  })
  expect(say(found)).toEqual([
    "In CISA's list of exploited vulnerabilities since 2021-12-10; log4j-core 2.14.1 is loaded by src/Main.java:12; critical (10, ghsa); EPSS expects an exploit within 30 days with 94.4 % (2026-11-20); 2.17.1 fixes it.",
    'Seit 10.12.2021 in der Liste ausgenutzter Schwachstellen der CISA; log4j-core 2.14.1 wird von src/Main.java:12 geladen; kritisch (10, ghsa); EPSS erwartet eine Ausnutzung binnen 30 Tagen mit 94,4 % (20.11.2026); 2.17.1 behebt sie.',
  ])
})

test('what is unknown is said', () => {
  expect(say(finding('CVE-2026-1'))[0]).toBe(
    'Whether the product loads left 1.0.0 is unknown; no source gives a severity; its EPSS is unknown; no fixed version is known; whether it is exploited is unknown, because no fresh list of exploited vulnerabilities is loaded.',
  )
})

test('a fresh list that does not name it leaves nothing unknown about lists', () => {
  expect(say(finding('CVE-2026-1', { exploitation: { kev: [] } }))[0]).not.toContain('list of exploited')
})

test.each([
  [
    'word',
    { level: 'high', severity: [{ source: 'debian', vector: '', word: 'important' }] },
    'high (debian says "important", no source gives a score)',
  ],
  [
    'sources that differ',
    {
      level: 'critical',
      score: 9.8,
      severity: [
        { source: 'ghsa', vector: '', score: 5.3 },
        { source: 'nvd', vector: '', score: 9.8 },
      ],
    },
    'critical (9.8, nvd; another source says medium)',
  ],
  ['tiny EPSS', { exploitation: { epss: { score: 0.000001, percentile: 0 } } }, 'with 0.01 %'],
  [
    'through a direct dependency',
    { fix: { kind: 'upgrade-direct', nearest: '2', direct: finding('X').purl } },
    '2 fixes it, to be brought in through left 1.0.0',
  ],
  [
    'dispute',
    { disputed: [{ source: 'b', record: 'X-2', range: '<1' }] },
    'CVE-1 (feed) counts 1.0.0 in, X-2 (b) does not',
  ],
  [
    'overdue',
    { decision: decision({ deadline: '2026-11-01' }) },
    'The action decided on was due on 2026-11-01',
  ],
  [
    'in force',
    { decision: decision({ expires: '2027-02-01' }) },
    'Decided on 2026-11-01: not affected, until 2027-02-01',
  ],
  [
    'stale',
    { decision: decision({ standing: 'stale', staleReasons: ['RANGE_CHANGED'] }) },
    'went stale: the affected range changed',
  ],
] as const)('%s', (_, extra, sentence) => {
  expect(say(finding('CVE-1', extra as Partial<Finding>))[0]).toContain(sentence)
})

test('a package cannot speak through its name', () => {
  const [english] = say(
    finding('CVE-1', { reachability: reach('IMPORTED_BY_PRODUCT', '{version}{component}') }),
  )
  expect(english).toContain('loaded by {version}{component}:12')
})

test('every finding has a sentence in both languages, without gaps', () => {
  fc.assert(
    fc.property(anyFinding, anySubject, (one, subject) => {
      for (const text of say(one, subject)) {
        expect(text).toMatch(/^\S.*\.$/)
        expect(text).not.toMatch(/[{}]|undefined|NaN|[A-Z]_[A-Z]/)
      }
    }),
    { numRuns: 500 },
  )
})
