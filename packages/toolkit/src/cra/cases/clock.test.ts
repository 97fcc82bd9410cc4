import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../../../tests/shared.ts'
import { type ClockFacts, dueByStage, dueDates } from './clock.ts'
import { addMonth, DAY, formatInstant, parseInstant } from './time.ts'

const aev = 'actively-exploited-vulnerability'
const inc = 'severe-incident'

/** Fails loudly on an error, so that no row passes by accident. */
function due(facts: ClockFacts): readonly (string | null)[] {
  const dates = dueDates(facts)
  if (!dates.ok) throw new Error(dates.error.message)
  return [dates.value.earlyWarning, dates.value.notification, dates.value.finalReport]
}

describeShared('shared vectors of Art. 14(2) and 14(4)', () => {
  const path = sharedPath('vectors/ledger/article14-deadlines.json')
  test('every case', () => {
    const { cases } = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly cases: readonly (ClockFacts & { readonly id: string; readonly due: unknown })[]
    }
    expect(cases).toHaveLength(12)
    for (const { id, due: expected, ...facts } of cases) {
      expect([id, dueDates(facts)]).toEqual([id, { ok: true, value: expected }])
    }
  })
})

const months: readonly (readonly [string, string])[] = [
  ['2027-01-31T10:00:00Z', '2027-02-28T10:00:00Z'],
  ['2028-01-31T10:00:00Z', '2028-02-29T10:00:00Z'],
  ['2028-01-29T10:00:00Z', '2028-02-29T10:00:00Z'],
  ['2027-01-29T10:00:00Z', '2027-02-28T10:00:00Z'],
  ['2027-02-28T10:00:00Z', '2027-03-28T10:00:00Z'],
  ['2026-10-31T23:59:59Z', '2026-11-30T23:59:59Z'],
  ['2026-12-31T00:00:00Z', '2027-01-31T00:00:00Z'],
  ['2026-12-15T12:00:00.250Z', '2027-01-15T12:00:00.250Z'],
  // Written in New York on the last of January, in UTC the first of February.
  ['2027-01-31T23:30:00-05:00', '2027-03-01T04:30:00Z'],
]

test.each(months)('incident notified %s: final report due %s', (notified, final) => {
  const awareAt = '2026-09-11T00:00:00Z'
  expect(due({ kind: inc, awareAt, incidentNotificationSubmittedAt: notified })[2]).toBe(final)
})

test('a late notification moves the final report, its deadline does not', () => {
  const awareAt = '2026-11-02T08:00:00Z'
  const late = due({ kind: inc, awareAt, incidentNotificationSubmittedAt: '2026-11-09T08:00:00Z' })
  expect(late).toEqual(['2026-11-03T08:00:00Z', '2026-11-05T08:00:00Z', '2026-12-09T08:00:00Z'])
  expect(due({ kind: inc, awareAt })[2]).toBeNull()
})

const zones: readonly (readonly [string, string])[] = [
  ['2026-11-20T10:30:00+01:00', '2026-11-21T09:30:00Z'],
  ['2026-11-20T09:30Z', '2026-11-21T09:30:00Z'],
  ['2026-11-20T15:15:00+05:45', '2026-11-21T09:30:00Z'],
  ['2026-11-19T23:30:00-10:00', '2026-11-21T09:30:00Z'],
  ['2026-11-20t09:30:00z', '2026-11-21T09:30:00Z'],
  ['2026-11-20T09:30:00-00:00', '2026-11-21T09:30:00Z'],
  // Summer time ends in Europe that night: 24 hours stay 24 hours.
  ['2026-10-24T12:00:00+02:00', '2026-10-25T10:00:00Z'],
  ['2026-11-20T09:30:00.0009Z', '2026-11-21T09:30:00Z'],
]

test.each(zones)('aware at %s: early warning due %s', (awareAt, early) => {
  expect(due({ kind: aev, awareAt })[0]).toBe(early)
})

test('weekends and holidays do not pause anything', () => {
  const friday = due({ kind: aev, awareAt: '2026-12-25T18:00:00Z' })
  expect(friday).toEqual(['2026-12-26T18:00:00Z', '2026-12-28T18:00:00Z', null])
})

test('a workaround before awareness starts the 14 days', () => {
  const awareAt = '2026-11-20T09:30:00Z'
  const final = (measure: string): string | null | undefined =>
    due({ kind: aev, awareAt, correctiveMeasureAvailableAt: measure })[2]
  expect(final('2026-11-15T00:00:00Z')).toBe('2026-11-29T00:00:00Z')
  // But the final report is not due before the notification that it completes.
  expect(final('2026-11-09T09:30:01Z')).toBe('2026-11-23T09:30:01Z')
  expect(final('2026-11-09T09:30:00Z')).toBe('2026-11-23T09:30:00Z')
  expect(final('2025-01-01T00:00:00Z')).toBe('2026-11-23T09:30:00Z')
})

test('the final report counts from the measure, never from awareness', () => {
  const awareAt = '2026-11-01T00:00:00Z'
  expect(due({ kind: aev, awareAt })[2]).toBeNull()
  expect(due({ kind: aev, awareAt, correctiveMeasureAvailableAt: '2027-03-01T00:00:00Z' })[2]).toBe(
    '2027-03-15T00:00:00Z',
  )
  // The notification's time is nothing to this track, the measure's nothing to the other.
  const both = {
    correctiveMeasureAvailableAt: '2026-12-01T00:00:00Z',
    incidentNotificationSubmittedAt: '2026-11-02T00:00:00Z',
  }
  expect(due({ kind: aev, awareAt, ...both })[2]).toBe('2026-12-15T00:00:00Z')
  expect(due({ kind: inc, awareAt, ...both })[2]).toBe('2026-12-02T00:00:00Z')
})

describeShared('scenarios of the catalogue', () => {
  interface Scenario {
    readonly id: string
    readonly facts: { readonly events: readonly { readonly type: string; readonly at: string }[] }
    readonly expected: {
      readonly deadlines?: object
      readonly events?: readonly { readonly event: string; readonly deadlines?: object }[]
    }
  }
  test('S-03 and S-05', () => {
    const text = readFileSync(sharedPath('cra/scenarios.json'), 'utf8')
    const { scenarios } = JSON.parse(text) as { readonly scenarios: readonly Scenario[] }
    const wanted = scenarios.flatMap(({ id, facts, expected }) => {
      const at = (type: string): string => facts.events.findLast((event) => event.type === type)?.at ?? ''
      const deadlines = expected.deadlines ?? expected.events?.findLast((event) => event.deadlines)?.deadlines
      if (deadlines === undefined || !['S-03', 'S-05'].includes(id)) return []
      const [awareAt, correctiveMeasureAvailableAt] = [at('aware_exploited'), at('measure_available')]
      return [{ deadlines, facts: { kind: aev, awareAt, correctiveMeasureAvailableAt } as const }]
    })
    expect(wanted).toHaveLength(2)
    for (const { deadlines, facts } of wanted) {
      expect(dueByStage(facts)).toEqual({ ok: true, value: deadlines })
    }
  })
})

const wrong: readonly (readonly [Partial<ClockFacts>, string, string])[] = [
  [{ kind: 'near-miss' as never }, 'KIND_UNKNOWN', 'kind'],
  [{ kind: 'toString' as never }, 'KIND_UNKNOWN', 'kind'],
  [{ awareAt: '' }, 'TIME_SYNTAX', 'awareAt'],
  [{ awareAt: 'yesterday' }, 'TIME_SYNTAX', 'awareAt'],
  [{ awareAt: '2026-11-20' }, 'TIME_SYNTAX', 'awareAt'],
  [{ awareAt: '2026-11-20 09:30:00Z' }, 'TIME_SYNTAX', 'awareAt'],
  [{ awareAt: '2026-11-20T09:30:00Z\n' }, 'TIME_SYNTAX', 'awareAt'],
  [{ awareAt: '2026-11-20T09:30:00+0100' }, 'TIME_SYNTAX', 'awareAt'],
  [{ awareAt: '2026-11-20T09:30:00' }, 'TIME_ZONE_MISSING', 'awareAt'],
  [{ awareAt: '2026-02-29T09:30:00Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '2026-00-10T09:30:00Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '2026-13-10T09:30:00Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '2026-11-31T09:30:00Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '2026-11-20T24:00:00Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '2026-11-20T09:60:00Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '2026-11-20T09:30:60Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '2026-11-20T09:30:00+24:00' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ awareAt: '9999-12-31T00:00:00Z' }, 'TIME_IMPOSSIBLE', 'awareAt'],
  [{ correctiveMeasureAvailableAt: '2026-11-20T09:30' }, 'TIME_ZONE_MISSING', 'correctiveMeasureAvailableAt'],
  [{ incidentNotificationSubmittedAt: 'x' }, 'TIME_SYNTAX', 'incidentNotificationSubmittedAt'],
  [
    { incidentNotificationSubmittedAt: '2026-11-20T09:29:59Z' },
    'NOTIFIED_BEFORE_AWARE',
    'incidentNotificationSubmittedAt',
  ],
]

test.each(wrong)('%j is an error value', (facts, code, fact) => {
  const dates = dueDates({ kind: inc, awareAt: '2026-11-20T09:30:00Z', ...facts })
  expect(dates).toMatchObject({ ok: false, error: { code, fact } })
})

const moments = fc.integer({ min: 0, max: Date.UTC(9990, 0) })
const offsets = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 })

/** The same moment as a clock in that zone would show it. */
function inZone(instant: number, minutes: number): string {
  const local = new Date(instant + minutes * 60_000).toISOString().slice(0, -1)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${local}${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

test('what is formatted reads back as the same moment, in any zone', () => {
  fc.assert(
    fc.property(moments, offsets, (instant, minutes) => {
      fc.pre(instant + minutes * 60_000 >= 0)
      expect(parseInstant(formatInstant(instant))).toEqual({ ok: true, value: instant })
      expect(parseInstant(inZone(instant, minutes))).toEqual({ ok: true, value: instant })
    }),
  )
})

test('the zone in which a time is written changes no limit', () => {
  fc.assert(
    fc.property(moments, moments, offsets, (aware, measure, minutes) => {
      fc.pre(Math.min(aware, measure) + minutes * 60_000 >= 0)
      const inUtc = { awareAt: formatInstant(aware), correctiveMeasureAvailableAt: formatInstant(measure) }
      const elsewhere = {
        awareAt: inZone(aware, minutes),
        correctiveMeasureAvailableAt: inZone(measure, minutes),
      }
      expect(dueDates({ kind: aev, ...elsewhere })).toEqual(dueDates({ kind: aev, ...inUtc }))
    }),
  )
})

test('hours are exact, and limits stand in order', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: -400 * DAY, max: 400 * DAY }), (aware, later) => {
      fc.pre(aware + later >= 0)
      const measure = formatInstant(aware + later)
      const dates = due({ kind: aev, awareAt: formatInstant(aware), correctiveMeasureAvailableAt: measure })
      const [early = 0, notification = 0, final = 0] = dates.map((date) => Date.parse(date ?? ''))
      expect([early - aware, notification - aware]).toEqual([DAY, 3 * DAY])
      expect(final).toBe(Math.max(aware + later + 14 * DAY, notification))
    }),
  )
})

test('a month later is the same day and time, or the last day; never less than 28 days', () => {
  fc.assert(
    fc.property(moments, (instant) => {
      const [from, to] = [new Date(instant), new Date(addMonth(instant))]
      expect(to.toISOString().slice(11)).toBe(from.toISOString().slice(11))
      expect((to.getUTCMonth() - from.getUTCMonth() + 12) % 12).toBe(1)
      const dayAfter = new Date(to.getTime() + DAY).getUTCDate()
      expect(to.getUTCDate() === from.getUTCDate() || dayAfter === 1).toBe(true)
      const days = (to.getTime() - instant) / DAY
      expect(days >= 28 && days <= 31).toBe(true)
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (awareAt, incidentNotificationSubmittedAt) => {
      expect(dueDates({ kind: inc, awareAt, incidentNotificationSubmittedAt }).ok).toBe(false)
    }),
  )
})
