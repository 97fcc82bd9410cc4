/** VERS, the version range specifier: text to constraints and back (vers-spec at 9305f036). */
import { err, ok, type Result } from '../base/index.ts'
import { findScheme, unknownScheme } from './registry.ts'
import type { VersionError, VersionScheme } from './scheme.ts'

export type VersComparator = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface VersConstraint {
  readonly comparator: VersComparator
  /** Decoded. */
  readonly version: string
}

export type Vers =
  /** `*`: every version; of the scheme `none`: no version. */
  | { readonly kind: 'all'; readonly scheme: string }
  /** An empty list, which only a native range can give, holds no version. */
  | { readonly kind: 'constraints'; readonly scheme: string; readonly constraints: readonly VersConstraint[] }

const prefix = /^vers:([a-z0-9.+-]+)\/(.*)$/su
const comparators: readonly VersComparator[] = ['>=', '<=', '!=', '<', '>', '=']

/** Schemes of VERS itself: every version of everything, and none. */
const withoutVersions: ReadonlySet<string> = new Set(['all', 'none'])

/**
 * Canonical text only: nothing is repaired, every deviation is VERS_INVALID, an unknown scheme SCHEME_UNKNOWN.
 * `normalizeVers` reads leniently.
 */
export function parseVers(text: string): Result<Vers, VersionError> {
  const match = prefix.exec(text)
  if (match === null) return invalid('expected vers:<scheme>/<constraints> in lower case', text)
  const [, scheme = '', body = ''] = match
  if (/\s/u.test(body)) return invalid('expected no blanks', text)
  if (body === '') return invalid('expected at least one constraint', text)
  if (body === '*') return parseAll(scheme)
  const known = findVersScheme(scheme)
  if (!known.ok) return known
  const constraints: VersConstraint[] = []
  for (const part of body.split('|')) {
    const constraint = parseConstraint(part)
    if (!constraint.ok) return constraint
    if (!known.value.isCanonical(constraint.value.version))
      return invalid('expected a canonical version', part)
    constraints.push(constraint.value)
  }
  const problem = findDisorder(known.value, constraints)
  return problem === undefined ? ok({ kind: 'constraints', scheme, constraints }) : invalid(problem, text)
}

function parseAll(scheme: string): Result<Vers, VersionError> {
  if (withoutVersions.has(scheme)) return ok({ kind: 'all', scheme })
  const known = findVersScheme(scheme)
  return known.ok ? ok({ kind: 'all', scheme }) : known
}

export function findVersScheme(scheme: string): Result<VersionScheme, VersionError> {
  const found = findScheme(scheme)
  return found === undefined ? err(unknownScheme(scheme)) : ok(found)
}

function parseConstraint(part: string): Result<VersConstraint, VersionError> {
  if (part === '') return invalid('expected a constraint between two pipes', part)
  const comparator = comparators.find((candidate) => part.startsWith(candidate))
  if (comparator === '=') return invalid('expected equality without a comparator', part)
  const encoded = part.slice(comparator?.length ?? 0)
  const version = decodeVersion(encoded)
  if (version === undefined || version === '') return invalid('expected a version', part)
  if (encodeVersion(version) !== encoded) return invalid('expected canonical percent-encoding', part)
  return ok({ comparator: comparator ?? '=', version })
}

/** Ascending, each version once, lower and upper bounds in turn (vers-spec, "Parsing and validating"). */
function findDisorder(scheme: VersionScheme, constraints: readonly VersConstraint[]): string | undefined {
  if (constraints.length === 1) return undefined
  const sorted = sortConstraints(scheme, constraints)
  if (!sorted.ok) return sorted.error.message
  if (sorted.value.some(({ constraint }, index) => constraint !== constraints[index]))
    return 'expected ascending versions'
  const hasTwin = sorted.value.some(({ value }, index) => {
    const next = sorted.value[index + 1]
    return next !== undefined && scheme.compare(value, next.value) === 0
  })
  return hasTwin ? 'expected each version once' : findRedundancy(constraints)
}

function findRedundancy(constraints: readonly VersConstraint[]): string | undefined {
  const positive = constraints.filter(({ comparator }) => comparator !== '!=')
  for (const [index, { comparator }] of positive.entries()) {
    const next = positive[index + 1]?.comparator
    if (comparator === '=' && next !== undefined && isUpper(next))
      return 'expected no equality inside a range'
    if (isLower(comparator) && next === '=') return 'expected no equality inside a range'
  }
  const bounds = positive.filter(({ comparator }) => comparator !== '=')
  const repeats = bounds.some(({ comparator }, index) => {
    const next = bounds[index + 1]?.comparator
    return next !== undefined && isUpper(comparator) === isUpper(next)
  })
  return repeats ? 'expected lower and upper bounds in turn' : undefined
}

export function isUpper(comparator: VersComparator): boolean {
  return comparator === '<' || comparator === '<='
}

export function isLower(comparator: VersComparator): boolean {
  return comparator === '>' || comparator === '>='
}

export interface PlacedConstraint {
  readonly constraint: VersConstraint
  /** What the scheme parsed. */
  readonly value: unknown
}

/** Where comparators meet at one version: what ends there comes before what starts there. */
const places: Readonly<Record<VersComparator, number>> = { '<': 0, '<=': 1, '=': 2, '!=': 3, '>=': 4, '>': 5 }

export function compareComparators(a: VersComparator, b: VersComparator): number {
  return places[a] - places[b]
}

/** Ascending by the scheme's order. Errors with the first unreadable version. */
export function sortConstraints(
  scheme: VersionScheme,
  constraints: readonly VersConstraint[],
): Result<readonly PlacedConstraint[], VersionError> {
  const placed: PlacedConstraint[] = []
  for (const constraint of constraints) {
    const parsed = scheme.parse(constraint.version)
    if (!parsed.ok) return parsed
    placed.push({ constraint, value: parsed.value })
  }
  return ok(
    placed.toSorted((a, b) => {
      const order = scheme.compare(a.value, b.value)
      return order || compareComparators(a.constraint.comparator, b.constraint.comparator)
    }),
  )
}

/** Lenient: blanks, empty parts, upper case, doubled and unsorted constraints are put right; nothing else changes. */
export function normalizeVers(text: string): Result<Vers, VersionError> {
  const match = /^vers:([a-z0-9.+-]+)\/(.*)$/isu.exec(text.replace(/\s/gu, ''))
  if (match === null) return invalid('expected vers:<scheme>/<constraints>', text)
  const [, name = '', body = ''] = match
  const scheme = name.toLowerCase()
  const parts = [...new Set(body.split('|').filter((part) => part !== ''))]
  if (parts.length === 1 && parts[0] === '*') return parseAll(scheme)
  const known = findVersScheme(scheme)
  if (!known.ok) return known
  return toSortedVers(known.value, { scheme, parts })
}

function toSortedVers(
  scheme: VersionScheme,
  written: { readonly scheme: string; readonly parts: readonly string[] },
): Result<Vers, VersionError> {
  const constraints: VersConstraint[] = []
  for (const part of written.parts) {
    const comparator = comparators.find((candidate) => part.startsWith(candidate))
    const version = decodeVersion(part.slice(comparator?.length ?? 0))
    if (version === undefined || version === '' || version === '*') return invalid('expected a version', part)
    constraints.push({ comparator: comparator ?? '=', version })
  }
  if (constraints.length === 0) return invalid('expected at least one constraint', written.scheme)
  const sorted = sortConstraints(scheme, constraints)
  if (!sorted.ok) return sorted
  const inOrder = sorted.value.map(({ constraint }) => constraint)
  return ok({ kind: 'constraints', scheme: written.scheme, constraints: inOrder })
}

export function formatVers(vers: Vers): string {
  if (vers.kind === 'all') return `vers:${vers.scheme}/*`
  const parts = vers.constraints.map(({ comparator, version }) => {
    return `${comparator === '=' ? '' : comparator}${encodeVersion(version)}`
  })
  return `vers:${vers.scheme}/${parts.join('|')}`
}

/** Exactly once; undefined for a stray percent sign or bytes that are not UTF-8. */
function decodeVersion(encoded: string): string | undefined {
  if (!encoded.includes('%')) return encoded
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

/** What VERS itself uses, blanks, control characters and everything outside ASCII. */
function encodeVersion(version: string): string {
  return version.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[^\u0021-\u007e]+|[><=!*|%]/gu, (text) => {
    return text === '!' || text === '*'
      ? `%${text.charCodeAt(0).toString(16).toUpperCase()}`
      : encodeURIComponent(text)
  })
}

function invalid(expected: string, found: string): { readonly ok: false; readonly error: VersionError } {
  return err({ code: 'VERS_INVALID', message: `${expected}, found ${JSON.stringify(found.slice(0, 120))}` })
}
