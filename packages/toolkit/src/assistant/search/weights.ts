/** How much a term tells: rare terms more than common ones, and terms that keep to few entries more than those all over. */

/** Terms of each entry's asks, each ask with a term at most once. */
export interface TermCounts {
  /** Asks in all. */
  readonly asks: number
  /** By term: by entry, in how many of its asks. */
  readonly byTerm: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** Terms of the lexicon stand for several words, so what they say is surer. */
const meaningFactor = 1.3
/** Of a term that was seen too seldom to know where it belongs. */
const unknownGain = 0.5

export function countTerms(
  asks: readonly { readonly entry: string; readonly terms: readonly string[] }[],
): TermCounts {
  const byTerm = new Map<string, Map<string, number>>()
  for (const { entry, terms } of asks) {
    for (const term of terms) {
      const entries = byTerm.get(term) ?? new Map<string, number>()
      entries.set(entry, (entries.get(entry) ?? 0) + 1)
      byTerm.set(term, entries)
    }
  }
  return { asks: asks.length, byTerm }
}

/** Remembered for the life of an index. */
export function termWeights({ asks, byTerm }: TermCounts): (term: string) => number {
  const known = new Map<string, number>()
  return (term) => {
    const remembered = known.get(term)
    if (remembered !== undefined) return remembered
    const counts = [...(byTerm.get(term)?.values() ?? [])]
    const seen = counts.reduce((sum, count) => sum + count, 0)
    const rarity = Math.log(1 + asks / (1 + seen))
    const weight = rarity * (0.2 + 1.6 * gainOf(counts, seen)) * (term.startsWith('=') ? meaningFactor : 1)
    known.set(term, weight)
    return weight
  }
}

/** 1 where a term is of one entry only, 0 where it is spread as evenly as can be: one less the entropy over its greatest. */
function gainOf(counts: readonly number[], seen: number): number {
  if (seen < 3) return unknownGain
  const entropy = counts.reduce((sum, count) => sum - (count / seen) * Math.log(count / seen), 0)
  return Math.max(0, 1 - entropy / Math.log(seen))
}
