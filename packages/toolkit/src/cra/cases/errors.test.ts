/** Errors that tools and articles often make about reporting (cra-notes, section 4): 1, 9 and 10. */
import { expect, test } from 'vitest'
import { reporting } from '../catalogue/reporting.ts'
import type { CaseSubject } from './events.ts'
import { findGround, groundsOf } from './grounds.ts'
import { buildPackage } from './package.ts'
import { type CaseStatus, statusOf } from './status.ts'
import { caseLanguages } from './texts/texts.ts'
import { aware, type Line, maker, sent, type Start, tell, tryLine, workaround } from './testing/story.ts'

function statusAt(start: Start, lines: readonly Line[], now: string): CaseStatus {
  return statusOf(tell(start, lines), Date.parse(now))
}

const begin: readonly Line[] = [
  ['2026-11-20T09:30:00Z', aware],
  ['2026-11-20T10:00:00Z', sent('early_warning')],
  ['2026-11-22T10:00:00Z', sent('notification')],
]

test('error 1: the final report is not due 14 days after awareness', () => {
  const months = '2027-03-01T00:00:00Z'
  const waiting = statusAt({}, begin, months)
  expect(waiting.stages[2]).toMatchObject({ due: null, state: 'waiting', waitsFor: 'measure' })
  expect(waiting.overdue).toEqual([])
  const fixed = statusAt({}, [...begin, ['2027-02-20T00:00:00Z', workaround]], months)
  expect(fixed.stages[2]).toMatchObject({ due: '2027-03-06T00:00:00Z', state: 'running' })
})

test('error 1: of an incident it is due one month after the notification, whatever measure there is', () => {
  const lines: readonly Line[] = [...begin, ['2026-11-21T00:00:00Z', workaround]]
  const incident = statusAt({ track: 'INC' }, lines, '2026-11-25T00:00:00Z')
  expect(incident.stages[2]).toMatchObject({ due: '2026-12-22T10:00:00Z', state: 'running' })
})

test.each(['micro', 'small', 'medium', 'large'] as const)(
  'error 9: a %s firm reports like all others',
  (size) => {
    const subject: CaseSubject = { ...maker, companySize: size }
    const status = statusAt({ subject }, begin.slice(0, 1), '2026-11-21T09:30:01Z')
    expect(status.duty).toMatchObject({ isMandatory: 'yes', reason: 'manufacturer', informsUsers: 'yes' })
    expect(status.overdue).toEqual(['REP-AEV-EW'])
    expect(status.duty.notes.includes('small-relief')).toBe(size === 'micro' || size === 'small')
  },
)

test('error 9: the relief names the 24-hour limit and its article, in every language', () => {
  for (const { dutyNotes } of Object.values(caseLanguages)) {
    for (const text of [dutyNotes['small-relief'], dutyNotes['size-unknown']]) {
      expect(text).toContain('24')
      expect(text).toContain('Art. 64(10)(a)')
    }
  }
})

test('error 10: a flaw that is exploited elsewhere is a ground not to report, and the decision is kept', () => {
  const ground = findGround('AEV', 'AEV-NOT-2')
  expect(ground?.text).toContain('not exploited in your product')
  const elsewhere = groundsOf('AEV').find(({ id }) => id === 'AEV-TEST-3')
  expect(elsewhere).toMatchObject({ kind: 'test-not-met', text: reporting.triggers.AEV.test[2] })
  const fact = {
    type: 'not-reportable',
    ground: 'AEV-NOT-2',
    groundText: ground?.text ?? '',
    decidedBy: 'security lead',
    reason: 'the code is not reachable in our build',
  } as const
  const line: Line = ['2026-11-20T09:30:00Z', fact]
  const status = statusAt({}, [line], '2027-01-01T00:00:00Z')
  expect(status).toMatchObject({ phase: 'not-reportable', overdue: [] })
  expect(status.stages.every(({ state, due }) => state === 'not-needed' && due === null)).toBe(true)
  // But not without a reason, and not against an awareness that stands.
  expect(tryLine(tell({}, []), ['2026-11-20T09:30:00Z', { ...fact, reason: '' }])).toBe('FACT_SHAPE')
  expect(tryLine(tell({}, begin.slice(0, 1)), line)).toBe('DECISION_STANDS')
})

test('error 10: no clock runs from a signal alone', () => {
  const signal: Line = [
    '2026-11-20T08:00:00Z',
    { type: 'signal-arrived', text: 'in a list of exploited flaws' },
  ]
  const status = statusAt({}, [signal], '2027-01-01T00:00:00Z')
  expect(status).toMatchObject({ phase: 'assessing', overdue: [], awareAt: null })
  expect(status.stages.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
  const pack = buildPackage('early_warning', {
    file: tell({}, [signal]),
    profile: undefined,
    routing: {},
    language: 'en',
    now: Date.parse('2027-01-01T00:00:00Z'),
  })
  expect(pack.legalContent[0]).toMatchObject({ value: null, missing: ['MISSING: Active exploitation'] })
})
