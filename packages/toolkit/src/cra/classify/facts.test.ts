import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { parseFacts } from './facts.ts'
import { anyFacts, partialFacts, soldProgram } from './testing/fact-samples.ts'

function errorsOf(input: unknown): readonly string[] {
  const parsed = parseFacts(input)
  return parsed.ok ? [] : parsed.error.map(({ code, field }) => `${code} ${field}`)
}

test.each<[unknown, readonly string[]]>([
  [soldProgram, []],
  [{}, []],
  [null, ['FACTS_NOT_AN_OBJECT ']],
  [[], ['FACTS_NOT_AN_OBJECT ']],
  ['{}', ['FACTS_NOT_AN_OBJECT ']],
  [{ eu_market: 'yes' }, ['FACT_VALUE_INVALID eu_market']],
  [{ eu_market: 1 }, ['FACT_VALUE_INVALID eu_market']],
  [{ eu_Market: true, x: 1 }, ['FACT_NAME_UNKNOWN eu_Market', 'FACT_NAME_UNKNOWN x']],
  [JSON.parse('{"__proto__": true}'), ['FACT_NAME_UNKNOWN __proto__']],
  [{ product_form: 'toString' }, ['FACT_VALUE_INVALID product_form']],
  [{ foss: true }, ['FACT_VALUE_INVALID foss']],
  [{ foss: { licence_foss: 'yes' } }, ['FACT_VALUE_INVALID foss.licence_foss']],
  [{ foss: { license_foss: true } }, ['FACT_NAME_UNKNOWN foss.license_foss']],
  [{ monetisation: 'price' }, ['FACT_VALUE_INVALID monetisation']],
  [{ monetisation: ['price', 'gold'] }, ['FACT_VALUE_INVALID monetisation']],
  [{ monetisation: [] }, ['FACT_CONTRADICTION monetisation']],
  [{ monetisation: ['none', 'price'] }, ['FACT_CONTRADICTION monetisation']],
  [{ placed_on_market: '2027-02-29' }, ['FACT_DATE_INVALID placed_on_market']],
  [{ placed_on_market: '2028-02-29' }, []],
  [{ placed_on_market: '01.03.2028' }, ['FACT_DATE_INVALID placed_on_market']],
  [{ placed_on_market: 20280301 }, ['FACT_DATE_INVALID placed_on_market']],
  [{ expected_use_years: 0 }, ['FACT_VALUE_INVALID expected_use_years']],
  [{ expected_use_years: 101 }, ['FACT_VALUE_INVALID expected_use_years']],
  [{ expected_use_years: '5' }, ['FACT_VALUE_INVALID expected_use_years']],
  [{ expected_use_years: 2.5 }, []],
  [{ events: {} }, ['FACT_VALUE_INVALID events']],
  [{ events: [1] }, ['FACT_VALUE_INVALID events[0]']],
  [{ events: [{ type: 'aware', at: '2026-11-20T09:30:00Z' }] }, ['FACT_VALUE_INVALID events[0].type']],
  [{ events: [{ type: 'aware_incident' }] }, ['FACT_TIME_INVALID events[0].at']],
  [{ events: [{ type: 'aware_incident', at: '2026-11-20' }] }, ['FACT_TIME_INVALID events[0].at']],
  [
    { events: [{ type: 'aware_incident', at: '2026-11-20T09:30:00+02:00', id: 1 }] },
    ['FACT_NAME_UNKNOWN events[0].id'],
  ],
  [{ events: Array.from({ length: 1001 }, () => ({})) }, ['FACT_TOO_MANY events']],
])('%j gives %j', (input, expected) => {
  expect(errorsOf(input)).toEqual(expected)
})

test('absent, null, "unsure" and "unknown" are one and the same: not known', () => {
  for (const value of [undefined, null, 'unsure', 'unknown']) {
    const parsed = parseFacts({
      eu_market: value,
      foss: value,
      events: value,
      placed_on_market: value,
      monetisation: value,
    })
    expect(parsed).toEqual({ ok: true, value: { values: new Map(), events: [] } })
  }
  const part = parseFacts({ foss: { licence_foss: true, source_public: 'unsure' } })
  expect(part.ok && [...part.value.values]).toEqual([['foss.licence_foss', true]])
})

test('the message says what is allowed and what was found', () => {
  const parsed = parseFacts({ control: 'me' })
  expect(parsed.ok ? '' : parsed.error[0]?.message).toBe(
    'expected one of publishes_and_controls, contributor_only, found "me"',
  )
})

test('events are told in UTC and in order of time', () => {
  const parsed = parseFacts({
    events: [
      { type: 'measure_available', at: '2026-11-23T13:00:00+01:00' },
      { type: 'aware_exploited', at: '2026-11-20T09:30:00Z' },
    ],
  })
  expect(parsed.ok && parsed.value.events.map(({ at }) => at)).toEqual([
    '2026-11-20T09:30:00Z',
    '2026-11-23T12:00:00Z',
  ])
})

test('everything that the catalogue allows is read; nothing else throws', () => {
  fc.assert(fc.property(anyFacts, (raw) => parseFacts(raw).ok))
  fc.assert(fc.property(partialFacts, (raw) => parseFacts(raw).ok))
  fc.assert(fc.property(fc.anything(), (input) => typeof parseFacts(input).ok === 'boolean'))
  const names = catalogue.classificationInputs.fields.map(({ name }) => name)
  const odd = fc.dictionary(fc.constantFrom(...names), fc.anything())
  fc.assert(fc.property(odd, (input) => typeof parseFacts(input).ok === 'boolean'))
})

test('a file full of wrong names is refused with few words', () => {
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`x${at}`, 1]))
  expect(errorsOf(many)).toHaveLength(10)
})
