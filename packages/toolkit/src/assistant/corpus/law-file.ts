/** The prepared law as JSON, both ways. Written and read by ourselves alone: nothing here is checked but what would go unseen. */
import type { Entry } from '../search/entry.ts'
import type { PreparedEntries } from '../search/prepare.ts'
import { createRanker, type Ranker, type RankerData } from '../search/ranker.ts'

interface LawFile {
  readonly entries: readonly Entry[]
  readonly asks: readonly number[]
  readonly postings: readonly (readonly [term: string, list: readonly number[]])[]
  readonly words: readonly (readonly [word: string, count: number])[]
  readonly known: readonly string[]
}

interface RankerFile extends Pick<RankerData, 'bias' | 'scale'> {
  readonly features: readonly (readonly [feature: string, rarity: number, weights: readonly number[]])[]
}

export function writeLaw({ entries, terms, words, known }: PreparedEntries): string {
  const file: LawFile = {
    entries,
    asks: terms.asks,
    postings: byName(terms.postings),
    words: byName(words),
    known: [...known].sort(),
  }
  return JSON.stringify(file)
}

export function readLaw(bytes: Uint8Array): PreparedEntries {
  const { entries, asks, postings, words, known } = JSON.parse(new TextDecoder().decode(bytes)) as LawFile
  return {
    entries,
    terms: { asks, postings: new Map(postings) },
    words: new Map(words),
    known: new Set(known),
  }
}

export function writeRanker({ bias, scale, features }: RankerData): string {
  const file: RankerFile = {
    bias,
    scale,
    features: byName(features).map(([feature, { rarity, weights }]) => [feature, rarity, weights]),
  }
  return JSON.stringify(file)
}

export function readRanker(bytes: Uint8Array): Ranker {
  const { bias, scale, features } = JSON.parse(new TextDecoder().decode(bytes)) as RankerFile
  return createRanker({
    bias,
    scale,
    features: new Map(features.map(([feature, rarity, weights]) => [feature, { rarity, weights }])),
  })
}

function byName<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
