/** How many requests of a log are taken: a bucket that refills with time. */

export type RequestKind = 'growth' | 'other'

export interface Tokens {
  /** False when the bucket of this kind is empty. */
  readonly take: (kind: RequestKind) => boolean
}

const MINUTE = 60_000

/** Two full buckets of `perMinute` each; `clock` in milliseconds, a step back is no time at all. */
export function createTokens(perMinute: number, clock: () => number): Tokens {
  const levels = { growth: perMinute, other: perMinute }
  let last = clock()
  return {
    take: (kind) => {
      const now = clock()
      const refill = (Math.max(0, now - last) * perMinute) / MINUTE
      last = now
      levels.growth = Math.min(perMinute, levels.growth + refill)
      levels.other = Math.min(perMinute, levels.other + refill)
      if (levels[kind] < 1) return false
      levels[kind] -= 1
      return true
    },
  }
}
