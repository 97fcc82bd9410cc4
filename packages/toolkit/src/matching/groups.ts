/** Records that speak of the same flaw of one package, joined by shared ids and named by the house's rule. */
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'

export interface AliasGroup {
  /** The ecosystem's own id, else GHSA, else CVE, else first by code unit (design 10.2). */
  readonly id: string
  /** All ids of the group, its records' own included; sorted. */
  readonly ids: readonly string[]
  readonly claims: readonly AdvisoryClaim[]
}

/** Ids that the ecosystem's own database gives, by purl type. */
const ownPrefixes: Readonly<Record<string, readonly string[]>> = {
  golang: ['GO-'],
  cargo: ['RUSTSEC-'],
  pypi: ['PYSEC-'],
  hackage: ['HSEC-'],
  julia: ['JLSEC-'],
  cran: ['RSEC-'],
  bitnami: ['BIT-'],
  composer: ['DRUPAL-'],
  rpm: ['ALSA-', 'RLSA-', 'RHSA-', 'SUSE-'],
  deb: ['DSA-', 'DLA-', 'DEBIAN-CVE-', 'USN-', 'UBUNTU-CVE-'],
  apk: ['ALPINE-CVE-', 'CGA-'],
}

/** A record with more ids than this is a roundup and joins nothing. */
const largestGroup = 32

/** Claims must be of one package: alias chains never join packages (data-pitfalls 7). */
export function groupClaims(claims: readonly AdvisoryClaim[], purlType: string): readonly AliasGroup[] {
  const groupOf = new Map<string, AdvisoryClaim[]>()
  for (const claim of claims) {
    const joined = new Set(joiningIds(claim).flatMap((id) => groupOf.get(id) ?? []))
    const members = [...joined, claim]
    for (const member of members) for (const id of joiningIds(member)) groupOf.set(id, members)
  }
  const groups = [...new Set(groupOf.values())].map((members) => toGroup(members, purlType))
  return groups.sort((a, b) => compareCodeUnits(a.id, b.id))
}

/** A record that names several CVEs is its own group: joining through it would merge different flaws. */
function joiningIds(claim: AdvisoryClaim): readonly string[] {
  const cves = new Set([claim.record, ...claim.aliases].filter((id) => id.startsWith('CVE-')))
  const joins = cves.size <= 1 && claim.aliases.length < largestGroup
  return joins ? [claim.record, ...claim.aliases] : [claim.record]
}

function toGroup(claims: readonly AdvisoryClaim[], purlType: string): AliasGroup {
  const ids = [...new Set(claims.flatMap((claim) => [claim.record, ...claim.aliases]))].sort(compareCodeUnits)
  const prefixes = ['MAL-', ...(ownPrefixes[purlType] ?? []), 'GHSA-', 'CVE-']
  const preferred = prefixes
    .map((prefix) => ids.find((id) => id.startsWith(prefix)))
    .find((id) => id !== undefined)
  return { id: preferred ?? ids[0] ?? '', ids, claims }
}
