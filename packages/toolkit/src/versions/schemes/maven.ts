/**
 * Maven: the order of `ComparableVersion` in Maven 3, which the POM reference documents ("Version Order
 * Specification"), as a flat list of tokens.
 *
 * Maven's own comparison is no order where an empty number stands before a dotted qualifier: it holds that
 * 2 < 2-1 < 2.0.alpha < 2. Here 2.0.alpha stands before 2 and after 2-rc, as Maven says, and so before 2-1.
 */
import { isDigitCode, toDigits } from '../digits.ts'
import { compareRanked, type Ranked } from '../ranked.ts'
import { defineScheme, type Order } from '../scheme.ts'

/** Its rank: qualifier, end, known and unknown qualifiers, -number, .number. */
type Token = Ranked

/** Each qualifier ranks once after a dot and once after a hyphen; the dotted ones come first. */
const qualifiers = new Map([
  ['alpha', 0],
  ['beta', 1],
  ['milestone', 2],
  ['rc', 3],
  ['cr', 3],
  ['snapshot', 4],
])
const sameAsRelease = new Set(['', 'ga', 'final', 'release'])
const letters = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])
const hyphenBefore = 5
const beforeRelease = 10
const emptyBeforeQualifier = 10
const end = 11
const release = 12
const servicePack = 13
const unknownQualifier = 14
const hyphenAfter = 2
const hyphenNumber = 17
const dotNumber = 18

function read(text: string): readonly Token[] | undefined {
  const version = text.trim().toLowerCase()
  if (version === '' || /\s/u.test(version)) return undefined
  const tokens: Token[] = []
  let start = 0
  let isHyphen = false
  for (let index = 0; index <= version.length; index += 1) {
    const code = index < version.length ? version.charCodeAt(index) : dot
    const isSeparator = code === dot || code === hyphen
    if (!isSeparator && !isBorder(version, { start, index })) continue
    const isFollowedByDigit = !isSeparator && isDigitCode(code)
    const token = toToken(version.slice(start, index), { isHyphen, isFollowedByDigit })
    if (isHyphen) trim(tokens)
    else if (token.rank < beforeRelease) markEmpty(tokens)
    tokens.push(token)
    start = isSeparator ? index + 1 : index
    isHyphen = code !== dot
  }
  trim(tokens)
  return tokens
}

const dot = 46
const hyphen = 45

/** Between a digit and another character there is a hyphen that nobody wrote. */
function isBorder(version: string, place: { readonly start: number; readonly index: number }): boolean {
  if (place.index === place.start) return false
  return isDigitCode(version.charCodeAt(place.index)) !== isDigitCode(version.charCodeAt(place.index - 1))
}

function toToken(
  word: string,
  place: { readonly isHyphen: boolean; readonly isFollowedByDigit: boolean },
): Token {
  if (word === '' || isDigitCode(word.charCodeAt(0))) {
    return { rank: place.isHyphen ? hyphenNumber : dotNumber, number: toDigits(word), text: '' }
  }
  const name = (place.isFollowedByDigit ? letters.get(word) : undefined) ?? word
  if (sameAsRelease.has(name)) return { rank: release, number: 0, text: '' }
  const known = qualifiers.get(name)
  if (known !== undefined) return { rank: known + (place.isHyphen ? hyphenBefore : 0), number: 0, text: '' }
  const later = place.isHyphen ? hyphenAfter : 0
  if (name === 'sp') return { rank: servicePack + later, number: 0, text: '' }
  return { rank: unknownQualifier + later, number: 0, text: name }
}

/** Before `.beta` an empty number still counts, but less than the end of a version does. */
function markEmpty(tokens: Token[]): void {
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index]
    if (token === undefined || !isNull(token)) return
    tokens[index] = { rank: emptyBeforeQualifier, number: 0, text: '' }
  }
}

/** Zeros and the names of the release itself say nothing at the end of a part. */
function trim(tokens: Token[]): void {
  for (let last = tokens.at(-1); last !== undefined && isNull(last); last = tokens.at(-1)) tokens.pop()
}

function isNull(token: Token): boolean {
  return token.rank === release || (token.rank >= hyphenNumber && token.number === 0)
}

const missing: Token = { rank: end, number: 0, text: '' }

function compare(a: readonly Token[], b: readonly Token[]): Order {
  return compareRanked(a, b, missing)
}

export const maven = defineScheme({ id: 'maven', synonyms: ['java', 'gradle'], read, compare })
