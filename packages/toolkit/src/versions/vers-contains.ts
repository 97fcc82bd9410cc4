/** Which versions a VERS range holds, and the shortest range that holds the same ones. */
import { ok, type Result } from '../base/index.ts'
import type { VersionError, VersionScheme } from './scheme.ts'
import {
  findVersScheme,
  isLower,
  isUpper,
  normalizeVers,
  type PlacedConstraint,
  sortConstraints,
  type Vers,
  type VersComparator,
} from './vers.ts'

/** Reads the range leniently: a question about a range should not fail over its order. */
export function satisfiesVers(vers: string, version: string): Result<boolean, VersionError> {
  const range = normalizeVers(vers)
  return range.ok ? containsVersion(range.value, version) : range
}

/**
 * vers-spec, "Checking if a version is contained within a range". Beyond its text, which forgets them: a range with
 * one bound only is open on its other side, and a range of `!=` alone holds everything else.
 */
export function containsVersion(vers: Vers, version: string): Result<boolean, VersionError> {
  if (vers.kind === 'all') return containsInAll(vers.scheme, version)
  const scheme = findVersScheme(vers.scheme)
  if (!scheme.ok) return scheme
  const asked = scheme.value.parse(version)
  if (!asked.ok) return asked
  const sorted = sortConstraints(scheme.value, vers.constraints)
  if (!sorted.ok) return sorted
  return ok(isContained(scheme.value, sorted.value, asked.value))
}

function containsInAll(scheme: string, version: string): Result<boolean, VersionError> {
  if (scheme === 'all' || scheme === 'none') return ok(scheme === 'all')
  const known = findVersScheme(scheme)
  if (!known.ok) return known
  const asked = known.value.parse(version)
  return asked.ok ? ok(true) : asked
}

function isContained(scheme: VersionScheme, sorted: readonly PlacedConstraint[], asked: unknown): boolean {
  const twins = sorted.filter(({ value }) => scheme.compare(value, asked) === 0)
  const comparators = twins.map(({ constraint }) => constraint.comparator)
  if (comparators.includes('!=')) return false
  if (comparators.some((comparator) => comparator.endsWith('='))) return true
  const bounds = simplifyPlaced(scheme, sorted).filter(
    ({ constraint: { comparator } }) => isLower(comparator) || isUpper(comparator),
  )
  if (bounds.length === 0)
    return sorted.length > 0 && sorted.every(({ constraint }) => constraint.comparator === '!=')
  if (bounds.some(({ value }) => scheme.compare(value, asked) === 0)) return false
  const above = bounds.findIndex(({ value }) => scheme.compare(asked, value) < 0)
  const previous = bounds[above === -1 ? bounds.length - 1 : above - 1]
  const next = above === -1 ? undefined : bounds[above]
  if (next !== undefined && !isUpper(next.constraint.comparator)) return false
  return previous === undefined || isLower(previous.constraint.comparator)
}

/** vers-spec, "Version constraints simplification". Errors when a version cannot be read. */
export function simplifyVers(vers: Vers): Result<Vers, VersionError> {
  if (vers.kind === 'all') return ok(vers)
  const scheme = findVersScheme(vers.scheme)
  if (!scheme.ok) return scheme
  const sorted = sortConstraints(scheme.value, vers.constraints)
  if (!sorted.ok) return sorted
  const points = sorted.value.filter(({ constraint }) => constraint.comparator === '!=')
  const kept = [...simplifyPlaced(scheme.value, sorted.value), ...points]
  const inOrder = kept.toSorted((a, b) => scheme.value.compare(a.value, b.value))
  return ok({ ...vers, constraints: inOrder.map(({ constraint }) => constraint) })
}

/** Drops every bound and point that another one implies; one pass with a stack, so linear. `!=` is left out. */
function simplifyPlaced(
  scheme: VersionScheme,
  sorted: readonly PlacedConstraint[],
): readonly PlacedConstraint[] {
  const kept: PlacedConstraint[] = []
  for (const placed of sorted) {
    const { comparator } = placed.constraint
    if (comparator === '!=') continue
    const last = kept.at(-1)
    if (last !== undefined && isLower(last.constraint.comparator) && !isUpper(comparator)) continue
    if (isUpper(comparator)) dropImplied(kept)
    const twin = last !== undefined && scheme.compare(last.value, placed.value) === 0 ? last : undefined
    const merged = twin === undefined ? undefined : merges.get(`${twin.constraint.comparator} ${comparator}`)
    if (twin === undefined || merged === undefined) kept.push(placed)
    else kept[kept.length - 1] = { ...twin, constraint: { ...twin.constraint, comparator: merged } }
  }
  return kept
}

/** Two comparators at one version that are as good as one. */
const merges = new Map<string, VersComparator>([
  ['= =', '='],
  ['< =', '<='],
  ['<= =', '<='],
  ['= >', '>='],
  ['= >=', '>='],
])

function dropImplied(kept: PlacedConstraint[]): void {
  for (let last = kept.at(-1); last !== undefined && !isLower(last.constraint.comparator); last = kept.at(-1))
    kept.pop()
}
