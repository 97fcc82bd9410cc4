/** Versions that claims name as fixed, in the order of the ecosystem. */
import { assessPurl, type Store } from '@occtet/toolkit/matching'
import { type AdvisoryClaim, type Purl, splitPurl, withVersion } from '@occtet/toolkit/model'
import { schemeOfPurlType, type VersionScheme } from '@occtet/toolkit/versions'

/** Versions of one package that are tried as a way out. */
const MAX_TRIED = 1000

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

/** Whether no claim about the package covers a version of it, and none is unclear. */
export type IsClear = (version: string) => boolean

/** The lowest and the highest of the named versions that are clear; null where none is known. */
export function findClearVersions(
  above: readonly string[],
  isClear: IsClear,
): { readonly next: string | null; readonly latest: string | null } {
  const last = above.slice(-MAX_TRIED)
  return {
    next: above.slice(0, MAX_TRIED).find(isClear) ?? null,
    latest: [...last].reverse().find(isClear) ?? null,
  }
}

/** Claims looked at before asking whether that is enough: most versions that are not clear show it early. */
const PORTION = 16

/** Remembers its answers and stops at the first hit: a package may have hundreds of claims, each naming versions as fixed. */
export function createIsClear(store: Store, purl: Purl): IsClear {
  const claims = store.claimsFor(purl)
  const known = new Map<string, boolean>()
  // Neighbouring versions are mostly covered by the same claim: the one that hit last is asked first.
  let recent: readonly AdvisoryClaim[] = []
  const covers = (other: Purl, portion: readonly AdvisoryClaim[]): boolean => {
    const { hits, unclear } = assessPurl({ ...portOf(store), claimsFor: () => portion }, other)
    const claim = hits[0]?.claim ?? unclear[0]?.claim
    if (claim !== undefined) recent = [claim]
    return claim !== undefined
  }
  const decide = (version: string): boolean => {
    const other = purlOf(purl, version)
    if (other === undefined || covers(other, recent)) return false
    for (let at = 0; at < claims.length; at += PORTION) {
      if (covers(other, claims.slice(at, at + PORTION))) return false
    }
    return true
  }
  return (version) => {
    const answer = known.get(version) ?? decide(version)
    known.set(version, answer)
    return answer
  }
}

/** A store's methods need not be its own members. */
function portOf(store: Store): Pick<Store, 'sources' | 'covering'> {
  return { sources: store.sources, covering: (purl) => store.covering(purl) }
}

/** Undefined for a version that no purl of the type can carry. */
export function purlOf(purl: Purl, version: string): Purl | undefined {
  const other = withVersion(purl, version)
  return other.ok ? other.value : undefined
}
