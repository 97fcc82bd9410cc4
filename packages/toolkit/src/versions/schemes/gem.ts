/** RubyGems: dotted numbers and words; a word makes a pre-release (Gem::Version). */
import { compareDigits, compareText, type Digits, isDigitRun, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

type Segment = { readonly number: Digits } | { readonly text: string }

const pattern = /^[vV]?\d+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/u
/** Letters right after a digit: refused by RubyGems today, ordered by it all the same. */
const legacyPattern = /^[vV]?\d[0-9a-zA-Z.-]*$/u
const zero: Segment = { number: 0 }

function read(text: string): readonly Segment[] | undefined {
  const trimmed = text.trim()
  return pattern.test(trimmed) ? toSegments(trimmed) : undefined
}

function readLegacy(text: string): readonly Segment[] | undefined {
  const trimmed = text.trim()
  return legacyPattern.test(trimmed) ? toSegments(trimmed) : undefined
}

function toSegments(trimmed: string): readonly Segment[] {
  const words =
    trimmed
      .replace(/^v/iu, '')
      .replaceAll('-', '.pre.')
      .match(/\d+|[a-zA-Z]+/gu) ?? []
  const segments = words.map(
    (word): Segment => (isDigitRun(word) ? { number: toDigits(word) } : { text: word }),
  )
  const firstWord = segments.findIndex((segment) => 'text' in segment)
  if (firstWord === -1) return withoutTrailingZeros(segments)
  return [
    ...withoutTrailingZeros(segments.slice(0, firstWord)),
    ...withoutTrailingZeros(segments.slice(firstWord)),
  ]
}

function withoutTrailingZeros(segments: readonly Segment[]): readonly Segment[] {
  let end = segments.length
  while (end > 0 && isZero(segments[end - 1])) end -= 1
  return segments.slice(0, end)
}

function isZero(segment: Segment | undefined): boolean {
  return segment !== undefined && 'number' in segment && segment.number === 0
}

/** A missing segment is 0, and words sort before numbers: 1.0.rc1 < 1.0. */
function compare(a: readonly Segment[], b: readonly Segment[]): Order {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const order = compareSegment(a[index] ?? zero, b[index] ?? zero)
    if (order !== 0) return order
  }
  return 0
}

function compareSegment(a: Segment, b: Segment): Order {
  if ('number' in a) return 'number' in b ? compareDigits(a.number, b.number) : 1
  return 'number' in b ? -1 : compareText(a.text, b.text)
}

export const gem = defineScheme({
  id: 'gem',
  synonyms: ['rubygems', 'ruby', 'cocoapods'],
  read,
  readLegacy,
  compare,
})
