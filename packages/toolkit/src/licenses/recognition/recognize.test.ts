import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStandardTexts } from './standard-texts.ts'
import { openCatalogue } from './catalogue.ts'
import { type LicenseMatch } from './match.ts'
import { mostCharacters, recognizeLicense } from './recognize.ts'
import { toWords } from './words.ts'

const texts = openStandardTexts()
const textOf = (id: string): string => texts.get(id) ?? ''
const commonIds = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Zlib', 'BSL-1.0', 'Apache-2.0', 'MPL-2.0']

function brief(text: string): readonly string[] {
  return recognizeLicense(text).matches.map(({ id, kind, confidence }) => `${id} ${kind} ${confidence}`)
}

function isSure(match: LicenseMatch): boolean {
  return match.kind === 'full-text' && match.confidence !== 'low'
}

test('every text of the list is exactly itself, alone', () => {
  const missed = [...texts].flatMap(([id, text]) => {
    const full = recognizeLicense(text).matches.filter((match) => match.kind === 'full-text')
    const [only] = full
    const isRight =
      full.length === 1 && only?.confidence === 'exact' && [only.id, ...only.alsoNamed].includes(id)
    return isRight ? [] : [id]
  })
  expect(missed).toEqual([])
  expect(texts.size).toBe(openCatalogue().licenses.size)
})

describe('one changed word', () => {
  test.each(commonIds)('%s: no changed, dropped or added word is passed over', (id) => {
    const words = textOf(id).split(/(?<=\s)/)
    fc.assert(
      fc.property(
        fc.nat({ max: words.length - 1 }),
        fc.constantFrom('not ', 'must not ', 'never ', 'unless asked '),
        (at, added) => {
          const changed = [...words.slice(0, at), added, ...words.slice(at)].join('')
          const inside = recognizeLicense(changed).matches.find(isSure)
          if (inside === undefined) return
          // What stays exact was changed outside the license's words: before its text, or in a numbering.
          const without = toWords(changed).words.length - toWords(words.join('')).words.length
          expect(without).toBeGreaterThanOrEqual(1)
          expect(isOutside(changed, words.slice(0, at).join('').length, inside)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  function isOutside(text: string, at: number, match: LicenseMatch): boolean {
    const line = text.slice(0, at).split('\n').length
    return line <= match.lines.start || line >= match.lines.end
  }

  test.each([
    ['MIT', 'WITHOUT WARRANTY', 'WITH WARRANTY'],
    ['MIT', 'IN NO EVENT SHALL', 'IN EVERY EVENT SHALL'],
    ['MIT', 'without restriction', 'with restriction'],
    ['BSD-3-Clause', 'Neither the name', 'Both the name'],
    ['BSD-2-Clause', 'must retain', 'need not retain'],
    [
      'Apache-2.0',
      'does not grant permission to use the trade names',
      'does grant permission to use the trade names',
    ],
    ['MPL-2.0', 'no more than the cost', 'more than the cost'],
    ['GPL-3.0-only', 'may not propagate', 'may propagate'],
    ['LGPL-2.1-only', 'is not allowed', 'is allowed'],
    ['GPL-3.0-only', 'keep intact', 'keep'],
  ])('%s: %s becomes %s', (id, from, to) => {
    const text = textOf(id)
    const changed = text.replace(new RegExp(from.replaceAll(' ', String.raw`\s+`), 'i'), to)
    expect(changed).not.toBe(text)
    expect(recognizeLicense(changed).matches.filter(isSure)).toEqual([])
  })

  test('a number inside a license counts', () => {
    const text = textOf('CC-BY-4.0')
    const changed = text.replace('30 days', '90 days')
    expect(changed).not.toBe(text)
    expect(brief(changed)[0]).toBe('CC-BY-4.0 full-text low')
    expect(recognizeLicense(changed).matches[0]?.differences[0]).toMatchObject({
      found: '90',
      expected: '30',
    })
  })

  test('a letter off is high, and a word of another meaning one letter off is not', () => {
    expect(brief(textOf('MIT').replace('restriction', 'restricton'))).toEqual(['MIT full-text high'])
    expect(
      brief(textOf('Apache-2.0').replace('each Contributor hereby', 'each Contributors hereby'))[0],
    ).toBe('Apache-2.0 full-text low')
  })
})

test('an added condition is never sure', () => {
  const clause = 'The Software shall be used for Good, not Evil.\n\n'
  const text = textOf('MIT').replace('THE SOFTWARE IS', `${clause}THE SOFTWARE IS`)
  expect(brief(text)).toEqual(['JSON full-text exact'])
  const other = text.replace('for Good, not Evil', 'by hobbyists only')
  expect(recognizeLicense(other).matches.filter(isSure)).toEqual([])
})

test('texts one behind the other keep their own lines', () => {
  const file = [
    'Component A',
    textOf('MIT'),
    'Component B',
    textOf('BSD-3-Clause'),
    'Component C',
    textOf('MIT'),
  ]
  const matches = recognizeLicense(file.join('\n\n')).matches
  expect(matches.map(({ id, confidence }) => `${id} ${confidence}`)).toEqual([
    'MIT exact',
    'BSD-3-Clause exact',
    'MIT exact',
  ])
  const lines = matches.map((match) => match.lines)
  expect(lines[0]?.end).toBeLessThan(lines[1]?.start ?? 0)
  expect(lines[1]?.end).toBeLessThan(lines[2]?.start ?? 0)
})

test('the whole list in one file: every text is found', () => {
  const { matches, isCut } = recognizeLicense([...texts.values()].join('\n\n'))
  const named = new Set(matches.flatMap((match) => [match.id, ...match.alsoNamed]))
  expect(isCut).toBe(false)
  expect([...texts.keys()].filter((id) => !named.has(id))).toEqual([])
})

test('many copies are many matches', () => {
  const { matches } = recognizeLicense(`${textOf('MIT')}\n\n`.repeat(300))
  expect(matches).toHaveLength(300)
  expect(new Set(matches.map((match) => `${match.id} ${match.confidence}`))).toEqual(new Set(['MIT exact']))
})

test('any three licenses in one file are all found, in order', () => {
  const ids = [...commonIds, 'EPL-2.0', 'Unlicense', 'PostgreSQL', 'EUPL-1.2', 'Artistic-2.0', 'CDDL-1.0']
  fc.assert(
    fc.property(fc.shuffledSubarray(ids, { minLength: 3, maxLength: 3 }), (chosen) => {
      const text = chosen.map((id, index) => `== Package ${index} ==\n\n${textOf(id)}\n`).join('\n')
      const full = recognizeLicense(text).matches.filter((match) => match.kind === 'full-text')
      expect(full.map((match) => match.id)).toEqual(chosen)
    }),
    { numRuns: 40 },
  )
})

test.each([
  ['Licensed under the Apache License, Version 2.0', ['Apache-2.0 notice high']],
  ['// SPDX-License-Identifier: MIT OR Apache-2.0', ['Apache-2.0 notice exact', 'MIT notice exact']],
  ['/* SPDX-License-Identifier: GPL-2.0-only */', ['GPL-2.0-only notice exact']],
  ['# thing\n\n## License\n\nMIT © Somebody', ['MIT notice high']],
  [
    '[![l](https://img.shields.io/badge/license-BSD--3--Clause-blue.svg)](LICENSE)',
    ['BSD-3-Clause notice high'],
  ],
  ['see http://www.apache.org/licenses/LICENSE-2.0', ['Apache-2.0 notice low']],
  [
    'This is free software under the GNU General Public License, version 2 or (at your option) any later version.',
    ['GPL-2.0-or-later notice high'],
  ],
  ['Distributed under the GPLv3.', ['GPL-3.0-only notice low']],
  ['Nothing to see here, the license of the heart.', []],
  ['', []],
])('%j says %j', (text, expected) => {
  expect(brief(text)).toEqual(expected)
})

test('"BSD" fits three licenses: no match, but said', () => {
  const { matches, ambiguous } = recognizeLicense('License: BSD')
  expect(matches).toEqual([])
  expect(ambiguous).toEqual([
    { text: 'BSD', candidates: ['BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause'], line: 1 },
  ])
})

test('a GNU text cannot tell whether later versions are granted; its notice can', () => {
  const [text] = recognizeLicense(textOf('GPL-3.0-only')).matches
  expect(text).toMatchObject({ id: 'GPL-3.0-only', laterVersions: 'not-stated' })
  expect(text?.alsoNamed).toContain('GPL-3.0-or-later')
  const [notice] = recognizeLicense('SPDX-License-Identifier: GPL-3.0-or-later').matches
  expect(notice?.laterVersions).toBeUndefined()
})

test('no text throws, and lines lie in the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...commonIds.map(textOf)),
    fc.constant('\n'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const text = pieces.join('')
      const last = text.split('\n').length
      for (const { lines } of recognizeLicense(text).matches) {
        expect(lines.start).toBeGreaterThanOrEqual(1)
        expect(lines.end).toBeLessThanOrEqual(last)
        expect(lines.start).toBeLessThanOrEqual(lines.end)
      }
    }),
    { numRuns: 60 },
  )
})

test('hostile texts end soon', () => {
  const hostile = [
    ' '.repeat(2_000_000),
    'badge'.repeat(200_000),
    'licensed under the '.repeat(50_000),
    'copyright '.repeat(200_000),
    `${'license'.repeat(3)}${'\n \n'.repeat(200_000)}`,
    'as is without warranty of any kind express or implied including '.repeat(20_000),
    'GNU General Public License '.repeat(50_000),
    `${textOf('Fair')}\n`.repeat(10_000),
    `${textOf('MIT').replace('restriction', 'restrict')}\n`.repeat(1000),
  ]
  for (const text of hostile) {
    const started = performance.now()
    recognizeLicense(text)
    expect(performance.now() - started).toBeLessThan(30_000)
  }
})

test('what is beyond the limit is not read, and that is said', () => {
  const { isCut, matches } = recognizeLicense(`${' '.repeat(mostCharacters)}${textOf('MIT')}`)
  expect(isCut).toBe(true)
  expect(matches).toEqual([])
})
