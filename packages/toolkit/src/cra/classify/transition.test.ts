import { expect, test } from 'vitest'
import { type RawFacts, say } from './testing/fact-samples.ts'

function placedAgain(...days: readonly string[]): RawFacts {
  return { events: days.map((day) => ({ type: 'placed_on_market', at: `${day}T00:00:00Z` })) }
}

const device: RawFacts = { product_form: 'device_with_software' }
const early: RawFacts = { placed_on_market: '2025-04-01' }

test.each<[string, RawFacts, string, string | null]>([
  ['placed on the first day', { placed_on_market: '2027-12-11' }, 'full', null],
  ['placed a day earlier', { placed_on_market: '2027-12-10' }, 'reporting_only', null],
  ['placed before the Regulation was born', { placed_on_market: '1999-01-01' }, 'reporting_only', null],
  ['placed by an event only', { placed_on_market: 'unsure', ...placedAgain('2028-01-05') }, 'full', null],
  [
    'modified after the first day',
    { ...early, substantial_modification: true, ...placedAgain('2028-03-01') },
    'full',
    '2028-03-01',
  ],
  [
    'modified a day before',
    { ...early, substantial_modification: true, ...placedAgain('2027-12-10') },
    'reporting_only',
    '2027-12-10',
  ],
  ['modified, nobody says when', { ...early, substantial_modification: true }, 'undetermined', null],
  [
    'a program offered again without a substantial change',
    { ...early, ...placedAgain('2028-03-01') },
    'reporting_only',
    null,
  ],
  ['a unit of an old device', { ...early, ...device, ...placedAgain('2028-03-01') }, 'full', null],
  ['an old device, no new unit', { ...early, ...device }, 'reporting_only', null],
  ['nobody says when', { placed_on_market: 'unsure' }, 'undetermined', null],
  [
    'nobody says whether modified, which cannot count yet',
    { ...early, substantial_modification: 'unsure' },
    'reporting_only',
    null,
  ],
  [
    'nobody says whether modified, a later version is there',
    { ...early, substantial_modification: 'unsure', ...placedAgain('2028-03-01') },
    'undetermined',
    null,
  ],
  [
    'an importer of an old product',
    { ...early, chain_position: 'importer', own_brand: false, brand_owner_outside_eu: true },
    'none',
    null,
  ],
  [
    'a representative of an old product',
    { ...early, chain_position: 'authorised_representative' },
    'none',
    null,
  ],
  [
    'a reseller, nobody says when',
    { placed_on_market: 'unsure', chain_position: 'reseller', own_brand: false },
    'undetermined',
    null,
  ],
])('%s: %s', (_, change, applies, again) => {
  const found = say(change)
  expect([found.applies, found.new_placing_on_market]).toEqual([applies, again])
  expect(found.reasoning.find(({ id }) => id === 'transition')?.ref).toBe('Art. 69(2)-(3), 71(2)')
  expect(found.open.some(({ id }) => id === 'transition')).toBe(applies === 'undetermined')
})

test('a modification that may have been made counts from the first day on', () => {
  const change = { ...early, substantial_modification: 'unsure' }
  expect(say(change, '2027-12-10').applies).toBe('reporting_only')
  expect(say(change, '2027-12-11').applies).toBe('undetermined')
})

test('an old product has the duties of Art. 14, no class route, no support period and nothing to keep', () => {
  const found = say(early)
  expect(found.obligations.map(({ id }) => id)).toEqual([
    'OBL-M-14-01',
    'OBL-M-14-03',
    'OBL-M-14-06',
    'OBL-M-14-07',
    'OBL-M-14-08',
    'OBL-ANY-15',
  ])
  expect([found.conformity_routes, found.support, found.retention]).toEqual([[], null, {}])
  expect(found.reasoning.find(({ id }) => id === 'route')?.consequence).toMatch(/No conformity assessment/)
})

test('while the date is open, what holds either way applies and the rest depends', () => {
  const { obligations, fines } = say({ placed_on_market: 'unsure' })
  const status = new Map(obligations.map((duty) => [duty.id, duty.status]))
  expect([status.get('OBL-M-14-01'), status.get('OBL-M-13-02'), fines]).toEqual([
    'applies',
    'depends',
    'undetermined',
  ])
})

test('in force is what the day says, and nothing before the product is on the market', () => {
  const inForce = (at: string, placed: string | null): readonly string[] =>
    say({ placed_on_market: placed }, at)
      .obligations.filter((duty) => duty.in_force)
      .map(({ id }) => id)
  // When it was placed is not known: taken as passed.
  const days = ['2026-09-10', '2026-09-11', '2027-12-10', '2027-12-11'].map((at) => inForce(at, null))
  expect(days.map((list) => list.length > 0)).toEqual([false, true, true, true])
  expect(days[1]).toContain('OBL-M-14-01')
  expect(days[2]).toEqual(days[1])
  expect(days[3]).toContain('OBL-M-13-01')
  for (const [at, list] of days.entries())
    expect(days.slice(at).every((later) => list.every((id) => later.includes(id)))).toBe(true)
  expect(inForce('2028-02-29', '2028-03-01')).toEqual([])
  expect(inForce('2028-03-01', '2028-03-01')).toContain('OBL-M-13-01')
  expect(inForce('2026-11-22', '2019-05-01')).toContain('OBL-M-14-01')
})
