import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendEntry } from './append.ts'
import type { CaseFact, CaseFile } from './events.ts'
import { groundsOf } from './grounds.ts'
import { parseCase } from './parse-case.ts'
import { toState } from './state.ts'
import { statusOf } from './status.ts'
import { aware, farNow, type Line, maker, newCase, sent, tell, tryLine, workaround } from './testing/story.ts'

const status = (file: CaseFile, now: string) => statusOf(file, Date.parse(now))

/** Scenario S-05: nine-person maker, product from 2019, Friday morning, only a workaround. */
const gateway: readonly Line[] = [
  ['2026-11-20T08:00:00Z', { type: 'signal-arrived', text: 'customer reports odd logins' }],
  ['2026-11-20T08:10:00Z', { type: 'assessment-started', text: 'log review' }],
  ['2026-11-20T09:30:00Z', { type: 'assessment-ended', text: 'exploited' }],
  ['2026-11-20T09:30:00Z', aware],
  ['2026-11-20T15:00:00Z', sent('early_warning')],
  ['2026-11-23T09:00:00Z', sent('notification')],
  ['2026-11-23T12:00:00Z', workaround],
  ['2026-11-24T12:00:00Z', { type: 'users-informed', text: 'mail to all customers' }],
  ['2026-12-07T12:00:01Z', sent('final_report')],
]

test('a case from the first signal to the end, phase by phase', () => {
  const seen = gateway.map((_line, at) => {
    const file = tell({}, gateway.slice(0, at + 1))
    const { phase, actions } = status(file, '2026-11-20T16:00:00Z')
    return [phase, actions[0]?.code]
  })
  expect(seen).toEqual([
    ['assessing', 'start-assessment'],
    ['assessing', 'finish-assessment'],
    ['assessing', 'decide'],
    ['open', 'send-early-warning'],
    ['early-warning-submitted', 'send-notification'],
    ['notification-submitted', 'inform-users'],
    ['measure-available', 'send-final-report'],
    ['measure-available', 'send-final-report'],
    ['final-report-submitted', 'close'],
  ])
  const closed = tell({}, [...gateway, ['2026-12-08T00:00:00Z', { type: 'closed', reason: 'done' }]])
  expect(status(closed, farNow)).toMatchObject({ phase: 'closed', actions: [], overdue: [] })
})

test('clocks: running, sent, late, not started', () => {
  const file = tell({}, gateway.slice(0, 5))
  const { stages } = status(file, '2026-11-23T09:00:00Z')
  expect(stages).toMatchObject([
    { id: 'REP-AEV-EW', state: 'submitted', due: '2026-11-21T09:30:00Z', remainingSeconds: 66_600 },
    { id: 'REP-AEV-72H', state: 'running', due: '2026-11-23T09:30:00Z', remainingSeconds: 1800 },
    { id: 'REP-AEV-FIN', state: 'waiting', due: null, waitsFor: 'measure' },
  ])
  expect(status(file, '2026-11-23T09:30:00Z').overdue).toEqual([])
  expect(status(file, '2026-11-23T09:30:01Z').overdue).toEqual(['REP-AEV-72H'])
  const late = status(tell({}, gateway), '2026-12-08T00:00:00Z')
  expect(late.stages[2]).toMatchObject({ state: 'submitted', remainingSeconds: -1 })
  expect(late.overdue).toEqual([])
})

test('an incident: the month starts with the notification that was sent', () => {
  const lines: readonly Line[] = [
    ['2027-01-29T10:00:00Z', aware],
    ['2027-01-30T09:00:00Z', sent('early_warning')],
    ['2027-01-31T20:00:00Z', sent('notification')],
  ]
  const before = status(tell({ track: 'INC' }, lines.slice(0, 2)), '2027-01-30T10:00:00Z')
  expect(before.stages[2]).toMatchObject({ state: 'waiting', waitsFor: 'notification', due: null })
  const after = status(tell({ track: 'INC' }, lines), '2027-02-28T20:00:01Z')
  expect(after.stages[2]).toMatchObject({ due: '2027-02-28T20:00:00Z', state: 'overdue' })
})

const provided: CaseFact = { type: 'already-provided', step: 'notification', reason: 'all in the warning' }
const decided: CaseFact = {
  type: 'not-reportable',
  ground: 'AEV-NOT-1',
  groundText: 'found by good-faith research',
  decidedBy: 'security lead',
  reason: 'our own test',
}

const refused: readonly (readonly [string, readonly Line[], Line])[] = [
  ['NOT_AWARE', [], ['2026-11-20T10:00:00Z', sent('early_warning')]],
  ['BEFORE_AWARE', [['2026-11-20T09:30:00Z', aware]], ['2026-11-20T09:29:59Z', sent('early_warning')]],
  ['STAGE_ORDER', [['2026-11-20T09:30:00Z', aware]], ['2026-11-20T10:00:00Z', sent('notification')]],
  ['STAGE_ORDER', gateway.slice(0, 5), ['2026-11-21T10:00:00Z', sent('final_report')]],
  ['MEASURE_MISSING', gateway.slice(0, 6), ['2026-11-24T10:00:00Z', sent('final_report')]],
  ['ALREADY_RECORDED', gateway.slice(0, 5), ['2026-11-20T16:00:00Z', sent('early_warning')]],
  ['ALREADY_RECORDED', gateway.slice(0, 4), ['2026-11-20T16:00:00Z', aware]],
  ['NOT_REQUESTED', gateway.slice(0, 5), ['2026-11-20T16:00:00Z', { type: 'interim-submitted' }]],
  ['DECISION_STANDS', [['2026-11-20T09:00:00Z', decided]], ['2026-11-20T09:30:00Z', aware]],
  ['DECISION_STANDS', [['2026-11-20T09:00:00Z', aware]], ['2026-11-20T09:30:00Z', decided]],
  ['GROUND_UNKNOWN', [], ['2026-11-20T09:30:00Z', { ...decided, ground: 'AEV-NOT-9' }]],
  ['GROUND_UNKNOWN', [], ['2026-11-20T09:30:00Z', { ...decided, ground: 'INC-NOT-1' }]],
  ['STAGES_OPEN', [], ['2026-11-20T09:30:00Z', { type: 'closed', reason: 'tired' }]],
  ['STAGES_OPEN', gateway.slice(0, 8), ['2026-11-25T09:30:00Z', { type: 'closed', reason: 'tired' }]],
  [
    'STAGES_OPEN',
    [...gateway, ['2026-12-08T00:00:00Z', { type: 'interim-requested', text: 'how is it?' }]],
    ['2026-12-09T00:00:00Z', { type: 'closed', reason: 'done' }],
  ],
  [
    'CASE_CLOSED',
    [...gateway, ['2026-12-08T00:00:00Z', { type: 'closed', reason: 'done' }]],
    ['2026-12-09T00:00:00Z', workaround],
  ],
  ['CASE_NOT_CLOSED', [], ['2026-12-09T00:00:00Z', { type: 'reopened', reason: 'again' }]],
  ['ENTRY_UNKNOWN', [], ['2026-11-20T09:30:00Z', { type: 'withdrawn', entry: 1, reason: 'x' }]],
  ['ENTRY_UNKNOWN', [], ['2026-11-20T09:30:00Z', { type: 'withdrawn', entry: 2, reason: 'x' }]],
  ['TIME_IN_FUTURE', [], ['2030-01-01T00:00:00Z', aware]],
  ['TIME_ZONE_MISSING', [], ['2026-11-20T09:30:00', aware]],
  ['FACT_SHAPE', [], ['2026-11-20T09:30:00Z', { ...aware, reason: '' } as CaseFact]],
  ['FACT_SHAPE', [], ['2026-11-20T09:30:00Z', { type: 'details', fields: { colour: 'red' } } as never]],
]

test.each(refused)('%s', (code, lines, line) => {
  expect(tryLine(tell({}, lines), line)).toBe(code)
})

test('who must be named, and opened stands once', () => {
  const file = newCase()
  const note = { type: 'note', text: 'x' } as const
  const nobody = appendEntry(file, { at: farNow, by: '  ', fact: note }, farNow)
  expect(nobody).toMatchObject({ ok: false, error: { code: 'WHO_MISSING' } })
  expect(tryLine(file, [farNow, file.entries[0]?.fact ?? note])).toBe('ALREADY_RECORDED')
})

test('a wrong entry is withdrawn, stays in the file and counts no more', () => {
  const file = tell({}, [
    ['2026-11-20T09:30:00Z', aware],
    ['2026-11-20T10:00:00Z', { type: 'withdrawn', entry: 2, reason: 'wrong hour' }],
    ['2026-11-20T08:30:00Z', aware],
  ])
  expect(file.entries).toHaveLength(4)
  expect(status(file, '2026-11-20T11:00:00Z').awareAt).toBe('2026-11-20T08:30:00Z')
  const back = tell({}, [
    ['2026-11-20T09:30:00Z', aware],
    ['2026-11-20T10:00:00Z', { type: 'withdrawn', entry: 2, reason: 'wrong hour' }],
    ['2026-11-20T10:05:00Z', { type: 'withdrawn', entry: 3, reason: 'it was right' }],
  ])
  expect(status(back, '2026-11-20T11:00:00Z').awareAt).toBe('2026-11-20T09:30:00Z')
})

test('a later awareness than what was sent is refused, whichever comes first', () => {
  const file = tell({}, [
    ['2026-11-20T09:30:00Z', aware],
    ['2026-11-20T10:00:00Z', sent('early_warning')],
    ['2026-11-20T10:01:00Z', { type: 'withdrawn', entry: 2, reason: 'wrong day' }],
  ])
  expect(tryLine(file, ['2026-11-20T10:00:01Z', aware])).toBe('BEFORE_AWARE')
  expect(tryLine(file, ['2026-11-20T10:00:00Z', aware])).toBe('taken')
  expect(status(file, '2026-11-20T12:00:00Z').stages[0]?.state).toBe('submitted')
})

test('what was provided earlier needs no report, and starts the month of an incident', () => {
  const file = tell({ track: 'INC' }, [
    ['2026-11-20T09:30:00Z', aware],
    ['2026-11-20T10:00:00Z', sent('early_warning')],
    ['2026-11-20T10:00:00Z', provided],
  ])
  expect(status(file, '2026-11-20T12:00:00Z').stages).toMatchObject([
    { state: 'submitted' },
    { state: 'already-provided' },
    { state: 'running', due: '2026-12-20T10:00:00Z' },
  ])
})

test('the decision not to report ends the case and can be taken back', () => {
  const lines: readonly Line[] = [['2026-11-20T09:00:00Z', decided]]
  const file = tell({}, lines)
  expect(status(file, farNow)).toMatchObject({ phase: 'not-reportable', overdue: [] })
  expect(tryLine(file, [farNow, { type: 'closed', reason: 'decided' }])).toBe('taken')
  const back = tell({}, [...lines, ['2026-11-21T09:00:00Z', { type: 'withdrawn', entry: 2, reason: 'no' }]])
  expect(status(back, farNow).phase).toBe('assessing')
  expect(groundsOf('AEV').map(({ id }) => id)).toContain('AEV-TEST-3')
  expect(groundsOf('INC').every(({ id }) => id.startsWith('INC-NOT-'))).toBe(true)
})

test('an interim report is asked for, is late, is sent', () => {
  const asked = { type: 'interim-requested', text: 'status?', due: '2026-11-22T09:00:00Z' } as const
  const lines: readonly Line[] = [...gateway.slice(0, 5), ['2026-11-21T09:00:00Z', asked]]
  const file = tell({}, lines)
  expect(status(file, '2026-11-21T10:00:00Z').actions[0]).toMatchObject({
    code: 'send-interim',
    due: asked.due,
    isOverdue: false,
  })
  expect(status(file, '2026-11-22T10:00:00Z').overdue).toEqual(['REP-INTERIM'])
  const answered = tell({}, [...lines, ['2026-11-22T08:00:00Z', { type: 'interim-submitted' }]])
  expect(status(answered, '2026-11-22T10:00:00Z')).toMatchObject({ interim: null, overdue: [] })
})

test('the first measure starts the clock, also when it was recorded last', () => {
  const file = tell({}, [
    ['2026-11-20T09:30:00Z', aware],
    ['2026-12-01T00:00:00Z', { ...workaround, measure: 'corrective' } as CaseFact],
    ['2026-11-23T12:00:00Z', workaround],
  ])
  expect(status(file, farNow).stages[2]?.due).toBe('2026-12-07T12:00:00Z')
})

const steward = { ...maker, role: 'open_source_steward' } as const
const tier = (id: 'TIER-1' | 'TIER-2' | 'TIER-3') => ({ ...steward, tier: id })

const duties = [
  [{ subject: maker }, '2026-11-20', 'yes', 'manufacturer'],
  [{ subject: maker }, '2026-09-10', 'no', 'manufacturer-before-start'],
  [{ subject: maker }, '2026-09-11', 'yes', 'manufacturer'],
  [{ subject: { ...maker, role: 'unknown' } }, '2026-11-20', 'unknown', 'role-unknown'],
  [{ subject: tier('TIER-3') }, '2026-11-03', 'no', 'steward-before-start'],
  [{ subject: tier('TIER-3') }, '2027-12-10', 'no', 'steward-before-start'],
  [{ subject: tier('TIER-3') }, '2027-12-11', 'yes', 'steward'],
  [{ subject: tier('TIER-2') }, '2028-01-10', 'no', 'steward-tier-no-duty'],
  [{ subject: tier('TIER-1') }, '2028-01-10', 'no', 'steward-tier-no-duty'],
  [{ subject: steward }, '2028-01-10', 'unknown', 'tier-unknown'],
  [{ subject: tier('TIER-1'), track: 'INC' }, '2028-01-10', 'no', 'steward-tier-no-duty'],
  [{ subject: tier('TIER-2'), track: 'INC' }, '2028-01-10', 'yes', 'steward'],
  [{ subject: tier('TIER-3'), track: 'INC' }, '2028-01-10', 'yes', 'steward'],
] as const

test.each(duties)('duty of %j aware on %s: %s, %s', (start, day, isMandatory, reason) => {
  const file = tell({ at: `${day}T00:00:00Z`, ...start }, [[`${day}T00:00:00Z`, aware]])
  const now = status(file, farNow)
  expect(now.duty).toMatchObject({ isMandatory, reason })
  // Dates are shown to everybody; late is only who must or may have to report.
  expect(now.stages[0]?.state).toBe('overdue')
  expect(now.overdue.length > 0).toBe(isMandatory !== 'no')
})

test('the role can be recorded anew, the product cannot', () => {
  const unknown = { ...maker, role: 'unknown' } as const
  const known: CaseFact = { type: 'subject', subject: tier('TIER-2'), reason: 'asked our counsel' }
  const lines: readonly Line[] = [['2028-01-10T00:00:00Z', aware]]
  expect(status(tell({ subject: unknown }, lines), farNow).duty.isMandatory).toBe('unknown')
  const after = tell({ subject: unknown }, [...lines, ['2028-01-11T00:00:00Z', known]])
  expect(status(after, farNow)).toMatchObject({ subject: { tier: 'TIER-2' }, duty: { isMandatory: 'no' } })
  const other = { ...known, subject: { ...maker, productId: 'other' } } as const
  expect(tryLine(after, [farNow, other])).toBe('OTHER_PRODUCT')
})

test('a question with three answers takes no fourth', () => {
  const say = (suspectedUnlawful: string) =>
    tryLine(newCase(), [farNow, { type: 'details', fields: { suspectedUnlawful } }])
  expect(['yes', 'no', 'unknown', '', 'maybe'].map(say)).toEqual([
    'taken',
    'taken',
    'taken',
    'taken',
    'FACT_SHAPE',
  ])
})

test('a voluntary case can be closed at any time', () => {
  const file = tell({ subject: tier('TIER-3') }, [['2026-11-20T09:00:00Z', aware]])
  expect(tryLine(file, [farNow, { type: 'closed', reason: 'told upstream' }])).toBe('taken')
})

test('what is written reads back the same; what was changed by hand is told', () => {
  const file = tell({}, gateway)
  const copy: unknown = JSON.parse(JSON.stringify(file))
  expect(parseCase(copy)).toEqual({ ok: true, value: file })
  const edits: readonly (readonly [string, (entry: Record<string, unknown>) => void])[] = [
    ['entries[4].at', (entry) => (entry['at'] = '2026-11-20 09:30')],
    ['entries[4].number', (entry) => (entry['number'] = 7)],
    ['entries[4].extra', (entry) => (entry['extra'] = 1)],
    ['entries[4].fact.type', (entry) => (entry['fact'] = { type: 'constructor' })],
    ['entries[4].fact.reason', (entry) => (entry['fact'] = { type: 'became-aware', decidedBy: 'x' })],
    ['entries[4].fact.type', (entry) => (entry['fact'] = file.entries[0]?.fact)],
  ]
  for (const [path, edit] of edits) {
    const broken = structuredClone(file) as unknown as { entries: Record<string, unknown>[] }
    edit(broken.entries[4] ?? {})
    expect(parseCase(broken)).toMatchObject({ ok: false, error: { code: 'CASE_SHAPE', path } })
  }
  const drill = { ...file, id: `DRILL-${file.id}` }
  expect(parseCase(drill)).toMatchObject({ ok: false, error: { path: 'id' } })
})

test('parsing never throws, and what it takes has a status', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.record({ schema: fc.constant('occtet.case/1'), entries: fc.array(fc.jsonValue()) }),
  )
  fc.assert(fc.property(value, (json) => void parseCase(json)))
})

const facts: readonly CaseFact[] = [
  aware,
  sent('early_warning'),
  sent('notification'),
  sent('final_report'),
  workaround,
  provided,
  decided,
  { type: 'withdrawn', entry: 2, reason: 'x' },
  { type: 'withdrawn', entry: 3, reason: 'x' },
  { type: 'closed', reason: 'x' },
  { type: 'reopened', reason: 'x' },
  { type: 'interim-requested', text: 'x' },
  { type: 'interim-submitted' },
  { type: 'users-informed', text: 'x' },
  { type: 'details', fields: { title: 'x', summary: '' } },
]

test('any sequence of entries keeps the case readable and its status sound', () => {
  const step = fc.tuple(fc.constantFrom(...facts), fc.integer({ min: 0, max: 500 }))
  const tracks = fc.constantFrom('AEV' as const, 'INC' as const)
  fc.assert(
    fc.property(tracks, fc.array(step, { maxLength: 25 }), (track, steps) => {
      let file = newCase({ track })
      for (const [fact, hours] of steps) {
        const at = new Date(Date.parse('2026-11-20T00:00:00Z') + hours * 3_600_000).toISOString()
        const next = appendEntry(file, { at, by: 'x', fact }, farNow)
        if (!next.ok) continue
        expect(next.value.entries.slice(0, -1)).toEqual(file.entries)
        file = next.value
      }
      expect(parseCase(JSON.parse(JSON.stringify(file))).ok).toBe(true)
      const { stages, phase, actions } = status(file, '2026-12-01T00:00:00Z')
      for (const stage of stages) expect(stage.state === 'waiting' ? stage.due : null).toBeNull()
      expect(phase === 'closed').toBe(actions.length === 0)
      const state = toState(file)
      if (state.aware === undefined) expect(stages.every(({ due }) => due === null)).toBe(true)
    }),
  )
})
