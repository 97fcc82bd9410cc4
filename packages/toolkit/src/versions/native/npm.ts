/** npm ranges: partial versions, `x`, `~`, `^` and `A - B` (node-semver, "Ranges"); pre-releases take part. */
import type { VersionError } from '../scheme.ts'
import type { Result } from '../../base/index.ts'
import {
  type Alternative,
  increment,
  type NativeNotation,
  type NativeRange,
  readAlternatives,
  type Term,
  toPlain,
  toSpan,
} from './native-range.ts'

interface Partial {
  /** The numbers before the first `x` or the end. */
  readonly numbers: readonly string[]
  readonly hasWildcard: boolean
  /** With its hyphen; empty for a release. */
  readonly rest: string
}

const pattern = /^[vV]?((?:\d+|[xX*])(?:\.(?:\d+|[xX*]))*)((?:[^\d.].*)?)$/u

function readPartial(text: string): Partial | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [, dotted = '', rest = ''] = match
  const parts = dotted.split('.')
  const wildcard = parts.findIndex((part) => !/^\d/u.test(part))
  return { numbers: wildcard === -1 ? parts : parts.slice(0, wildcard), hasWildcard: wildcard !== -1, rest }
}

function isWhole({ numbers, hasWildcard }: Partial): boolean {
  return numbers.length >= 3 && !hasWildcard
}

function fill(numbers: readonly string[]): string {
  return [...numbers, '0', '0', '0'].slice(0, Math.max(3, numbers.length)).join('.')
}

function toAlternative({ operator, version }: Term): Alternative | undefined {
  const partial = readPartial(version)
  if (partial === undefined) return undefined
  if (operator === '~' || operator === '~>') return toTilde(partial, '-0')
  if (operator === '^') return toCaret(partial, '-0')
  if (isWhole(partial)) return toPlain({ operator, version })
  return toPartialComparison(operator, partial.numbers)
}

/** `>1.2` starts at 1.3, `<=1.2` ends before it: a partial version stands for all that it begins. */
function toPartialComparison(operator: string, numbers: readonly string[]): Alternative | undefined {
  if (numbers.length === 0)
    return operator === '<' || operator === '>' ? [{ comparator: '<', version: '0.0.0-0' }] : []
  const first = `${fill(numbers)}-0`
  const next = `${fill(increment(numbers).split('.'))}-0`
  switch (operator) {
    case '':
    case '=':
      return toSpan(first, next)
    case '>':
      return [{ comparator: '>=', version: next }]
    case '>=':
      return [{ comparator: '>=', version: first }]
    case '<':
      return [{ comparator: '<', version: first }]
    case '<=':
      return [{ comparator: '<', version: next }]
    default:
      return undefined
  }
}

/** A partial version starts with its pre-releases; a whole one starts where it says. */
function toLower({ numbers, rest }: Partial, bottom: string): string {
  return `${fill(numbers)}${rest}${numbers.length < 3 ? bottom : ''}`
}

/** Up to the next minor version, or the next major one where no minor is given. */
function toTilde(partial: Partial, bottom: string): Alternative {
  const { numbers } = partial
  if (numbers.length === 0) return []
  return toSpan(toLower(partial, bottom), `${fill(increment(numbers.slice(0, 2)).split('.'))}${bottom}`)
}

/** Up to the next change of the leftmost number that is not zero. */
function toCaret(partial: Partial, bottom: string): Alternative {
  const { numbers } = partial
  if (numbers.length === 0) return []
  const firstNonZero = numbers.findIndex((number) => /[1-9]/u.test(number))
  const kept = numbers.slice(0, firstNonZero === -1 ? 3 : firstNonZero + 1)
  return toSpan(toLower(partial, bottom), `${fill(increment(kept).split('.'))}${bottom}`)
}

/** VERS texts fill partial versions with zeros and take a wildcard for its span, whatever the operator. */
function toConstraints({ operator, version }: Term): Alternative | undefined {
  const partial = readPartial(version)
  if (partial === undefined) return undefined
  if (operator === '~' || operator === '~>') return toTilde(partial, '')
  if (operator === '^') return toCaret(partial, '')
  const { numbers, hasWildcard, rest } = partial
  if (hasWildcard)
    return numbers.length === 0 ? [] : toSpan(fill(numbers), fill(increment(numbers).split('.')))
  return toPlain({ operator, version: `${fill(numbers)}${rest}` })
}

const hyphenRange = /([^\s,<>=~^|]+)\s+-\s+([^\s,<>=~^|]+)/gu

function parse(text: string): Result<NativeRange, VersionError> {
  const prepare = (part: string) => part.replace(hyphenRange, '>=$1 <=$2')
  return readAlternatives(text, { scheme: 'npm', toAlternative, toConstraints, prepare })
}

export const npmRange: NativeNotation = { id: 'npm', synonyms: ['node', 'node-semver'], parse }
