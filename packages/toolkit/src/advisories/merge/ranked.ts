/** Records of one flaw in the order of authority. */
import { compareAuthority, tierOf, tiersOf } from './authority.ts'
import type { MergePolicy } from './policy.ts'
import type { Tier } from './publishers.ts'
import { newestVersions, type ReadRecord } from './read-stored.ts'

/** The record that says something. */
export interface Origin {
  readonly source: string
  readonly record: string
  /** SHA-256 of the record's bytes, lowercase hex. */
  readonly digest: string
}

/** A record with its place in the order of authority. */
export interface Ranked extends ReadRecord {
  readonly origin: Origin
  readonly tier: Tier
}

/** The newest version of each record, highest authority first. */
export function rankRecords(records: readonly ReadRecord[], policy: MergePolicy): readonly Ranked[] {
  const newest = newestVersions(records).map((one) => rank(one, policy))
  return newest.toSorted((a, b) => compareRanked(a, b, tiersOf(policy)))
}

function rank(one: ReadRecord, policy: MergePolicy): Ranked {
  const ecosystems = one.record.claims.map(({ ecosystem }) => ecosystem)
  const voice = { source: one.source, record: one.id }
  return { ...one, origin: { ...voice, digest: one.digest }, tier: tierOf(voice, ecosystems, policy) }
}

export function compareRanked(a: Ranked, b: Ranked, tiers: readonly Tier[]): number {
  return compareAuthority({ ...a.origin, tier: a.tier }, { ...b.origin, tier: b.tier }, tiers)
}
