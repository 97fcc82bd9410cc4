/** Alpine and its kin: apk-tools' order of numbers, a letter, suffixes and the revision. */
import { compareDigits, compareText, orderOf, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'
import { compareSuffixed, readSuffixed, type SuffixedVersion } from '../suffixed.ts'

const ranks = new Map([
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['rc', -1],
  ['cvs', 1],
  ['svn', 2],
  ['git', 3],
  ['hg', 4],
  ['p', 5],
])

function read(text: string): SuffixedVersion | undefined {
  const version = readLegacy(text)
  return version === undefined || version.rest !== '' || version.numbers.length === 0 ? undefined : version
}

/** apk orders what it calls invalid, too: after comparing what it could read, invalid sorts first. */
function readLegacy(text: string): SuffixedVersion | undefined {
  const trimmed = text.trim()
  return trimmed === '' ? undefined : readSuffixed(trimmed, ranks)
}

function compare(a: SuffixedVersion, b: SuffixedVersion): Order {
  const invalid = Number(b.rest !== '') - Number(a.rest !== '')
  return compareSuffixed(a, b, compareLater) || orderOf(invalid)
}

/** With a leading zero on either side the digits are compared as text, like decimal places. */
function compareLater(a: string, b: string): Order {
  if (a.startsWith('0') || b.startsWith('0')) return compareText(a, b)
  return compareDigits(toDigits(a), toDigits(b))
}

const synonyms = ['alpine', 'wolfi', 'chainguard', 'minimos', 'postmarketos', 'openwrt']

export const apk = defineScheme({ id: 'apk', synonyms, read, readLegacy, compare })
