/** Shared by the vulnerability signals: findings of what ships, and whether their absence means anything. */
import { type Component, type Finding, isOnlyTested } from '../model/index.ts'
import { reasonWithout, type SignalInput } from './signal.ts'
import type { EvidencePlace } from './status.ts'
import { count, say, type Spoken } from './say.ts'

/** Scope `unknown` counts as shipped: the careful reading. */
export function isShipped({ scope }: { readonly scope: Component['scope'] }): boolean {
  return scope !== 'development' && scope !== 'build'
}

/** Open findings of shipped components; notes such as "unmaintained" are no vulnerabilities and left out. */
export function openFindings({ findings, inventory }: SignalInput): readonly Finding[] {
  const tested = new Set<string>(inventory.components.filter(isOnlyTested).map(({ purl }) => purl))
  return (findings?.findings ?? []).filter(
    (finding) => isShipped(finding) && finding.informational === undefined && !tested.has(finding.purl),
  )
}

/**
 * Why "no finding" would prove nothing; undefined where each shipped component with a name was looked up in fresh data.
 * A product without components was not looked up either.
 */
export function silenceReason(input: SignalInput): Spoken | undefined {
  const { findings, inventory } = input
  if (findings === undefined) return reasonWithout(input, 'findings')
  const shipped = inventory.components.filter(
    (component) => !component.isFirstParty && isShipped(component) && !isOnlyTested(component),
  )
  if (shipped.length === 0) return say`no shipped component was found in the tree`
  const purls = new Set<string>(shipped.map(({ purl }) => purl))
  const silent = findings.unknown.filter(({ purl }) => purls.has(purl))
  const first = silent[0]
  if (first === undefined) return undefined
  const why = silenceWords[first.reason]
  return say`nothing can be said about ${count(silent.length, 'shipped component')}, such as ${first.purl}: ${why}`
}

const silenceWords = {
  NO_SOURCE_FOR_TYPE: say`no advisories are loaded for its kind`,
  VERSION_MISSING: say`its version is not pinned`,
  VERSION_UNPARSABLE: say`its version cannot be compared`,
  SOURCE_STALE: say`the advisories are too old`,
  INPUT_NOT_A_PURL: say`its name is no purl`,
} as const

/** Where the tree states the components of these findings: the first place of each, at most a hundred. */
export function placesOf(input: SignalInput, findings: readonly Finding[]): readonly EvidencePlace[] {
  const purls = new Set<string>(findings.map(({ purl }) => purl))
  const places = input.inventory.components.flatMap(({ purl, evidence }) =>
    purls.has(purl) ? (evidence[0] ?? []) : [],
  )
  const unique = new Map(places.map((place) => [`${place.path}:${place.line}`, place]))
  return [...unique.values()].slice(0, 100)
}

/** Lists in facts are cut here; the statement counts all. */
export const mostItems = 500
