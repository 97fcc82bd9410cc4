import { expect, test } from 'vitest'
import { openSource, type RawFacts, say } from './testing/fact-samples.ts'

type Event = readonly [type: string, at: string]

function withEvents(change: RawFacts, ...events: readonly Event[]) {
  return say({ ...change, events: events.map(([type, at]) => ({ type, at })) })
}

const exploited: Event = ['aware_exploited', '2026-11-20T09:30:00Z']

test('an exploited vulnerability: 24 h, 72 h, 14 days after the measure', () => {
  const found = withEvents({}, exploited, ['measure_available', '2026-11-23T12:00:00Z'])
  expect(found.deadlines).toEqual({
    'REP-AEV-EW': '2026-11-21T09:30:00Z',
    'REP-AEV-72H': '2026-11-23T09:30:00Z',
    'REP-AEV-FIN': '2026-12-07T12:00:00Z',
  })
  expect([found.inform_users, found.events.map(({ mandatory }) => mandatory)]).toEqual([true, [true, null]])
})

test('without a measure the last clock has not started', () => {
  expect(withEvents({}, exploited).deadlines['REP-AEV-FIN']).toBeNull()
})

test('an incident: one month after the notification was sent', () => {
  const found = withEvents(
    {},
    ['aware_incident', '2027-01-28T10:00:00Z'],
    ['notification_submitted', '2027-01-30T08:00:00Z'],
  )
  expect(found.deadlines).toEqual({
    'REP-INC-EW': '2027-01-29T10:00:00Z',
    'REP-INC-72H': '2027-01-31T10:00:00Z',
    'REP-INC-FIN': '2027-02-28T08:00:00Z',
  })
})

test('a measure belongs to the vulnerability before it, else to the first after it; the first measure counts', () => {
  const two = withEvents(
    {},
    exploited,
    ['measure_available', '2026-11-21T00:00:00Z'],
    ['measure_available', '2026-12-21T00:00:00Z'],
    ['aware_exploited', '2027-01-01T00:00:00Z'],
  )
  expect(two.events.map(({ deadlines }) => deadlines['REP-AEV-FIN'] ?? null)).toEqual([
    '2026-12-05T00:00:00Z',
    null,
    null,
    null,
  ])
  expect(two.events[2]?.why).toMatch(/Belongs to no/)
  expect(two.deadlines).toEqual({})
  const before = withEvents({}, ['measure_available', '2026-11-01T00:00:00Z'], exploited)
  // Never due before the notification that it completes.
  expect(before.deadlines['REP-AEV-FIN']).toBe('2026-11-23T09:30:00Z')
  expect(withEvents({}, ['notification_submitted', '2026-11-01T00:00:00Z']).events[0]?.why).toMatch(
    /Belongs to no/,
  )
})

test('what was known before reporting began is not reported afterwards', () => {
  const late = withEvents({}, ['aware_exploited', '2026-09-11T00:00:00Z'])
  const early = withEvents({}, ['aware_exploited', '2026-09-10T23:59:59Z'])
  expect([late.events[0]?.mandatory, early.events[0]?.mandatory]).toEqual([true, false])
  expect([early.deadlines, early.inform_users]).toEqual([{}, false])
})

test('old and unsupported products are reported too', () => {
  expect(withEvents({ placed_on_market: '2019-05-01' }, exploited)).toMatchObject({
    applies: 'reporting_only',
    events: [{ mandatory: true }],
  })
})

test('who only trades tells the manufacturer; who has no duty reports nothing; who is not sure works to the times', () => {
  const importer = { chain_position: 'importer', own_brand: false, brand_owner_outside_eu: true }
  expect(withEvents(importer, exploited).events[0]).toMatchObject({
    mandatory: false,
    why: expect.stringContaining('19(5)') as string,
  })
  expect(withEvents({ eu_market: false }, exploited).events[0]).toMatchObject({
    mandatory: false,
    deadlines: {},
  })
  const open = withEvents({ eu_market: 'unsure' }, exploited)
  expect([open.events[0]?.mandatory, open.inform_users]).toEqual([null, null])
  expect(open.events[0]?.deadlines['REP-AEV-EW']).toBe('2026-11-21T09:30:00Z')
})

test.each<[string, string, string, boolean, boolean]>([
  ['engineering', 'aware_exploited', '2028-01-10T09:00:00Z', true, false],
  ['engineering', 'aware_incident', '2028-01-10T09:00:00Z', true, true],
  ['infrastructure', 'aware_exploited', '2028-01-10T09:00:00Z', false, false],
  ['infrastructure', 'aware_incident', '2028-01-10T09:00:00Z', true, true],
  ['non_technical', 'aware_incident', '2028-01-10T09:00:00Z', false, false],
  ['engineering', 'aware_exploited', '2027-12-10T23:59:59Z', false, false],
  ['engineering', 'aware_exploited', '2027-12-11T00:00:00Z', true, false],
])('a steward with %s support, %s at %s', (sustained_support, type, at, mandatory, informs) => {
  const found = withEvents({ ...openSource, sustained_support }, [type, at])
  expect([found.events[0]?.mandatory, found.inform_users]).toEqual([mandatory, informs])
})
