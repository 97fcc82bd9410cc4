/** What was learned of the law as JSON, both ways. Written and read by ourselves alone. */
import { createRanker, type Ranker, type RankerData } from '../search/ranker.ts'

interface RankerFile extends Pick<RankerData, 'bias' | 'scale'> {
  readonly features: readonly (readonly [feature: string, rarity: number, weights: readonly number[]])[]
}

export function writeRanker({ bias, scale, features }: RankerData): string {
  const file: RankerFile = {
    bias,
    scale,
    features: [...features]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([feature, { rarity, weights }]) => [feature, rarity, weights]),
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
