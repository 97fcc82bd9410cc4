/** The grammar that Alpine took over from Gentoo: 1.2.3b_rc1_p2-r4. */
import { compareDigits, type Digits, isDigitRun, orderOf, toDigits } from './digits.ts'
import type { Order } from './scheme.ts'

export interface Suffix {
  /** Below zero before the release, above zero after it. */
  readonly rank: number
  readonly number: Digits
}

export interface SuffixedVersion {
  /** Digits as written: leading zeros decide how numbers after the first are compared. */
  readonly numbers: readonly string[]
  readonly letter: string
  readonly letterNumber: Digits
  readonly suffixes: readonly Suffix[]
  readonly revision: Digits
  /** What the grammar does not know, from the first odd character on. */
  readonly rest: string
}

const head = /^([\d.]*)([a-z]?)(\d*)/u
const suffix = /^_([a-z]+)(\d*)/u
const hash = /^~[0-9a-f]+/u
const revision = /^-r(\d*)/u

/** Never fails: what it cannot read stands in `rest`, and each scheme decides what that means. */
export function readSuffixed(text: string, ranks: ReadonlyMap<string, number>): SuffixedVersion {
  const [start = '', dotted = '', letter = '', letterNumber = ''] = head.exec(text) ?? []
  const { suffixes, rest: tail } = readSuffixes(text.slice(start.length), ranks)
  const rest = tail.replace(hash, '')
  const [last = '', count = ''] = revision.exec(rest) ?? []
  return {
    numbers: dotted.split('.').filter(isDigitRun),
    letter,
    letterNumber: toDigits(letterNumber),
    suffixes,
    revision: toDigits(count),
    rest: rest.slice(last.length),
  }
}

function readSuffixes(
  text: string,
  ranks: ReadonlyMap<string, number>,
): { readonly suffixes: readonly Suffix[]; readonly rest: string } {
  const suffixes: Suffix[] = []
  let rest = text
  for (let match = suffix.exec(rest); match !== null; match = suffix.exec(rest)) {
    const [all, name = '', count = ''] = match
    const rank = ranks.get(name)
    if (rank === undefined) break
    suffixes.push({ rank, number: toDigits(count) })
    rest = rest.slice(all.length)
  }
  return { suffixes, rest }
}

/** Everything but `rest`; `compareLater` orders the numbers after the first. */
export function compareSuffixed(
  a: SuffixedVersion,
  b: SuffixedVersion,
  compareLater: (a: string, b: string) => Order,
): Order {
  return (
    compareNumbers(a.numbers, b.numbers, compareLater) ||
    orderOf((a.letter.codePointAt(0) ?? 0) - (b.letter.codePointAt(0) ?? 0)) ||
    compareDigits(a.letterNumber, b.letterNumber) ||
    compareSuffixes(a.suffixes, b.suffixes) ||
    compareDigits(a.revision, b.revision)
  )
}

function compareNumbers(
  a: readonly string[],
  b: readonly string[],
  compareLater: (a: string, b: string) => Order,
): Order {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const left = a[index] ?? ''
    const right = b[index] ?? ''
    const order = index === 0 ? compareDigits(toDigits(left), toDigits(right)) : compareLater(left, right)
    if (order !== 0) return order
  }
  return orderOf(a.length - b.length)
}

const noSuffix: Suffix = { rank: 0, number: 0 }

function compareSuffixes(a: readonly Suffix[], b: readonly Suffix[]): Order {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const left = a[index] ?? noSuffix
    const right = b[index] ?? noSuffix
    const order = orderOf(left.rank - right.rank) || compareDigits(left.number, right.number)
    if (order !== 0) return order
  }
  return 0
}
