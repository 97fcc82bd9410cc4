/** Counts what a conversion does not carry, one entry for each place and reason. */
import type { BomLoss } from '../../document/bom.ts'

export interface Tally {
  readonly add: (where: string, kind: BomLoss['kind'], reason: string) => void
  /** In the order in which the kinds were first met. */
  readonly toLosses: () => readonly BomLoss[]
}

/** Texts with nothing in them are not written, or are read as if they were not there. */
export function noteEmptyTexts(tally: Tally, value: object, where: string): void {
  for (const [key, member] of Object.entries(value))
    if (member === '') tally.add(`${where}${key}`, 'left-out', 'an empty text says nothing')
}

export function createTally(): Tally {
  const entries = new Map<string, { where: string; kind: BomLoss['kind']; reason: string; count: number }>()
  return {
    add: (where, kind, reason) => {
      const key = `${kind}\0${where}\0${reason}`
      const entry = entries.get(key)
      if (entry === undefined) entries.set(key, { where, kind, reason, count: 1 })
      else entry.count++
    },
    toLosses: () => [...entries.values()],
  }
}
