/** What was learned of the law as JSON, both ways. Written and read by ourselves alone. */
import { createRanker, type FeatureWeights, type Ranker, type RankerData } from '../search/ranker.ts'
import { openTable, writeTable } from './text-table.ts'

interface RankerFile extends Pick<RankerData, 'entries' | 'scale'> {
  /** Of each feature: its rarity, then by how much the entry is further than the one before, the weight, and so on. */
  readonly features: string
}

export function writeRanker({ entries, scale, features }: RankerData): string {
  const rows = [...features].map(
    ([feature, { rarity, weights }]) => [feature, [rarity, ...toSteps(weights)]] as const,
  )
  const file: RankerFile = { entries, scale, features: writeTable(rows) }
  return JSON.stringify(file)
}

export function readRanker(bytes: Uint8Array): Ranker {
  const { entries, scale, features } = JSON.parse(new TextDecoder().decode(bytes)) as RankerFile
  return createRanker({ entries, scale, features: openTable(features, toWeights) })
}

function toWeights([rarity = 0, ...steps]: readonly number[]): FeatureWeights {
  return { rarity, weights: fromSteps(steps) }
}

function toSteps(weights: readonly number[]): readonly number[] {
  return weights.map((value, at) => (at % 2 === 0 ? value - (weights[at - 2] ?? 0) : value))
}

function fromSteps(steps: readonly number[]): readonly number[] {
  let entry = 0
  return steps.map((value, at) => (at % 2 === 0 ? (entry += value) : value))
}
