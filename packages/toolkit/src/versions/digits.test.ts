/** Numbers of any length. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareDigitLists,
  compareDigitListsByLength,
  compareDigits,
  readPlainNumbers,
  toDigits,
} from './digits.ts'

const digits = fc.string({
  unit: fc.constantFrom('0', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
  minLength: 1,
  maxLength: 24,
})

describe('digits', () => {
  test('compare like the numbers they are', () => {
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        const expected = BigInt(a) < BigInt(b) ? -1 : Number(BigInt(a) > BigInt(b))
        expect(compareDigits(toDigits(a), toDigits(b))).toBe(expected)
      }),
      { numRuns: 500, seed: 20_269 },
    )
  })

  const edges: readonly (readonly [a: string, b: string, order: number])[] = [
    ['', '0', 0],
    ['000', '0', 0],
    ['999999999999999', '1000000000000000', -1],
    ['0000000000000000000001', '1', 0],
    ['9007199254740992', '9007199254740993', -1],
    ['100000000000000000000', '99999999999999999999', 1],
  ]

  test.each(edges)('%s against %s gives %i', (a, b, order) => {
    expect(compareDigits(toDigits(a), toDigits(b))).toBe(order)
  })

  test('lists differ in what a missing number is', () => {
    expect(compareDigitLists([1], [1, 0])).toBe(0)
    expect(compareDigitLists([1], [1, 0, 1])).toBe(-1)
    expect(compareDigitListsByLength([1], [1, 0])).toBe(-1)
    expect(compareDigitListsByLength([2], [1, 9])).toBe(1)
  })

  const plain: readonly (readonly [text: string, numbers: readonly number[] | undefined])[] = [
    ['1', [1]],
    ['1.22.3', [1, 22, 3]],
    ['01.0', [1, 0]],
    ['', undefined],
    ['1.', undefined],
    ['.1', undefined],
    ['1..2', undefined],
    ['1.2a', undefined],
    ['1234567890123456', undefined],
  ]

  test.each(plain)('readPlainNumbers reads %s as %j', (text, numbers) => {
    expect(readPlainNumbers(text)).toEqual(numbers)
  })
})
