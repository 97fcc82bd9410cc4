/** One package by version: which advisories affect a version and which it fixes, as `security_advisories` files have it. */
import { compareCodeUnits } from '../../base/index.ts'
import { type AdvisoryClaim, type Purl, withVersion } from '../../model/index.ts'
import { avidOf } from './aboutcode-advisory.ts'
import { toClaimPurl } from './claim-purl.ts'
import { askVersion, type ClaimSet, isAffected, toClaimSet } from './claim-set.ts'
import type { YamlValue } from './yaml-text.ts'

export interface VersionEntry {
  readonly purl: Purl
  readonly entry: YamlValue
}

interface Judged {
  readonly avid: string
  readonly set: ClaimSet
}

/**
 * Entries of the versions that records list or name as bounds, by core purl, then by version and release; nobody knows
 * here what else was released, and the ranges stand in the advisories. Versions that nothing is said of are left out.
 */
export function toVersionEntries(
  claims: readonly AdvisoryClaim[],
): ReadonlyMap<Purl, readonly VersionEntry[]> {
  const byPurl = new Map<Purl, { readonly core: Purl; readonly judged: Judged[] }>()
  for (const claim of claims) {
    const named = toClaimPurl(claim.ecosystem, claim.name)
    if (named === undefined) continue
    const own = byPurl.get(named.purl) ?? { core: named.core, judged: [] }
    own.judged.push({ avid: avidOf(claim), set: toClaimSet(claim) })
    byPurl.set(named.purl, own)
  }
  const byCore = new Map<Purl, VersionEntry[]>()
  for (const [purl, { core, judged }] of [...byPurl].sort(([a], [b]) => compareCodeUnits(a, b))) {
    const entries = byCore.get(core) ?? []
    for (const entry of entriesOf(purl, judged)) entries.push(entry)
    byCore.set(core, entries)
  }
  return byCore
}

function* entriesOf(purl: Purl, judged: readonly Judged[]): Generator<VersionEntry> {
  const versions = new Set(judged.flatMap(({ set }) => [...set.listed, ...set.bounds, ...set.fixed]))
  const fixing = judged.map(({ avid, set }) => ({ avid, fixed: new Set(set.fixed) }))
  for (const version of [...versions].sort(compareCodeUnits)) {
    const own = version === '' ? undefined : withVersion(purl, version)
    if (own?.ok !== true) continue
    const asked = askVersion(version)
    const affected = unique(judged.flatMap(({ avid, set }) => (isAffected(set, asked) ? [avid] : [])))
    const fixes = unique(fixing.flatMap(({ avid, fixed }) => (fixed.has(version) ? [avid] : [])))
    const fixed = fixes.filter((avid) => !affected.includes(avid))
    if (affected.length + fixed.length === 0) continue
    yield {
      purl: own.value,
      entry: { purl: own.value, affected_by_advisories: affected, fixing_advisories: fixed },
    }
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareCodeUnits)
}
