/** Claims that speak of the same flaw of one package: joined and named by the one rule for aliases (advisories/merge). */
import { joinByAlias, mergePolicy, nameGroup } from '../advisories/index.ts'
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'

export interface ClaimGroup {
  /** The ecosystem's own id, else GHSA, else CVE, else first by code unit (design 10.2). */
  readonly id: string
  /** All ids of the group, its records' own included; sorted. */
  readonly ids: readonly string[]
  readonly claims: readonly AdvisoryClaim[]
}

/** Claims must be of one package: alias chains never join packages (data-pitfalls 7). */
export function groupClaims(claims: readonly AdvisoryClaim[], purlType: string): readonly ClaimGroup[] {
  const items = claims.map((claim) => ({ id: claim.record, aliases: claim.aliases, packages: [], claim }))
  const groups = joinByAlias(items, mergePolicy.guards).groups.map((group) => ({
    id: nameGroup(group, [purlType], mergePolicy.guards).id,
    ids: [...new Set(group.flatMap(({ id, aliases }) => [id, ...aliases]))].sort(compareCodeUnits),
    claims: group.map(({ claim }) => claim),
  }))
  return groups.sort((a, b) => compareCodeUnits(a.id, b.id))
}
