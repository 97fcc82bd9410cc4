/** Counts what a conversion does not carry, by pattern, so that a million losses are a few lines. */
import { compareCodeUnits } from '../../../base/index.ts'
import type { BomLoss } from '../../document/bom.ts'

export interface LossTally {
  readonly add: (where: string, loss: { kind: BomLoss['kind']; reason: string; count?: number }) => void
  /** Sorted by place. */
  readonly list: () => readonly BomLoss[]
}

/** A hostile document can have any number of members of its own making; beyond this they are counted together. */
const maxPatterns = 500
const otherPlaces = 'other members'

export function createTally(): LossTally {
  const losses = new Map<string, { where: string; kind: BomLoss['kind']; reason: string; count: number }>()
  return {
    add: (where, { kind, reason, count = 1 }) => {
      const place = losses.size < maxPatterns || losses.has(`${kind} ${where}`) ? where : otherPlaces
      const key = `${kind} ${place}`
      const known = losses.get(key)
      if (known === undefined) losses.set(key, { where: place, kind, reason, count })
      else known.count += count
    },
    list: () =>
      [...losses.values()]
        .map(({ where, count, kind, reason }) => ({ where, count, kind, reason }))
        .sort((a, b) => compareCodeUnits(a.where, b.where) || compareCodeUnits(a.kind, b.kind)),
  }
}
