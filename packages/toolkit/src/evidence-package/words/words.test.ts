/** Both languages say everything, in figures of their own, and promise nothing. */
import { expect, test } from 'vitest'
import type { Check, PackageResult } from '../model.ts'
import { sayCheck, sayLimit, sayTime, sayVerdict, words } from './say.ts'
import type { Figures, Language } from './words.ts'

const figures: Figures = {
  records: 1284,
  proven: 1,
  attestations: 1,
  documents: 1,
  witnesses: 1,
  stamps: 1,
  where: '7',
  asOf: 'X',
}
const languages: readonly Language[] = ['en', 'de']

/** Every sentence of a language, functions called. */
function sentencesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') {
    const said: unknown = (value as (given: unknown) => unknown)({
      ...figures,
      time: 'T',
      by: 'B',
      records: 1284,
    })
    return typeof said === 'string' ? [said] : []
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentencesOf) : []
}

function tableOf(language: Language): Omit<(typeof words)['en'], 'day' | 'dayAndTime' | 'number'> {
  const { headline, advice, limits, checks, states, faults, otherFault, times, stillProven } = words[language]
  return {
    headline,
    advice,
    limits,
    checks,
    states,
    faults,
    otherFault: () => otherFault('X', 'Y'),
    times,
    stillProven,
  }
}

test.each(languages)('%s: no empty sentence, no hole, no promise', (language) => {
  const said = sentencesOf(tableOf(language))
  expect(said.length).toBeGreaterThan(120)
  expect(said.filter((text) => text.trim() === '' || /undefined|null|\{|\[object/.test(text))).toEqual([])
  const promises =
    /immutable|tamper-proof|guarantee|certified|\bsecure\b|\bsafe\b|compliant|garantiert|zertifiziert|konform|\bsicher\b(?! (?:im|in))|[!]/i
  expect(said.filter((text) => promises.test(text))).toEqual([])
})

test('both languages know the same faults, and say them differently', () => {
  expect(Object.keys(words.de.faults).sort()).toEqual(Object.keys(words.en.faults).sort())
  const same = Object.entries(words.en.faults).filter(([code, text]) => words.de.faults[code] === text)
  expect(same).toEqual([])
})

test('figures and days follow the language', () => {
  expect(languages.map((language) => words[language].number(1284567))).toEqual(['1,284,567', '1.284.567'])
  expect(languages.map((language) => words[language].day('2026-03-03T08:06:00.000Z'))).toEqual([
    '3 Mar 2026',
    '03.03.2026',
  ])
  expect(words.de.headline.valid({ ...figures, records: 1, witnesses: 2, stamps: 0 })).toBe(
    'Nichts wurde verändert: 1 Eintrag, signiertes Protokoll, 2 unabhängige Zeugen.',
  )
})

const check: Check = { id: 'age', outcome: 'passed', values: { asOf: '2026-03-03T08:06:00.000Z' } }

test('a check says question, answer, and why not', () => {
  expect(sayCheck(check, 'en').answer).toBe('As of 3 Mar 2026, 08:06 UTC.')
  const failed: Check = { id: 'signature', outcome: 'failed', code: 'KEY_REVOKED', message: 'x', values: {} }
  expect(sayCheck(failed, 'de').why).toBe('Der Schlüssel war widerrufen.')
  expect(sayCheck({ ...failed, code: 'NEW_CODE' }, 'de').why).toBe('Technischer Grund: NEW_CODE.')
  expect(sayCheck({ ...failed, code: 'NEW_CODE' }, 'en').why).toBe('x')
  expect(sayLimit({ code: 'LATER_UNKNOWN', values: { asOf: '2026-03-03T08:06:00.000Z' } }, 'de')).toContain(
    '03.03.2026',
  )
  expect(sayLimit({ code: 'LATER_UNKNOWN', values: {} }, 'en')).toContain('No independent date.')
  expect(sayLimit({ code: 'LATER_UNKNOWN', values: { made: '2026-03-03T08:06:00.000Z' } }, 'en')).toContain(
    'No independent date: 3 Mar 2026 is the maker’s own word.',
  )
})

const result: PackageResult = {
  verdict: { kind: 'valid' },
  title: '',
  createdAt: '',
  checkedAt: '',
  anchor: { logKey: 'compared', witnesses: 'package' },
  checks: [check],
  records: [{ index: '0', kind: 'event', state: 'proven', checks: [] }],
  attestations: [],
  documents: [],
  limits: [],
}

test('good needs somebody else: no witness and no stamp is another sentence and another tone', () => {
  expect(sayVerdict(result, 'en')).toMatchObject({
    tone: 'part',
    headline: expect.stringContaining('no independent witness') as string,
  })
  const stamp: Check = { id: 'time-stamp', outcome: 'passed', values: {} }
  expect(sayVerdict({ ...result, checks: [check, stamp] }, 'en').tone).toBe('good')
  const open: Check = { ...stamp, outcome: 'open', code: 'TIMESTAMP_UNTRUSTED', message: '' }
  expect(sayVerdict({ ...result, checks: [check, open] }, 'en').tone).toBe('part')
  const verdict = { kind: 'valid-but-stale', reason: 'CHECKPOINT_OLD' } as const
  expect(sayVerdict({ ...result, verdict }, 'en').headline).toContain('as the maker’s log signed them')
  expect(sayVerdict({ ...result, verdict, checks: [check, stamp] }, 'en').headline).toContain(
    'up to 3 Mar 2026',
  )
})

test('times are said with who says so, or not at all', () => {
  const [record] = result.records
  if (record === undefined) throw new Error('no record')
  expect(sayTime(record, 'en')).toBeUndefined()
  const notAfter = {
    time: '2026-03-03T08:06:00.000Z',
    source: 'witness',
    by: 'north',
    isCompared: false,
  } as const
  expect(sayTime({ ...record, notAfter }, 'en')).toBe(
    'In the log not later than 3 Mar 2026, 08:06 UTC (north). Who says so was not compared.',
  )
})
