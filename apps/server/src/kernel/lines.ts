/** So many requests of one address under way: whoever sends slowly does not hold every place there is. */
import type { Peer } from './identity.ts'

/** Undefined: the address has its share under way already. What comes from this very machine may be everybody's. */
export type Lines = <T>(peer: Peer, work: () => Promise<T>) => Promise<T | undefined>

export function createLines(most: number): Lines {
  const underWay = new Map<string, number>()
  return async ({ address, isLoopback }, work) => {
    if (isLoopback) return work()
    const before = underWay.get(address) ?? 0
    if (before >= most) return undefined
    underWay.set(address, before + 1)
    try {
      return await work()
    } finally {
      const left = (underWay.get(address) ?? 1) - 1
      if (left > 0) underWay.set(address, left)
      else underWay.delete(address)
    }
  }
}
