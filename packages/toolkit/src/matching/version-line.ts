/** All versions of an ecosystem as a line, cut at every bound that some claims name: what holds for a cell holds for all of it. */
import type { AdvisoryClaim, AffectedRange } from '../model/index.ts'
import { normalizeVers, parseNativeRange, type VersionScheme } from '../versions/index.ts'
import { compareParsed, type ParsedVersion, parseVersion } from './parsed-version.ts'

/**
 * Cells of a line of n points, in ascending order: the cell 2p + 1 is point p, the even ones are the open stretches
 * before, between and after the points.
 */
export interface VersionLine {
  readonly scheme: VersionScheme
  /** Ascending, no two equal; of equal spellings a canonical one. */
  readonly points: readonly ParsedVersion[]
  readonly cells: number
  /** The point that the text is; undefined where the scheme cannot read it or no claim names it. */
  readonly pointOf: (text: string) => number | undefined
}

/** What a claim says of versions, whoever says it. */
export type VersionClaim = Pick<AdvisoryClaim, 'ranges' | 'versions'>

/** Texts longer than this are no listed versions (see evaluate.ts). */
const longestVersion = 256

export function createLine(scheme: VersionScheme, claims: readonly VersionClaim[]): VersionLine {
  const texts = new Set(claims.flatMap((claim) => [...listedOf(claim), ...claim.ranges.flatMap(boundsOf)]))
  const parsed = [...texts].flatMap((text) => {
    const version = parseVersion(scheme, text)
    return version.ok ? [version.value] : []
  })
  const points: ParsedVersion[] = []
  const places = new Map<string, number>()
  for (const version of parsed.sort(compareParsed)) {
    const last = points.at(-1)
    if (last === undefined || compareParsed(last, version) !== 0) points.push(version)
    else if (isPlainer(version, last)) points[points.length - 1] = version
    places.set(version.text, points.length - 1)
  }
  return { scheme, points, cells: 2 * points.length + 1, pointOf: (text) => places.get(text) }
}

export function listedOf({ versions }: VersionClaim): readonly string[] {
  return versions.filter((text) => text.length <= longestVersion)
}

function boundsOf(range: AffectedRange): readonly string[] {
  if (range.type === 'VERS') {
    const vers = normalizeVers(range.vers)
    return vers.ok && vers.value.kind === 'constraints'
      ? vers.value.constraints.map(({ version }) => version)
      : []
  }
  if (range.type === 'NATIVE') {
    return range.ranges.flatMap((text) => {
      const native = parseNativeRange(range.notation, text)
      return native.ok ? native.value.alternatives.flat().map(({ version }) => version) : []
    })
  }
  return range.events.flatMap((event) => Object.values(event).filter((text) => typeof text === 'string'))
}

/** Canonical before not, short before long, then by code unit: the choice must not depend on the order of claims. */
function isPlainer(a: ParsedVersion, b: ParsedVersion): boolean {
  const canonical = Number(b.scheme.isCanonical(b.text)) - Number(a.scheme.isCanonical(a.text))
  return (canonical || a.text.length - b.text.length || (a.text < b.text ? -1 : 1)) < 0
}
