/** Gentoo: the Package Manager Specification, section 3.3 "Version Comparison". */
import { compareDigits, compareText, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'
import { compareSuffixed, readSuffixed, type SuffixedVersion } from '../suffixed.ts'

const ranks = new Map([
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['rc', -1],
  ['p', 1],
])

const pattern = /^\d+(?:\.\d+)*[a-z]?(?:_[a-z]+\d*)*(?:-r\d+)?$/u

function read(text: string): SuffixedVersion | undefined {
  const trimmed = text.trim()
  if (!pattern.test(trimmed)) return undefined
  const version = readSuffixed(trimmed, ranks)
  return version.rest === '' ? version : undefined
}

function compare(a: SuffixedVersion, b: SuffixedVersion): Order {
  return compareSuffixed(a, b, compareLater)
}

/** Algorithm 3.3: with a leading zero on either side both are decimal places, so zeros at their end do not count. */
function compareLater(a: string, b: string): Order {
  if (!a.startsWith('0') && !b.startsWith('0')) return compareDigits(toDigits(a), toDigits(b))
  return compareText(withoutTrailingZeros(a), withoutTrailingZeros(b))
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1
  return digits.slice(0, end)
}

export const ebuild = defineScheme({ id: 'ebuild', synonyms: ['gentoo', 'portage'], read, compare })
