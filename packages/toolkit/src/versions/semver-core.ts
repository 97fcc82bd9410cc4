/** Semantic Versioning 2.0.0 section 11 precedence, shared by the schemes that build on it. */
import {
  compareDigitLists,
  compareDigits,
  compareText,
  type Digits,
  isDigitRun,
  orderOf,
  readPlainNumbers,
  toDigits,
} from './digits.ts'
import type { Order } from './scheme.ts'

export type Identifier = { readonly number: Digits } | { readonly text: string }

export interface Semver {
  /** major, minor, patch, and whatever further numbers were written; missing ones count as 0. */
  readonly numbers: readonly Digits[]
  /** Empty for a release. */
  readonly pre: readonly Identifier[]
  /** Build metadata without the plus; it has no precedence (section 10) except where a scheme says so. */
  readonly build: string
}

/**
 * Lenient in what registries and advisories really hold: a `v` in front, fewer or more than three numbers, leading
 * zeros, and a pre-release that follows without a hyphen (`1.0.0rc1`, which npm's loose mode takes too).
 */
const lenient = /^[vV]?(\d+(?:\.\d+)*)(?:(?:\.?-|(?=[A-Za-z]))([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.+-]*))?$/u

const none: readonly Identifier[] = []

export function readSemver(text: string): Semver | undefined {
  const plain = readPlainNumbers(text)
  if (plain !== undefined) return { numbers: plain, pre: none, build: '' }
  const match = lenient.exec(text.trim())
  if (match === null) return undefined
  const [, numbers = '', pre = '', build = ''] = match
  return { numbers: toNumbers(numbers), pre: pre === '' ? none : toIdentifiers(pre), build }
}

export function toNumbers(dotted: string): Digits[] {
  return dotted.split('.').map(toDigits)
}

export function toIdentifiers(dotted: string): Identifier[] {
  return dotted.split('.').map((part) => (isDigitRun(part) ? { number: toDigits(part) } : { text: part }))
}

/** Numbers, then pre-release; build metadata is ignored. */
export function compareSemver(a: Semver, b: Semver): Order {
  return compareDigitLists(a.numbers, b.numbers) || comparePreRelease(a.pre, b.pre)
}

/** Section 11.3 and 11.4: a release follows its pre-releases; numbers precede text; a longer list follows. */
export function comparePreRelease(a: readonly Identifier[], b: readonly Identifier[]): Order {
  if (a.length === 0 || b.length === 0) return orderOf(b.length - a.length)
  return compareIdentifiers(a, b)
}

export function compareIdentifiers(a: readonly Identifier[], b: readonly Identifier[]): Order {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const left = a[index]
    const right = b[index]
    const order = left === undefined || right === undefined ? 0 : compareIdentifier(left, right)
    if (order !== 0) return order
  }
  return orderOf(a.length - b.length)
}

function compareIdentifier(a: Identifier, b: Identifier): Order {
  if ('number' in a) return 'number' in b ? compareDigits(a.number, b.number) : -1
  return 'number' in b ? 1 : compareText(a.text, b.text)
}
