/** Versions that claims name as fixed, in the order of the ecosystem. */
import { assessPurl, type Store } from '@occtet/toolkit/matching'
import { type AdvisoryClaim, type Purl, splitPurl, withVersion } from '@occtet/toolkit/model'
import { schemeOfPurlType, type VersionScheme } from '@occtet/toolkit/versions'

/** Versions of one package that are tried as a way out. */
const MAX_TRIED = 64

export interface FixedVersions {
  /** Above the purl's own version, ascending, each once. Empty when the version cannot be read. */
  readonly above: readonly string[]
  /** Whether a claim says that this very version brought the fix. */
  readonly isFixing: (claim: AdvisoryClaim) => boolean
}

export function readFixedVersions(purl: Purl, claims: readonly AdvisoryClaim[]): FixedVersions {
  const { type, version } = splitPurl(purl)
  const scheme = schemeOfPurlType(type)
  const own = version === undefined ? undefined : scheme?.parse(version)
  if (scheme === undefined || own?.ok !== true) return { above: [], isFixing: () => false }
  const read = (texts: readonly string[]): readonly Read[] =>
    texts.flatMap((text) => {
      const parsed = scheme.parse(text)
      return parsed.ok ? [{ text, value: parsed.value }] : []
    })
  const above = read([...new Set(claims.flatMap(namedAsFixed))])
    .filter(({ value }) => scheme.compare(value, own.value) > 0)
    .sort((a, b) => scheme.compare(a.value, b.value))
  return {
    above: above.filter((one, at) => !isSame(scheme, one, above[at - 1])).map(({ text }) => text),
    isFixing: (claim) =>
      read(namedAsFixed(claim)).some(({ value }) => scheme.compare(value, own.value) === 0),
  }
}

interface Read {
  readonly text: string
  readonly value: unknown
}

function isSame(scheme: VersionScheme, one: Read, other: Read | undefined): boolean {
  return other !== undefined && scheme.compare(one.value, other.value) === 0
}

function namedAsFixed(claim: AdvisoryClaim): readonly string[] {
  const bounds = claim.ranges.flatMap((range) =>
    range.type === 'NATIVE' || range.type === 'VERS'
      ? []
      : range.events.flatMap((event) => ('fixed' in event ? [event.fixed] : [])),
  )
  return [...bounds, ...(claim.patched ?? [])]
}

/** The lowest and the highest of the named versions that no claim covers; null where none is known. */
export function findClearVersions(
  store: Store,
  purl: Purl,
  above: readonly string[],
): { readonly next: string | null; readonly latest: string | null } {
  const tried = above.slice(0, MAX_TRIED)
  const isClear = (version: string): boolean => isClearVersion(store, purl, version)
  const last = above.slice(-MAX_TRIED)
  return { next: tried.find(isClear) ?? null, latest: [...last].reverse().find(isClear) ?? null }
}

export function isClearVersion(store: Store, purl: Purl, version: string): boolean {
  const other = withVersion(purl, version)
  if (!other.ok) return false
  const assessment = assessPurl(store, other.value)
  return assessment.hits.length === 0 && assessment.unclear.length === 0
}

/** The store as it is asked about many versions of one package: its claims are read once. */
export function forPackage(store: Store, purl: Purl): Store {
  const claims = store.claimsFor(purl)
  return {
    sources: store.sources,
    covering: (other) => store.covering(other),
    claimsFor: () => claims,
  }
}

/** Undefined for a version that no purl of the type can carry. */
export function purlOf(purl: Purl, version: string): Purl | undefined {
  const other = withVersion(purl, version)
  return other.ok ? other.value : undefined
}
