/** Whether a product that a statement names is the package at hand (OpenVEX 0.2.0, "Product matching"). */
import { type Purl, type PurlParts, splitPurl } from '../../model/index.ts'
import { compareVersions, satisfiesVers, schemeOfPurlType } from '../../versions/index.ts'

/** What the statement says of versions, and how the version at hand meets it. */
export type VersionGrade = 'exact' | 'range' | 'any-version'

/**
 * Type, namespace and name are equal; a version that the statement gives is met, one that it leaves out is every
 * version; each qualifier that it gives stands at hand with the same value. Undefined: not the same package.
 */
export function matchPurl(
  stated: { readonly purl: Purl; readonly versions?: string },
  asked: Purl,
): VersionGrade | undefined {
  const [ours, theirs] = [splitPurl(stated.purl), splitPurl(asked)]
  if (ours.type !== theirs.type || ours.namespace !== theirs.namespace || ours.name !== theirs.name)
    return undefined
  if (ours.subpath !== undefined && ours.subpath !== theirs.subpath) return undefined
  const given = theirs.qualifiers ?? {}
  const qualifiers = Object.entries(ours.qualifiers ?? {})
  if (qualifiers.some(([key, value]) => !Object.hasOwn(given, key) || given[key] !== value)) return undefined
  return matchVersion(ours, theirs, stated.versions)
}

function matchVersion(
  ours: PurlParts,
  theirs: PurlParts,
  versions: string | undefined,
): VersionGrade | undefined {
  const asked = theirs.version
  if (ours.version !== undefined) {
    if (asked === undefined || !isSameVersion(ours.type, ours.version, asked)) return undefined
    return isInRange(versions, asked) ? 'exact' : undefined
  }
  if (versions === undefined) return 'any-version'
  return asked !== undefined && isInRange(versions, asked) ? 'range' : undefined
}

/** A range that cannot be read holds no version: so it answers nothing that it might not mean. */
export function isInRange(versions: string | undefined, version: string): boolean {
  if (versions === undefined) return true
  const found = satisfiesVers(versions, version)
  return found.ok && found.value
}

/** Two spellings of one version are one version; builds that only `+` tells apart are two. */
function isSameVersion(type: string, a: string, b: string): boolean {
  if (a === b) return true
  const scheme = schemeOfPurlType(type)
  if (scheme === undefined || a.includes('+') || b.includes('+')) return false
  const order = compareVersions(scheme.id, a, b)
  return order.ok && order.value === 0
}
