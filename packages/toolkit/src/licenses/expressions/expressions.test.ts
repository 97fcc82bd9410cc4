import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatLicenseExpression, type LicenseExpression, parseLicenseExpression } from '../../model/index.ts'
import { normalizeExpression } from './normalize.ts'
import { readLicenseText } from './propose.ts'
import { satisfiesLicense } from './satisfies.ts'
import { isSameExpression, simplifyExpression } from './simplify.ts'
import { toVersionRange, versionsIn } from './versions.ts'

function parse(text: string): LicenseExpression {
  const parsed = parseLicenseExpression(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

test.each([
  ['GPL-2.0+', 'GPL-2.0-or-later'],
  ['GPL-2.0', 'GPL-2.0-only'],
  ['GPL-2.0-or-later', 'GPL-2.0-or-later'],
  ['LGPL-2.1+ OR MIT', 'LGPL-2.1-or-later OR MIT'],
  ['GFDL-1.3', 'GFDL-1.3-only'],
  ['eCos-2.0', 'GPL-2.0-or-later WITH eCos-exception-2.0'],
  ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['StandardML-NJ', 'SMLNJ'],
  ['Apache-2.0+', 'Apache-2.0+'],
  ['Net-SNMP', 'Net-SNMP'],
])('%s is %s today', (old, current) => {
  expect(formatLicenseExpression(normalizeExpression(parse(old)))).toBe(current)
})

test.each([
  ['MIT OR MIT', 'MIT'],
  ['MIT OR (MIT AND ISC)', 'MIT'],
  ['MIT AND (MIT OR ISC)', 'MIT'],
  ['(MIT OR ISC) AND (MIT OR ISC)', 'MIT OR ISC'],
  ['GPL-2.0 OR GPL-2.0-only', 'GPL-2.0-only'],
  ['MIT AND (ISC OR Zlib)', 'MIT AND (ISC OR Zlib)'],
  ['MIT AND (ISC AND MIT)', 'MIT AND ISC'],
])('%s is said shortest as %s', (text, short) => {
  expect(formatLicenseExpression(simplifyExpression(parse(text)))).toBe(short)
})

test.each([
  ['MIT OR ISC', 'ISC OR MIT', true],
  ['MIT AND (ISC OR Zlib)', '(Zlib AND MIT) OR (ISC AND MIT)', true],
  ['GPL-2.0+', 'GPL-2.0-or-later', true],
  ['MIT OR ISC', 'MIT AND ISC', false],
  ['GPL-2.0-only', 'GPL-2.0-only WITH Classpath-exception-2.0', false],
])('%s and %s: %s', (a, b, same) => {
  expect(isSameExpression(parse(a), parse(b))).toBe(same)
})

test.each([
  ['GPL-2.0-or-later', ['GPL-3.0-only'], true],
  ['GPL-3.0-only', ['GPL-2.0-or-later'], true],
  ['GPL-2.0-only', ['GPL-3.0-or-later'], false],
  ['LGPL-2.1-only', ['GPL-2.0-or-later'], false],
  ['Apache-1.1+', ['Apache-2.0'], true],
  ['Apache-2.0', ['Apache-1.1'], false],
  ['BSD-2-Clause+', ['BSD-3-Clause'], false],
  ['CC-BY-3.0+', ['CC-BY-4.0'], true],
  ['CC-BY-3.0+', ['CC-BY-SA-4.0'], false],
  ['LPPL-1.3a+', ['LPPL-1.3c'], true],
  ['LicenseRef-own', ['LicenseRef-own'], true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-with-classpath-exception'], true],
  ['MIT AND GPL-3.0-only', ['MIT'], false],
])('%s under %j: %s', (expression, allowed, satisfied) => {
  const answer = satisfiesLicense(expression, allowed)
  expect(answer.ok && answer.value.satisfied).toBe(satisfied)
})

test('what is missing, and what was chosen, is said', () => {
  expect(satisfiesLicense('MIT AND (ISC OR Zlib)', ['MIT'])).toEqual({
    ok: true,
    value: { satisfied: false, missing: ['ISC', 'Zlib'] },
  })
  expect(satisfiesLicense('MIT OR GPL-3.0-only', ['GPL-3.0-or-later'])).toEqual({
    ok: true,
    value: { satisfied: true, choice: 'GPL-3.0-only' },
  })
  const wrong = satisfiesLicense('MIT', ['MIT OR ISC'])
  expect(!wrong.ok && wrong.error.input).toBe('MIT OR ISC')
})

test('later versions, oldest first', () => {
  const range = toVersionRange({ kind: 'license', id: 'GPL-2.0-or-later', isOrLater: false })
  expect(versionsIn(range)).toEqual(['GPL-2.0-only', 'GPL-3.0-only'])
  expect(versionsIn(toVersionRange({ kind: 'license', id: 'EUPL-1.1', isOrLater: true }))).toEqual([
    'EUPL-1.1',
    'EUPL-1.2',
  ])
})

test.each([
  ['MIT', { kind: 'expression', expression: 'MIT', normalized: 'MIT' }],
  ['GPL-2.0+', { kind: 'expression', expression: 'GPL-2.0+', normalized: 'GPL-2.0-or-later' }],
  ['Apache 2', { kind: 'proposals', reason: 'COMMON_NAME', candidates: ['Apache-2.0'] }],
  ['Apache License, Version 2.0', { kind: 'proposals', reason: 'COMMON_NAME', candidates: ['Apache-2.0'] }],
  ['The MIT License', { kind: 'proposals', reason: 'COMMON_NAME', candidates: ['MIT'] }],
  [
    'BSD',
    {
      kind: 'proposals',
      reason: 'AMBIGUOUS_NAME',
      candidates: ['BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause'],
    },
  ],
  [
    'GPLv3',
    {
      kind: 'proposals',
      reason: 'LATER_VERSIONS_NOT_STATED',
      candidates: ['GPL-3.0-only', 'GPL-3.0-or-later'],
    },
  ],
  ['MIT/Apache-2.0', { kind: 'proposals', reason: 'SEVERAL_NAMES', candidates: ['MIT OR Apache-2.0'] }],
  ['MIT, ISC', { kind: 'proposals', reason: 'SEVERAL_NAMES', candidates: ['MIT OR ISC', 'MIT AND ISC'] }],
  ['https://opensource.org/licenses/MIT', { kind: 'proposals', reason: 'ADDRESS', candidates: ['MIT'] }],
  ['UNLICENSED', { kind: 'none', reason: 'UNLICENSED' }],
  ['SEE LICENSE IN LICENSE.md', { kind: 'none', reason: 'SEE_FILE', file: 'LICENSE.md' }],
  ['M', { kind: 'unknown' }],
  ['do as you like', { kind: 'unknown' }],
  ['', { kind: 'unknown' }],
])('%j reads as %j', (text, reading) => {
  expect(readLicenseText(text)).toEqual(reading)
})

const ids = ['MIT', 'ISC', 'Zlib', 'Apache-2.0', 'GPL-2.0-only'] as const
const leaf = fc
  .constantFrom(...ids)
  .map((id): LicenseExpression => ({ kind: 'license', id, isOrLater: false }))
const { tree } = fc.letrec<{ tree: LicenseExpression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

test('simplifying changes nothing that can be asked, and doing it twice changes nothing', () => {
  fc.assert(
    fc.property(tree, fc.subarray([...ids]), (expression, allowed) => {
      const short = simplifyExpression(expression)
      expect(isSameExpression(expression, short)).not.toBe(false)
      const [before, after] = [expression, short].map((one) =>
        satisfiesLicense(formatLicenseExpression(one), allowed),
      )
      expect(after?.ok && after.value.satisfied).toBe(before?.ok && before.value.satisfied)
      expect(formatLicenseExpression(simplifyExpression(short))).toBe(formatLicenseExpression(short))
    }),
  )
})

test('an expression with countless ways to comply ends soon and is not called the same', () => {
  const wide = parse(Array.from({ length: 40 }, () => '(MIT OR ISC OR Zlib)').join(' AND '))
  expect(formatLicenseExpression(simplifyExpression(wide))).toBe('MIT OR ISC OR Zlib')
  const pairs = Array.from({ length: 30 }, (_, at) => `(LicenseRef-a${at} OR LicenseRef-b${at})`).join(
    ' AND ',
  )
  expect(isSameExpression(parse(pairs), parse('MIT'))).toBeUndefined()
})
