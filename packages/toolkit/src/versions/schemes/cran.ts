/** R packages: numbers between dots and hyphens (Writing R Extensions, "The DESCRIPTION file"). */
import { compareDigitListsByLength, type Digits, toDigits } from '../digits.ts'
import { defineScheme } from '../scheme.ts'

const pattern = /^\d+(?:[.-]\d+)*$/u

function read(text: string): readonly Digits[] | undefined {
  const trimmed = text.trim()
  return pattern.test(trimmed) ? trimmed.split(/[.-]/u).map(toDigits) : undefined
}

const synonyms = ['r', 'bioconductor']

export const cran = defineScheme({ id: 'cran', synonyms, read, compare: compareDigitListsByLength })
