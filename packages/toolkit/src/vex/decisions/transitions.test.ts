/** Every step from every standing, and who may take it. */
import { describe, expect, test } from 'vitest'
import type { DecisionStanding, Finding } from '../../model/index.ts'
import type { DecisionEntry, DecisionRecord } from '../model.ts'
import { renew } from './decide.ts'
import { standingOf } from './standing.ts'
import { stateOf } from './state.ts'
import { decided, findingOf, fourEyes, matchOf, notAffected, optionsOf, view } from './testing/sample.ts'
import {
  addEntry,
  type EntryKind,
  isSamePerson,
  standingAlone,
  type Step,
  transitions,
} from './transitions.ts'

const at = '2026-11-24T09:00:00Z'

function take(record: DecisionRecord, entry: DecisionEntry, standing?: DecisionStanding): DecisionRecord {
  const next = addEntry(record, entry, standing)
  if (!next.ok) throw new Error(next.error.code)
  return next.value
}

const confirm: DecisionEntry = { kind: 'confirm', at, by: 'security lead' }
const reject: DecisionEntry = {
  kind: 'reject',
  at,
  by: 'security lead',
  reason: 'the admin page takes templates',
}
const revoke: DecisionEntry = { kind: 'revoke', at, by: 'developer', reason: 'wrong file' }
const note: DecisionEntry = { kind: 'note', at, by: 'developer', reason: 'asked upstream' }

const changed = findingOf({
  matched: [matchOf('GHSA-35jh-r3h4-6jhm', { digest: '2'.repeat(64), range: '< 5' })],
})

/** A record in each standing, the finding on which it stands so, and the day. */
const samples: Readonly<
  Record<DecisionStanding, { record: DecisionRecord; finding: Finding; today: string }>
> = {
  waiting: { record: decided({ policy: fourEyes }), finding: findingOf(), today: '2026-11-24' },
  'in-force': { record: decided(), finding: findingOf(), today: '2026-11-24' },
  stale: { record: decided({ policy: fourEyes }), finding: changed, today: '2026-11-24' },
  expired: { record: decided({ policy: fourEyes }), finding: findingOf(), today: '2027-03-01' },
  revoked: { record: take(decided(), revoke), finding: findingOf(), today: '2026-11-24' },
}

const kinds: readonly EntryKind[] = ['decide', 'import', 'confirm', 'reject', 'revoke', 'note']
const document = { id: 'https://example.org/vex/1', digest: '3'.repeat(64) }

function entryOf(kind: EntryKind, finding: Finding, day: string): DecisionEntry {
  const steps = { confirm, reject, revoke, note }
  if (kind !== 'decide' && kind !== 'import') return { ...steps[kind], at: `${day}T09:00:00Z` }
  const made = decided({ at: `${day}T09:00:00Z`, ...(kind === 'import' ? { document } : {}) }, { finding })
  return made.entries[0] as DecisionEntry
}

/** Where a step leads, said again in other words than the code's. */
const outcomes: Readonly<Record<DecisionStanding, Readonly<Record<EntryKind, string>>>> = {
  waiting: {
    decide: 'in-force',
    import: 'in-force',
    confirm: 'in-force',
    reject: 'revoked',
    revoke: 'revoked',
    note: 'waiting',
  },
  'in-force': {
    decide: 'in-force',
    import: 'in-force',
    confirm: 'NOT_WAITING',
    reject: 'NOT_WAITING',
    revoke: 'revoked',
    note: 'in-force',
  },
  stale: {
    decide: 'in-force',
    import: 'in-force',
    confirm: 'FACTS_CHANGED',
    reject: 'FACTS_CHANGED',
    revoke: 'revoked',
    note: 'stale',
  },
  expired: {
    decide: 'in-force',
    import: 'in-force',
    confirm: 'DECISION_EXPIRED',
    reject: 'DECISION_EXPIRED',
    revoke: 'revoked',
    note: 'expired',
  },
  revoked: {
    decide: 'in-force',
    import: 'in-force',
    confirm: 'ALREADY_REVOKED',
    reject: 'ALREADY_REVOKED',
    revoke: 'ALREADY_REVOKED',
    note: 'revoked',
  },
}

const standings = Object.keys(samples) as DecisionStanding[]
const pairs = standings.flatMap((standing) => kinds.map((kind) => [standing, kind] as const))

test('the samples stand as they say', () => {
  for (const standing of standings) {
    const { record, finding, today } = samples[standing]
    expect(standingOf(record, finding, { ...view, today }).standing).toBe(standing)
  }
})

test.each(pairs)('%s, then %s', (standing, kind) => {
  const { record, finding, today } = samples[standing]
  const next = addEntry(record, entryOf(kind, finding, today), standing)
  const found = next.ok ? standingOf(next.value, finding, { ...view, today }).standing : next.error.code
  expect(found).toBe(outcomes[standing][kind])
  // Nothing that stood in the record is ever edited.
  if (next.ok) expect(next.value.entries.slice(0, -1)).toEqual(record.entries)
})

test('the table names a step for every pair, and the outcome agrees with it', () => {
  const leads: Readonly<Partial<Record<Step, string>>> = {
    new: 'in-force',
    'in-force': 'in-force',
    back: 'revoked',
  }
  const wrong = pairs.filter(([standing, kind]) => {
    const step = transitions[standing][kind]
    const expected = step === 'same' ? standing : (leads[step] ?? step)
    return expected !== outcomes[standing][kind]
  })
  expect(wrong).toEqual([])
  expect(pairs).toHaveLength(30)
})

describe('who may look', () => {
  const waiting = decided({ policy: fourEyes, by: 'Developer One' })
  test.each(['Developer One', ' developer one ', 'DEVELOPER  ONE', 'Ｄeveloper One'])(
    'not the decider as %j',
    (by) => {
      for (const kind of ['confirm', 'reject'] as const) {
        const next = addEntry(waiting, { kind, at, by, reason: 'looked again' })
        expect(next.ok ? 'added' : next.error.code).toBe('SAME_PERSON')
      }
    },
  )

  test('another person, once', () => {
    const once = take(waiting, confirm)
    expect(standingAlone(once, '2026-11-24')).toBe('in-force')
    expect(stateOf(once.entries)).toMatchObject({ confirmedBy: 'security lead', since: at })
    const twice = addEntry(once, confirm)
    expect(twice.ok ? 'added' : twice.error.code).toBe('NOT_WAITING')
  })

  test('names are compared without case, padding and width', () => {
    expect(isSamePerson('A B', ' a  b')).toBe(true)
    expect(isSamePerson('A B', 'AB')).toBe(false)
  })
})

describe('words of an entry', () => {
  const rows: [string, Partial<DecisionEntry>, string][] = [
    ['nobody', { by: ' ' }, 'BY_MISSING'],
    ['no reason', { reason: ' \n' }, 'REASON_MISSING'],
    ['a bell', { reason: 'ding\u0007' }, 'TEXT_INVALID'],
    ['half a character', { reason: '\uD800' }, 'TEXT_INVALID'],
    ['too much', { reason: 'x'.repeat(20_001) }, 'TEXT_INVALID'],
    ['no time', { at: '2026-11-24' }, 'AT_INVALID'],
    ['a day that is none', { at: '2026-02-30T09:00:00Z' }, 'AT_INVALID'],
  ]
  test.each(rows)('%s', (_title, part, code) => {
    const next = addEntry(decided(), { ...note, ...part } as DecisionEntry)
    expect(next.ok ? 'added' : next.error.code).toBe(code)
  })

  test('padding and foreign line ends are not kept', () => {
    const next = take(decided(), { ...note, by: ' developer ', reason: 'one\r\ntwo\n' })
    expect(next.entries.at(-1)).toMatchObject({ by: 'developer', reason: 'one\ntwo' })
  })
})

describe('a new verdict that waits', () => {
  const first = decided({ by: 'developer' })
  const second = renew(first, findingOf(), {
    ...optionsOf({ policy: fourEyes, at: '2026-11-23T09:00:00Z' }),
    verdict: { ...notAffected, justification: 'component_not_present' },
  })
  const proposed = second.ok ? second.value : first

  test('silences the one before, and gives it back when rejected', () => {
    expect(standingAlone(proposed, '2026-11-24')).toBe('waiting')
    const back = take(proposed, reject)
    expect(standingAlone(back, '2026-11-24')).toBe('in-force')
    expect(stateOf(back.entries).decision.verdict.justification).toBe('vulnerable_code_not_in_execute_path')
  })

  test('takes its place for good when confirmed', () => {
    const confirmed = take(proposed, confirm)
    expect(stateOf(confirmed.entries).decision.verdict.justification).toBe('component_not_present')
  })

  test('is itself replaced by the next one; a rejection leads to what was confirmed last', () => {
    const third = renew(proposed, findingOf(), {
      ...optionsOf({ policy: fourEyes, at: '2026-11-23T10:00:00Z' }),
      verdict: notAffected,
    })
    if (!third.ok) throw new Error(third.error.code)
    const back = take(third.value, reject)
    expect(stateOf(back.entries)).toMatchObject({ phase: 'decided', since: '2026-11-22T13:00:00Z' })
  })

  test('does not bring back what was revoked', () => {
    const revoked = take(first, revoke)
    const again = renew(revoked, findingOf(), { ...optionsOf({ policy: fourEyes }), verdict: notAffected })
    if (!again.ok) throw new Error(again.error.code)
    expect(standingAlone(take(again.value, reject), '2026-11-24')).toBe('revoked')
  })

  test('revoked while it waits, nothing speaks', () => {
    expect(standingAlone(take(proposed, revoke), '2026-11-24')).toBe('revoked')
  })
})
