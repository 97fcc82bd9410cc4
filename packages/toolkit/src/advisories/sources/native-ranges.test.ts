/** Versions that ranges name, and ranges that are not stated. */
import { expect, test } from 'vitest'
import { namedVersions, toAffected, unstatedRange } from './native-ranges.ts'

test.each([
  [
    'gem',
    ['~> 2.1.4', '>= 3.0.0.rc1, < 3.2', '= 4', '5.1', '> 6', '< 7'],
    ['2.1.4', '3.0.0.rc1', '4', '5.1'],
  ],
  ['npm', ['>=1.2.3 <2 || ^3.1.0 || 4.0.0-M1'], ['1.2.3', '3.1.0', '4.0.0-M1']],
  ['npm', ['^14 || >=1.2 || 7.x'], ['14.0.0', '1.2.0']],
  ['npm', ['>1.2 || <=4', '<0.0.0', ''], []],
  ['gem', ['nothing at all?'], []],
  ['nobody', ['1.0'], []],
])('%s %j names %j', (notation, ranges, expected) => {
  expect(namedVersions(notation, ranges)).toEqual(expected)
})

test('a range without a text is not stated, and holds neither all nor nothing', () => {
  expect([undefined, '', '  '].map((text) => toAffected('npm', text))).toEqual([
    unstatedRange,
    unstatedRange,
    unstatedRange,
  ])
  expect(toAffected('npm', '*')).toEqual({ type: 'NATIVE', notation: 'npm', says: 'affected', ranges: ['*'] })
})

test('a long list of bounds is read in time', () => {
  const range = Array.from({ length: 9000 }, (_, at) => `>${at}.1`).join(' ')
  const started = Date.now()
  expect(
    namedVersions(
      'npm',
      Array.from({ length: 20 }, () => range),
    ),
  ).toEqual([])
  expect(Date.now() - started).toBeLessThan(5000)
})
