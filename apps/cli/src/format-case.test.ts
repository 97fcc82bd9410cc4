import { expect, test } from 'vitest'
import { moment, span } from './format-case.ts'

const spans: readonly (readonly [number, string])[] = [
  [0, '0 min'],
  [59, '0 min'],
  [3599, '59 min'],
  [3600, '1 h 0 min'],
  [86_400, '24 h 0 min'],
  [3 * 86_400 + 3540, '72 h 59 min'],
  [4 * 86_400 - 1, '95 h 59 min'],
  [4 * 86_400, '4 d 0 h'],
  [13 * 86_400 + 5 * 3600, '13 d 5 h'],
]

test.each(spans)('%i seconds: %s', (seconds, text) => {
  expect(span(seconds)).toBe(text)
})

test('a moment in UTC and in a zone, before and after the clocks change', () => {
  expect(moment('2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe(
    '2026-10-25T00:30:00Z (2026-10-25 02:30 Europe/Berlin)',
  )
  expect(moment('2026-10-25T01:30:00Z', 'Europe/Berlin')).toBe(
    '2026-10-25T01:30:00Z (2026-10-25 02:30 Europe/Berlin)',
  )
  expect(moment('2026-12-31T23:30:00Z', 'Asia/Kolkata')).toBe(
    '2026-12-31T23:30:00Z (2027-01-01 05:00 Asia/Kolkata)',
  )
  expect(moment('2026-11-20T09:30:00Z', 'UTC')).toBe('2026-11-20T09:30:00Z')
})
