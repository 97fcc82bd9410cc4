import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { type RawFacts, say } from './testing/fact-samples.ts'
import { addDays, addMonths, addYears, isDate } from './years.ts'

test.each([
  ['2028-03-01', 12, '2029-03-01'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2028-02-29', 48, '2032-02-29'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2027-01-31', 1, '2027-02-28'],
  ['2027-10-31', 1, '2027-11-30'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2028-05-15', 0, '2028-05-15'],
])('%s and %i months is %s', (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected)
})

test('parts of a year count in whole months, upwards', () => {
  expect(addYears('2028-01-15', 2.5)).toBe('2030-07-15')
  expect(addYears('2028-01-15', 0.01)).toBe('2028-02-15')
  expect(addYears('2028-01-15', 1 / 12)).toBe('2028-02-15')
})

test.each(['2028-02-30', '2027-02-29', '2028-13-01', '2028-1-1', '1969-12-31', '2028-01-01T00:00:00Z', ''])(
  '%j is no day',
  (text) => {
    expect(isDate(text)).toBe(false)
  },
)

const anyDay = fc.integer({ min: 0, max: 7000 }).map((days) => addDays('2027-12-11', days))

test('periods never run backwards: a later start or a longer time ends no earlier', () => {
  const months = fc.integer({ min: 0, max: 1200 })
  fc.assert(
    fc.property(anyDay, anyDay, months, months, (a, b, m, n) => {
      if (a <= b) expect(addMonths(a, m) <= addMonths(b, m)).toBe(true)
      if (m <= n) expect(addMonths(a, m) <= addMonths(a, n)).toBe(true)
      expect(isDate(addMonths(a, m))).toBe(true)
    }),
  )
})

test('support ends no earlier with longer use, and papers are kept at least as long and at least ten years', () => {
  const years = fc.integer({ min: 1, max: 40 })
  fc.assert(
    fc.property(anyDay, years, years, (placed, short, more) => {
      const of = (use: number) => say({ placed_on_market: placed, expected_use_years: use })
      const [a, b] = [of(short), of(short + more)]
      expect(a.support!.end_not_before! <= b.support!.end_not_before!).toBe(true)
      const kept = b.retention['technical_documentation_until_at_least']!
      expect(kept >= addYears(placed, 10) && kept.slice(0, 7) >= b.support!.end_not_before!).toBe(true)
      expect(a.support!.minimum_years).toBe(Math.min(5, short))
    }),
    { numRuns: 40 },
  )
})

test.each<[RawFacts, object]>([
  [{ expected_use_years: 6 }, { minimum_years: 5, expected_years: 6, end_not_before: '2034-03' }],
  [{ expected_use_years: 2 }, { minimum_years: 2, expected_years: 2, end_not_before: '2030-03' }],
  [{ placed_on_market: '2028-02-29' }, { minimum_years: 5, expected_years: 5, end_not_before: '2033-02' }],
  [{ placed_on_market: '2028-01-31', expected_use_years: 5 }, { end_not_before: '2033-01' }],
  // Five years are a floor, not an answer: without the expected use there is no end.
  [{ expected_use_years: 'unsure' }, { minimum_years: 5, expected_years: null, end_not_before: null }],
])('%j gives %j', (change, expected) => {
  expect(say(change).support).toMatchObject(expected)
})

test('an update stays available ten years or for the rest of a longer support period', () => {
  const updates = (days: readonly string[], use: number) =>
    say({
      expected_use_years: use,
      events: days.map((day) => ({ type: 'security_update_issued', at: `${day}T12:00:00Z` })),
    }).retention
  expect(updates(['2028-06-10'], 5)['security_update_2028_06_10_available_until_at_least']).toBe('2038-06-10')
  expect(updates(['2028-06-10'], 20)['security_update_2028_06_10_available_until_at_least']).toBe(
    '2048-03-01',
  )
  expect(updates(['2032-02-29'], 5)['security_update_2032_02_29_available_until_at_least']).toBe('2042-02-28')
  // Before placing and after the support period Art. 13(9) does not speak of them.
  expect(Object.keys(updates(['2028-02-01', '2040-01-01'], 5))).toEqual([
    'technical_documentation_until_at_least',
  ])
})

test('an importer keeps a copy, a representative the file, a distributor nothing', () => {
  const importer = {
    chain_position: 'importer',
    own_brand: false,
    brand_owner_outside_eu: true,
    expected_use_years: 12,
  }
  expect(say(importer).retention).toEqual({ declaration_copy_until_at_least: '2040-03-01' })
  expect(say({ ...importer, chain_position: 'reseller' }).retention).toEqual({})
  expect(say({ chain_position: 'authorised_representative' }).retention).toEqual({
    technical_documentation_until_at_least: '2038-03-01',
  })
})

test('dates come in order', () => {
  const { dates } = say({ ehr_system: true, expected_use_years: 20 })
  const days = dates.map(({ date }) => date)
  expect(days).toEqual([...days].sort())
  expect(days).toContain('2027-03-26')
})
