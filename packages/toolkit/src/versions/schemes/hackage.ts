/** Haskell packages: dotted numbers of any count (Cabal's `Data.Version`), where 1.0.0 follows 1.0. */
import { compareDigitListsByLength, type Digits, toDigits } from '../digits.ts'
import { defineScheme } from '../scheme.ts'

const pattern = /^\d+(?:\.\d+)*$/u

function read(text: string): readonly Digits[] | undefined {
  const trimmed = text.trim()
  return pattern.test(trimmed) ? trimmed.split('.').map(toDigits) : undefined
}

export const hackage = defineScheme({
  id: 'hackage',
  synonyms: ['haskell', 'ghc', 'cabal'],
  read,
  compare: compareDigitListsByLength,
})
