import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatLicenseExpression, type LicenseExpression, parseLicenseExpression } from './expression.ts'

test.each([
  ['mit', 'MIT'],
  ['apache-2.0 or mit', 'Apache-2.0 OR MIT'],
  ['(MIT)', 'MIT'],
  ['MIT AND(ISC OR Zlib)', 'MIT AND (ISC OR Zlib)'],
  ['(MIT AND ISC) OR Zlib', 'MIT AND ISC OR Zlib'],
  ['gpl-2.0+ WITH classpath-exception-2.0', 'GPL-2.0+ WITH Classpath-exception-2.0'],
  ['DocumentRef-a:LicenseRef-b WITH AdditionRef-c', 'DocumentRef-a:LicenseRef-b WITH AdditionRef-c'],
])('%s is written %s', (text, canonical) => {
  const result = parseLicenseExpression(text)
  expect(result.ok && formatLicenseExpression(result.value)).toBe(canonical)
})

test.each([
  ['', 0],
  ['MIT MIT', 4],
  ['MIT OR', 6],
  ['(MIT', 4],
  ['MIT)', 3],
  ['MIT AND NOASSERTION', 8],
  ['MIT WITH ISC', 9],
  ['MIT And ISC', 4],
  ['LicenseRef-a+', 0],
  ['MITOR ISC', 0],
  [`${'('.repeat(201)}MIT${')'.repeat(201)}`, 200],
])('%s is refused at offset %i', (text, offset) => {
  const result = parseLicenseExpression(text)
  expect(!result.ok && result.error.offset).toBe(offset)
})

test('edition 2.3 knows neither lower-case operators nor AdditionRef', () => {
  expect(parseLicenseExpression('MIT or ISC', '2.3').ok).toBe(false)
  expect(parseLicenseExpression('MIT WITH AdditionRef-x', '2.3').ok).toBe(false)
  expect(parseLicenseExpression('mit OR ISC', '2.3').ok).toBe(true)
})

test('a very long run of one operator is one branch', () => {
  const result = parseLicenseExpression(Array.from({ length: 100_000 }, () => 'MIT').join(' OR '))
  expect(result.ok && result.value.kind === 'or' && result.value.operands.length).toBe(100_000)
})

const leaf: fc.Arbitrary<LicenseExpression> = fc.oneof(
  fc.record({
    kind: fc.constant('license' as const),
    id: fc.constantFrom('MIT', 'Apache-2.0', 'GPL-2.0-only'),
    isOrLater: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('reference' as const),
    id: fc.constantFrom('LicenseRef-x', 'DocumentRef-a:LicenseRef-b'),
  }),
)
const { tree } = fc.letrec<{ tree: LicenseExpression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}))

test('parse(format(x)) is x', () => {
  fc.assert(
    fc.property(tree, (expression) => {
      const result = parseLicenseExpression(formatLicenseExpression(expression))
      expect(result.ok && result.value).toEqual(expression)
    }),
  )
})

test('no text throws, and an error points into the text', () => {
  const word = fc.constantFrom(
    'MIT',
    'AND',
    'OR',
    'WITH',
    '(',
    ')',
    ' ',
    '+',
    'LicenseRef-x',
    'Classpath-exception-2.0',
    '\n',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join('')),
      ),
      (text) => {
        const result = parseLicenseExpression(text)
        if (!result.ok) expect(result.error.offset).toBeLessThanOrEqual(text.length)
      },
    ),
  )
})
