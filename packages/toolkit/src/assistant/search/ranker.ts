/** Which provision is meant, as learned from the ways of asking: a linear model over terms and words, one class an entry. */
import type { Table } from '../table.ts'

export interface Ranker {
  /** Of each entry, by its position: what speaks for it, as a logarithm; only differences mean anything. */
  readonly rank: (features: readonly string[]) => Float64Array
}

/** What was learned; see `tools/assistant`. */
export interface RankerData {
  /** How many there are. */
  readonly entries: number
  /** How far a feature tells, and its weights: entry, weight, entry, weight; entries that are not there have none. */
  readonly features: Table<FeatureWeights>
  /** By which weights are multiplied. */
  readonly scale: number
}

export interface FeatureWeights {
  readonly rarity: number
  readonly weights: readonly number[]
}

/** Terms and words of a question as the model knows them, each once. A word is written `w:report`. */
export function toFeatures(words: readonly string[], terms: Iterable<string>): readonly string[] {
  return [...new Set([...terms, ...words.map((word) => `w:${word}`)])]
}

export function createRanker({ entries, features, scale }: RankerData): Ranker {
  return {
    rank: (wanted) => {
      const known = wanted.flatMap((feature) => features.get(feature) ?? [])
      const length = Math.sqrt(known.reduce((sum, { rarity }) => sum + rarity ** 2, 0)) || 1
      const logits = new Float64Array(entries)
      for (const { rarity, weights } of known) addWeights(logits, weights, (scale * rarity) / length)
      return logits
    },
  }
}

function addWeights(logits: Float64Array, weights: readonly number[], by: number): void {
  for (let at = 0; at < weights.length; at += 2) {
    const entry = weights[at] ?? 0
    logits[entry] = (logits[entry] ?? 0) + by * (weights[at + 1] ?? 0)
  }
}
