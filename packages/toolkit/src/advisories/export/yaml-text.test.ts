/** Written YAML, read back by a full reader with and without implicit types. */
import fc from 'fast-check'
import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import { expect, test } from 'vitest'
import { formatYaml, type YamlValue } from './yaml-text.ts'

test('block style, and quotes only where they are needed', () => {
  const value: YamlValue = {
    purl: 'pkg:npm/%40made/up@1.10',
    none: null,
    empty: [],
    score: '8.8',
    word: 'no',
    text: "it's: so",
    lines: 'one\ntwo',
    plain: 'a text of words, http://example.org/#x (yes)',
    list: [{ url: 'https://example.org', type: null }, 'vers:npm/>=1.0|<2', []],
  }
  expect(formatYaml(value)).toBe(`purl: pkg:npm/%40made/up@1.10
none:
empty: []
score: '8.8'
word: 'no'
text: 'it''s: so'
lines: "one\\ntwo"
plain: a text of words, http://example.org/#x (yes)
list:
  - url: https://example.org
    type:
  - vers:npm/>=1.0|<2
  - []
`)
  expect(formatYaml([{ a: ['b', { c: 'd' }] }, ['e']])).toBe('- a:\n    - b\n    - c: d\n- - e\n')
})

test('every text comes back as it went in, whatever the reader takes for numbers and truth', () => {
  const odd = fc.constantFrom(
    '',
    ' ',
    'a ',
    ' a',
    'a: b',
    'a #b',
    '- a',
    '0x10',
    '1_000',
    '1:20',
    '2020-01-01',
    '~',
    'null',
    'Yes',
    'a:',
    '!x',
    '&x',
    '*x',
    '%x',
    '@x',
    '`x',
    '{a}',
    '[a]',
    'a\tb',
    'a\u0085b',
    'a\u2028b',
    '\ufeffa',
    '---',
    'NaN',
    'e5',
    '🙂',
    '<<',
    '=',
  )
  const text = fc.oneof(odd, fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
  const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      text,
      fc.array(tie('value'), { maxLength: 4 }),
      fc
        .uniqueArray(
          text.filter((key) => key !== '' && key !== '__proto__'),
          { maxLength: 4 },
        )
        .chain((keys) =>
          fc
            .tuple(...keys.map(() => tie('value')))
            .map((values) => Object.fromEntries(keys.map((key, at) => [key, values[at] ?? '']))),
        ),
    ),
  }))
  const wellFormed = (one: string): string => one.replace(/\p{Surrogate}/gu, '\ufffd')
  fc.assert(
    fc.property(value, (one) => {
      const written = formatYaml(one)
      const expected: unknown = JSON.parse(JSON.stringify(one), (_, member: unknown) => {
        if (typeof member === 'string') return wellFormed(member)
        if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
        return Object.fromEntries(Object.entries(member).map(([key, inner]) => [wellFormed(key), inner]))
      })
      expect(load(written), written).toEqual(expected)
      expect(load(written, { schema: FAILSAFE_SCHEMA }), written).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
