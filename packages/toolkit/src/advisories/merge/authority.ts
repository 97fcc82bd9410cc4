/** How much weight a source's word has, from the policy: by its publisher, and by whether it speaks of its own ecosystem. */
import { compareCodeUnits } from '../../base/index.ts'
import { splitEcosystem } from '../ecosystems.ts'
import type { MergePolicy } from './policy.ts'
import type { Publisher, Tier } from './publishers.ts'

/** A source and one of its records. */
export interface Voice {
  readonly source: string
  readonly record: string
}

/**
 * `ecosystems`: those that the statement is about, suffixes included. A source that the policy does not know is `other`:
 * anybody can call a record PYSEC-1, so ids count only in what a relay hands on.
 */
export function tierOf(voice: Voice, ecosystems: readonly string[], policy: MergePolicy): Tier {
  const publisher = findPublisher(voice, policy)
  if (publisher === undefined) return 'other'
  return ecosystems.some((ecosystem) => isOwn(publisher, ecosystem)) ? 'own' : publisher.tier
}

/** Negative when `a` outranks `b`; ties by source, then record. */
export function compareAuthority(
  a: Voice & { readonly tier: Tier },
  b: Voice & { readonly tier: Tier },
  tiers: readonly Tier[],
): number {
  return (
    placeOf(a.tier, tiers) - placeOf(b.tier, tiers) ||
    compareCodeUnits(a.source, b.source) ||
    compareCodeUnits(a.record, b.record)
  )
}

export function tiersOf(policy: MergePolicy): readonly Tier[] {
  return policy.tiers.map(({ tier }) => tier)
}

/** A tier that an order does not list comes last. */
function placeOf(tier: Tier, tiers: readonly Tier[]): number {
  const place = tiers.indexOf(tier)
  return place === -1 ? tiers.length : place
}

/** What another node hands on (`rustsec@node.example`) has the weight of what it names; the label says who vouches for it. */
function findPublisher(voice: Voice, policy: MergePolicy): Publisher | undefined {
  const { record } = voice
  const [source = ''] = voice.source.split('@')
  const byName = policy.publishers.find(({ sources }) => sources.includes(source))
  if (byName !== undefined || !policy.relays.has(source)) return byName
  return policy.publishers.find(({ prefixes }) => prefixes.some((prefix) => record.startsWith(prefix)))
}

function isOwn({ owns }: Publisher, ecosystem: string): boolean {
  return owns.some((owned) =>
    owned.includes(':') ? owned === ecosystem : owned === splitEcosystem(ecosystem).family,
  )
}
