/** Native ranges: what they hold, and what their parsers refuse. */
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { coerceToSemver } from './coerce.ts'
import { satisfiesNative } from './native-range.ts'
import { formatNativeAsVers, listNotations, parseNativeRange } from './registry.ts'

function holds(notation: string, text: string, version: string): boolean | string {
  const range = parseNativeRange(notation, text)
  if (!range.ok) return range.error.message
  const answer = satisfiesNative(range.value, version)
  return answer.ok ? answer.value : answer.error.message
}

describe('what a range holds', () => {
  test.each(readRows('native.txt'))('%s', (row) => {
    const [notation = '', text = '', inside = '', outside = ''] = row
      .replaceAll(String.raw`\|\|`, '\u0001')
      .split('|')
      .map((cell) => cell.trim().replaceAll('\u0001', '||'))
    const words = (cell: string) => cell.split(' ').filter((word) => word !== '')
    expect(words(inside).map((version) => [version, holds(notation, text, version)])).toEqual(
      words(inside).map((version) => [version, true]),
    )
    expect(words(outside).map((version) => [version, holds(notation, text, version)])).toEqual(
      words(outside).map((version) => [version, false]),
    )
  })

  test('a range that needs an unreadable bound is an error, even where another alternative holds', () => {
    const range = parseNativeRange('pypi', '<2.0||>=2.9.0-NA')
    expect(range.ok && satisfiesNative(range.value, '1.0')).toMatchObject({
      error: { code: 'RANGE_INVALID' },
    })
    expect(range.ok && satisfiesNative(range.value, 'main')).toMatchObject({
      error: { code: 'VERSION_UNPARSABLE' },
    })
  })
})

describe('parseNativeRange', () => {
  const refused: readonly (readonly [notation: string, text: string])[] = [
    ['npm', '>=latest'],
    ['npm', '=> 1.0.0'],
    ['npm', '<'],
    ['gem', '=~ 1.0'],
    ['composer', '=> 1.0'],
    ['pypi', '~=1'],
    ['pypi', '>=1.*'],
    ['maven', '[1.0,2.0'],
    ['maven', '(1.0)'],
    ['maven', ''],
    ['nuget', '[]'],
    ['nginx', '1.x'],
    ['openssl', '1.0.1,,1.0.2'],
    ['conan', '^abc'],
  ]

  test.each(refused)('%s refuses %s', (notation, text) => {
    expect(parseNativeRange(notation, text)).toMatchObject({ ok: false, error: { code: 'RANGE_INVALID' } })
  })

  test('knows its notations by their synonyms', () => {
    expect(parseNativeRange('Packagist', '<1.0').ok).toBe(true)
    expect(parseNativeRange('nosuch', '<1.0')).toMatchObject({ error: { code: 'SCHEME_UNKNOWN' } })
  })

  test('has one file for each notation', () => {
    const shared = new Set(['coerce', 'interval', 'native-range', 'native.test', 'registry'])
    const files = readdirSync(new URL('.', import.meta.url)).map((file) => file.replace(/\.ts$/u, ''))
    expect(listNotations().map(({ id }) => id)).toEqual(files.filter((file) => !shared.has(file)).toSorted())
  })

  test('any text gives a range or an error', () => {
    const unit = fc.constantFrom(
      '1',
      '.',
      '2',
      'x',
      '*',
      '<',
      '>',
      '=',
      '~',
      '^',
      '!',
      ' ',
      ',',
      '|',
      '||',
      '-',
      '[',
      ']',
      '(',
      ')',
      '+',
      'v',
      'ü',
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 24 }), (text) => {
        for (const { id } of listNotations()) {
          const range = parseNativeRange(id, text)
          if (range.ok) formatNativeAsVers(range.value)
          if (range.ok) satisfiesNative(range.value, '1.2.0')
        }
      }),
      { numRuns: 300, seed: 20_265 },
    )
  })

  test('long hostile ranges are answered at once', () => {
    for (const piece of ['<', '1 - ', '||', '[1,', '(', '>=1 ', '1.', ', ', '-']) {
      for (const { id } of listNotations()) parseNativeRange(id, piece.repeat(5000))
    }
  })
})

const coerced: readonly (readonly [text: string, semver: string | undefined])[] = [
  ['1', '1.0.0'],
  ['v1.2', '1.2.0'],
  ['01.02.03', '1.2.3'],
  ['2.1.27.36', '2.1.27+36'],
  ['2020-09-14', '2020.0.0-09-14'],
  ['3.0.0RC4', '3.0.0-RC4'],
  ['1.0.0-beta+7', '1.0.0-beta+7'],
  ['1.2_3', '1.2.0-3'],
  ['main', undefined],
]

test.each(coerced)('coerceToSemver turns %s into %s', (text, semver) => {
  expect(coerceToSemver(text)).toBe(semver)
})
