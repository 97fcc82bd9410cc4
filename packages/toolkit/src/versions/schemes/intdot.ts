/** `intdot` of VERS: dotted numbers and nothing else; missing ones count as 0. */
import { compareDigitLists, type Digits, toDigits } from '../digits.ts'
import { defineScheme } from '../scheme.ts'

const pattern = /^\d+(?:\.\d+)*$/u

function read(text: string): readonly Digits[] | undefined {
  const trimmed = text.trim()
  return pattern.test(trimmed) ? trimmed.split('.').map(toDigits) : undefined
}

export const intdot = defineScheme({ id: 'intdot', synonyms: [], read, compare: compareDigitLists })
