/** How much a term tells: rare terms more than common ones, and terms that keep to few entries more than those all over. */
import { postingLength, type TermTable } from './term-table.ts'

/** Terms of the lexicon stand for several words, so what they say is surer. */
const meaningFactor = 1.3
/** Of a term that was seen too seldom to know where it belongs. */
const unknownGain = 0.5

/** Over all parts together; remembered for the life of an index. */
export function createTermWeights(parts: readonly TermTable[]): (term: string) => number {
  const asks = parts.flatMap((part) => part.asks).reduce((sum, count) => sum + count, 0)
  const known = new Map<string, number>()
  return (term) => {
    const remembered = known.get(term)
    if (remembered !== undefined) return remembered
    const counts = parts.flatMap(({ postings }) => askCounts(postings.get(term) ?? []))
    const seen = counts.reduce((sum, count) => sum + count, 0)
    const rarity = Math.log(1 + asks / (1 + seen))
    const weight = rarity * (0.2 + 1.6 * gainOf(counts, seen)) * (term.startsWith('=') ? meaningFactor : 1)
    if (known.size < mostRemembered) known.set(term, weight)
    return weight
  }
}

/** Questions bring terms of their own without end. */
const mostRemembered = 50_000

/** In how many asks of each entry that has any. */
function askCounts(list: readonly number[]): readonly number[] {
  return list.filter((count, at) => at % postingLength === 1 && count > 0)
}

/** 1 where a term is of one entry only, 0 where it is spread as evenly as can be: one less the entropy over its greatest. */
function gainOf(counts: readonly number[], seen: number): number {
  if (seen < 3) return unknownGain
  const entropy = counts.reduce((sum, count) => sum - (count / seen) * Math.log(count / seen), 0)
  return Math.max(0, 1 - entropy / Math.log(seen))
}
