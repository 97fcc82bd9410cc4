/** The one list of native notations, and their way into VERS. */
import { err, ok, type Result } from '../../base/index.ts'
import { compareText } from '../digits.ts'
import { findScheme, unknownScheme } from '../registry.ts'
import type { Order, VersionError } from '../scheme.ts'
import { formatPypiVersion } from '../schemes/pypi.ts'
import { compareIdentifiers, compareSemver, readSemver } from '../semver-core.ts'
import { compareComparators, formatVers, sortConstraints, type VersConstraint } from '../vers.ts'
import { coerceToSemver } from './coerce.ts'
import { composerRange } from './composer.ts'
import { conanRange } from './conan.ts'
import { gemRange } from './gem.ts'
import { golangRange } from './golang.ts'
import { mavenRange } from './maven.ts'
import type { NativeNotation, NativeRange } from './native-range.ts'
import { nginxRange } from './nginx.ts'
import { npmRange } from './npm.ts'
import { nugetRange } from './nuget.ts'
import { opensslRange } from './openssl.ts'
import { pypiRange } from './pypi.ts'

const notations: readonly NativeNotation[] = [
  composerRange,
  conanRange,
  gemRange,
  golangRange,
  mavenRange,
  nginxRange,
  npmRange,
  nugetRange,
  opensslRange,
  pypiRange,
]

const byName = new Map(notations.flatMap((one) => [one.id, ...one.synonyms].map((name) => [name, one])))

/** All notations, sorted by id. */
export function listNotations(): readonly NativeNotation[] {
  return notations
}

/** A range in the words of its ecosystem; GitLab's advisories write theirs in the same notations. */
export function parseNativeRange(notation: string, text: string): Result<NativeRange, VersionError> {
  const found = byName.get(notation.toLowerCase())
  return found === undefined ? err(unknownScheme(notation)) : found.parse(text)
}

/**
 * The VERS text that AboutCode's tools write for a native range. For exchange only: it has three numbers where
 * Composer has four, and alternatives that overlap stand side by side. Ask `satisfiesNative` about versions.
 */
export function formatNativeAsVers(range: NativeRange): Result<string, VersionError> {
  const scheme = findScheme(range.scheme)
  if (scheme === undefined) return err(unknownScheme(range.scheme))
  if (range.constraints.length === 0 && range.alternatives.length > 0) return ok(`vers:${range.scheme}/*`)
  const respelt = range.constraints.map((one) => ({ ...one, version: respell(range.scheme, one.version) }))
  if (range.scheme === 'composer') return ok(formatSorted(range.scheme, respelt.toSorted(compareCoerced)))
  const placed = sortConstraints(scheme, respelt)
  if (!placed.ok) return placed
  const sorted = placed.value.map(({ constraint }) => constraint)
  return ok(formatSorted(range.scheme, sorted))
}

function formatSorted(scheme: string, constraints: readonly VersConstraint[]): string {
  return formatVers({ kind: 'constraints', scheme, constraints })
}

const coerced: ReadonlySet<string> = new Set(['composer', 'golang', 'npm'])

function respell(scheme: string, version: string): string {
  if (scheme === 'pypi') return formatPypiVersion(version) ?? version
  return coerced.has(scheme) ? (coerceToSemver(version) ?? version) : version
}

/** Upper case before lower case, and what stands after the plus last: the order of the published texts. */
function compareCoerced(a: VersConstraint, b: VersConstraint): number {
  const left = readSemver(a.version)
  const right = readSemver(b.version)
  if (left === undefined || right === undefined) return compareText(a.version, b.version)
  return (
    compareSemver(left, right) ||
    compareBuild(left.build, right.build) ||
    compareComparators(a.comparator, b.comparator)
  )
}

function compareBuild(a: string, b: string): Order {
  return compareIdentifiers(a === '' ? [] : toTexts(a), b === '' ? [] : toTexts(b))
}

function toTexts(build: string): { readonly text: string }[] {
  return build.split('.').map((text) => ({ text }))
}
