import { expect, test } from 'vitest'
import { assessEvidence, reasonOf, statementOf } from './index.ts'
import { keepSaid, recallSaid } from './kept-said.ts'
import { count, inEnglish, join, say, type Spoken, spoken, term, withoutStop } from './say.ts'
import type { CraStatus, SignalResult } from './status.ts'

function resultOf(statement: Spoken, reason?: Spoken): SignalResult {
  return {
    id: 'SIG-SBOM-PRESENT',
    title: 'SBOM',
    state: reason === undefined ? 'present' : 'unknown',
    strength: 'strong',
    statement: inEnglish(statement),
    facts: {},
    evidence: [],
    ...(reason === undefined ? {} : { reason: inEnglish(reason) }),
    [spoken]: reason === undefined ? { statement } : { statement, reason },
  }
}

const copied = (status: CraStatus): CraStatus => JSON.parse(JSON.stringify(status)) as CraStatus
const onlySignal = (status: CraStatus): SignalResult => {
  const [signal] = status.signals
  if (signal === undefined) throw new Error('one signal went in')
  return signal
}

test('what was kept is said in German after a copy through JSON', () => {
  const status = assessEvidence([
    resultOf(say`${count(2, 'workflow')} look for known flaws`, say`could not be read`),
  ])
  const back = recallSaid(copied(keepSaid(status)))
  expect(statementOf(onlySignal(back), 'de')).toBe(statementOf(onlySignal(status), 'de'))
  expect(reasonOf(onlySignal(back), 'de')).toBe('konnte nicht gelesen werden')
  expect(statementOf(onlySignal(back), 'en')).toBe('2 workflows look for known flaws')
})

test('a reason why a signal says nothing keeps its words, too', () => {
  const status = assessEvidence([])
  const back = recallSaid(copied(keepSaid(status)))
  const saidIn = (of: CraStatus) =>
    of.requirements.flatMap(({ notRead }) => notRead.map((one) => reasonOf(one, 'de')))
  expect(saidIn(back)).toEqual(saidIn(status))
  expect(saidIn(back)).not.toEqual(saidIn(copied(status)))
})

test('every kind of value comes back', () => {
  const statement = say`${join([term('a'), 'b', 3], ', ')} ${withoutStop(say`Done.`)} and ${count(1, 'file')}`
  const back = recallSaid(copied(keepSaid(assessEvidence([resultOf(statement)]))))
  expect(onlySignal(back)[spoken]).toEqual({ statement })
})

test('words that are not those of the sentence, or of no known shape, are left out', () => {
  const status = keepSaid(assessEvidence([resultOf(say`found`)]))
  const deep = (n: number): unknown => (n === 0 ? 'found' : { key: '{0}', values: [deep(n - 1)] })
  const wrong: readonly unknown[] = [
    say`something else`,
    { key: 7, values: [] },
    { key: '{0}', values: 'found' },
    { noun: 'file' },
    { pieces: [null], between: ', ' },
    { open: 'found' },
    null,
    3,
    [],
    deep(100),
  ]
  for (const statement of wrong) {
    const changed = {
      ...status,
      signals: [{ ...onlySignal(status), [spoken]: undefined, said: { statement } }],
    }
    const back = onlySignal(recallSaid(changed as unknown as CraStatus))
    expect(statementOf(back, 'de')).toBe('found')
  }
})
