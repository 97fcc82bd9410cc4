/** The ranges of package managers and advisory sources: one shape, whatever their notation. */
import { err, ok, type Result } from '../../base/index.ts'
import { findScheme, unknownScheme } from '../registry.ts'
import type { VersionError } from '../scheme.ts'
import type { VersComparator, VersConstraint } from '../vers.ts'

/** All of these hold together; an empty list holds for every version. */
export type Alternative = readonly VersConstraint[]

/** A version is in the range when it fulfils one alternative; without alternatives the range holds nothing. */
export interface NativeRange {
  /** The version scheme that orders the bounds. */
  readonly scheme: string
  readonly alternatives: readonly Alternative[]
  /** What VERS says in place of the alternatives, in any order; see `formatNativeAsVers`. */
  readonly constraints: readonly VersConstraint[]
}

export interface NativeNotation {
  readonly id: string
  readonly synonyms: readonly string[]
  /** Untrusted text in; never throws; linear in its length. */
  readonly parse: (text: string) => Result<NativeRange, VersionError>
}

/** One comparator as it was written: `>=` and `1.2.x`. */
export interface Term {
  readonly operator: string
  readonly version: string
}

/** Characters of one range; the longest published one has 4,000. */
const maxRangeLength = 65_536

/** Terms between blanks and commas; undefined when something between them is no term. */
export function readTerms(text: string): readonly Term[] | undefined {
  const terms: Term[] = []
  const pattern = /[\s,]*([<>=!~^]*)\s*([^\s,<>=!~^|]+)/uy
  let end = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, operator = '', version = ''] = match
    terms.push({ operator, version })
    end = pattern.lastIndex
  }
  return /^[\s,]*$/u.test(text.slice(end)) ? terms : undefined
}

export interface TermReader {
  readonly scheme: string
  /** What one term demands; undefined when its operator or version means nothing. */
  readonly toAlternative: (term: Term) => Alternative | undefined
  /** Where VERS words a term differently. */
  readonly toConstraints?: (term: Term) => Alternative | undefined
  /** Text of one alternative to plainer text, for forms that span several words. */
  readonly prepare?: (text: string) => string
}

/** The family of notations that join terms with blanks or commas and alternatives with `||`. */
export function readAlternatives(text: string, reader: TermReader): Result<NativeRange, VersionError> {
  if (text.length > maxRangeLength) return invalidRange(`expected at most ${maxRangeLength} characters`, text)
  const alternatives: Alternative[] = []
  const constraints: VersConstraint[] = []
  for (const part of text.split(/\|\|?/u)) {
    if (part.trim() === '') continue
    const terms = readTerms(reader.prepare === undefined ? part : reader.prepare(part))
    if (terms === undefined) return invalidRange('expected comparators with versions', part)
    const alternative: VersConstraint[] = []
    for (const term of terms) {
      const exact = reader.toAlternative(term)
      const worded = reader.toConstraints === undefined ? exact : reader.toConstraints(term)
      if (exact === undefined || worded === undefined) return invalidRange('expected a comparator', part)
      alternative.push(...exact)
      constraints.push(...worded)
    }
    alternatives.push(alternative)
  }
  return ok({ scheme: reader.scheme, alternatives, constraints })
}

const comparators = new Map<string, VersComparator>([
  ['', '='],
  ['=', '='],
  ['==', '='],
  ['===', '='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])

/** A term whose operator is one of the plain comparators. */
export function toPlain({ operator, version }: Term): Alternative | undefined {
  const comparator = comparators.get(operator)
  return comparator === undefined ? undefined : [{ comparator, version }]
}

/** From `lower` on, up to but not including `upper`. */
export function toSpan(lower: string, upper: string): Alternative {
  return [
    { comparator: '>=', version: lower },
    { comparator: '<', version: upper },
  ]
}

/** Adds one to the last of these dotted numbers, whatever its length. */
export function increment(numbers: readonly string[]): string {
  const last = numbers.at(-1) ?? '0'
  return [...numbers.slice(0, -1), String(BigInt(last) + 1n)].join('.')
}

/** Whether the range holds the version. Errors when the version or a bound cannot be read: that is not "no". */
export function satisfiesNative(range: NativeRange, version: string): Result<boolean, VersionError> {
  const scheme = findScheme(range.scheme)
  if (scheme === undefined) return err(unknownScheme(range.scheme))
  const asked = scheme.parse(version)
  if (!asked.ok) return asked
  let isFound = false
  for (const alternative of range.alternatives) {
    let holds = true
    for (const { comparator, version: bound } of alternative) {
      const parsed = scheme.parse(bound)
      if (!parsed.ok) return err({ code: 'RANGE_INVALID', message: parsed.error.message })
      holds &&= isMet(comparator, scheme.compare(asked.value, parsed.value))
    }
    isFound ||= holds
  }
  return ok(isFound)
}

function isMet(comparator: VersComparator, order: number): boolean {
  switch (comparator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      return comparator satisfies never
  }
}

export function invalidRange(
  expected: string,
  found: string,
): { readonly ok: false; readonly error: VersionError } {
  return err({ code: 'RANGE_INVALID', message: `${expected}, found ${JSON.stringify(found.slice(0, 120))}` })
}
