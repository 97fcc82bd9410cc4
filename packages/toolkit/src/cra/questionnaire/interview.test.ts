/** The interview without a terminal: what is typed, what comes next, and that nothing is lost on the way. */
import '../../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SignalResult } from '../status.ts'
import { answersOf, signalMap, signalOf } from '../testing/answers.ts'
import { classifierAt } from './classifier.ts'
import { currentQuestion, type Interview, type Outcome, startInterview, step } from './interview.ts'
import { parseCommand } from './interview-command.ts'
import { textsOf } from './texts.ts'
import { look, progressOf, type Situation } from './visible.ts'

const now = '2026-11-22T10:00:00Z'
const texts = textsOf('en')

function begin(
  raw: Readonly<Record<string, unknown>> = {},
  more: Partial<Situation> & { readonly signalList?: readonly SignalResult[] } = {},
): Interview {
  const { signalList = [], ...rest } = more
  const situation: Situation = {
    answers: answersOf(raw),
    profileFacts: new Map(),
    signals: signalMap(...signalList),
    classify: classifierAt('2026-11-22'),
    today: '2026-11-22',
    mode: 'quick',
    ...rest,
  }
  return startInterview({ situation, texts, by: 'assessor' })
}

function type(interview: Interview, line: string): Outcome {
  return step(interview, parseCommand(line, currentQuestion(interview)?.question, texts), now)
}

function typeAll(interview: Interview, ...lines: readonly string[]): Interview {
  return lines.reduce((state, line) => type(state, line).interview, interview)
}

const maker = {
  A1: 'installed-software',
  A4: 'yes',
  A5: 'none',
  A7: '2028-03-01',
  B1: 'maker',
  B2: 'no',
  B4: ['price'],
  C1: 'none',
}

test('one question after the other; each answer says who, when and how', () => {
  const start = begin()
  expect(start.at).toBe('A1')
  const outcome = type(start, '1')
  expect(outcome.given).toEqual({
    question: 'A1',
    value: { kind: 'choice', option: 'installed-software' },
    by: 'assessor',
    at: now,
    source: 'person',
    catalogue: '1.0.1',
  })
  expect(outcome.interview.at).toBe('A4')
  expect(typeAll(start, '1', 'yes', 'none', '2028-03-01').at).toBe('B1')
})

test('numbers, words, letters and lists are the same answers', () => {
  const value = (at: Interview, line: string) => type(at, line).given?.value
  const b4 = begin(maker)
  expect(b4.at).toBe('D1')
  expect([value(b4, '1'), value(b4, 'YES'), value(b4, 'y')]).toEqual(
    ['yes', 'yes', 'yes'].map((word) => ({ kind: 'scale', value: word })),
  )
  expect(value(b4, 'd')).toEqual({ kind: 'scale', value: 'unknown' })
  const pay = type(b4, 'B4').interview
  expect(value(pay, '5, 2')).toEqual({ kind: 'choices', options: ['donations', 'price'] })
  expect(type(pay, '1,5').complaint?.code).toBe('NOT_ACCEPTED')
  const date = type(b4, 'A7').interview
  expect([value(date, '2029-02-28'), type(date, '2029-02-30').complaint?.code]).toEqual([
    { kind: 'date', date: '2029-02-28' },
    'NOT_ACCEPTED',
  ])
})

test('what was found is taken by an empty line, and only then', () => {
  const signalList = [signalOf('SIG-REPO-RISK-DOC', { files: ['risk.md'] })]
  const found = begin(maker, { signalList })
  expect(type(found, '').given).toMatchObject({
    question: 'D1',
    source: 'confirmed',
    value: { value: 'partial' },
  })
  expect(type(begin(maker), '').complaint?.code).toBe('NOTHING_SELECTED')
  expect(progressOf(found.situation, look(found.situation)).preselected).toBe(1)
  expect(found.situation.answers.has('D1')).toBe(false)
})

test('back, skip, search, help, go and quit', () => {
  const start = begin()
  expect(type(start, 'back').complaint?.code).toBe('NOTHING_BEFORE')
  const third = typeAll(start, '1', 'y')
  expect([third.at, type(third, 'b').interview.at, typeAll(third, 'b', 'b').at]).toEqual(['A5', 'A4', 'A1'])
  const skipped = type(third, 'skip').interview
  expect([skipped.at, skipped.skipped.has('A5')]).toEqual(['A7', true])
  expect(type(start, '/back-end').hits).toEqual([])
  expect(type(start, 'search EXCLUSIONS medical').hits).toEqual(['A5'])
  expect([type(start, '/').complaint?.code, type(start, '?').showHelp]).toEqual(['SEARCH_EMPTY', true])
  expect([type(start, 'c1').interview.at, type(start, 'A2').complaint?.code]).toEqual([
    'C1',
    'NO_SUCH_QUESTION',
  ])
  expect([type(start, 'q').interview.isOver, type(start, 'perhaps').complaint?.code]).toEqual([
    true,
    'NOT_UNDERSTOOD',
  ])
})

test('resuming begins with the first open question; a kept answer is left by an empty line', () => {
  const later = begin({ A1: 'device', A4: 'yes' })
  expect(later.at).toBe('A5')
  const back = type(later, 'A1').interview
  expect(type(back, '')).toMatchObject({ interview: { at: 'A5' } })
  expect(type(back, '').given).toBeUndefined()
})

test('"not applicable" needs a reason and a question that allows it', () => {
  const e5 = type(begin(maker), 'E5').interview
  expect(type(e5, 'na').complaint).toMatchObject({ code: 'NOT_ACCEPTED' })
  expect(type(e5, 'na it is never updated').given?.value).toEqual({
    kind: 'na',
    reason: 'it is never updated',
  })
  expect(type(begin(maker), 'na small').complaint?.code).toBe('NOT_ACCEPTED')
})

test('a note goes with the next answer, and a skipped question keeps none', () => {
  const noted = type(begin(), 'note sold as a bundle').interview
  expect(type(noted, '1').given?.note).toBe('sold as a bundle')
  expect(type(typeAll(noted, 'skip'), 'y').given?.note).toBeUndefined()
})

test('an answer that hides questions loses none of their answers', () => {
  const open = begin({ ...maker, B2: 'yes', B3: 'yes', B5: 'company', B6: 'none' })
  const closed = typeAll(open, 'B2', 'no')
  expect(look(closed.situation).visible.map(({ id }) => id)).not.toContain('B5')
  expect(look(closed.situation).counted.has('B5')).toBe(false)
  expect(closed.situation.answers.has('B5')).toBe(true)
  const again = typeAll(closed, 'B2', 'yes')
  expect(look(again.situation).counted.has('B5')).toBe(true)
})

test('the end comes when all is answered, and names what was skipped', () => {
  let interview = begin()
  for (let round = 0; round < 60 && interview.at !== undefined; round++) {
    interview = type(interview, interview.at === 'D1' ? 'skip' : 'unknown').interview
  }
  expect([interview.at, [...interview.skipped]]).toEqual([undefined, ['D1']])
  expect(type(interview, 'D1').interview.at).toBe('D1')
})

test('whatever is typed, the interview goes on and no answer is lost', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '1',
      '2',
      '3',
      'y',
      'n',
      'unknown',
      'skip',
      'back',
      '',
      '?',
      '/the',
      'B2',
      'C1',
      'na x',
      'note y',
      '1,2',
    ),
    fc.string({ maxLength: 20 }),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      let interview = begin()
      for (const text of lines) {
        const before = interview.situation.answers
        const outcome = type(interview, text)
        interview = outcome.interview
        const lost = [...before.keys()].filter((id) => !interview.situation.answers.has(id))
        expect(lost).toEqual([])
        const isNew = interview.situation.answers !== before
        expect(isNew).toBe(outcome.given !== undefined)
      }
    }),
    { numRuns: 40 },
  )
})
