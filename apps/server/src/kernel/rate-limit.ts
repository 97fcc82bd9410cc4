/** Buckets of tokens: so many requests at once, so many a second, per caller and per address. In memory of one process. */

export interface RateLimit {
  /** Undefined: let it pass. Else whole seconds to wait. */
  readonly take: (key: string, cost: number) => number | undefined
}

export interface RateOptions {
  readonly perSecond: number
  readonly burst: number
  /** Milliseconds, never going back. */
  readonly clock: () => number
}

/** Keys kept; beyond it, those that were idle long enough to be full again go. */
const MAX_KEYS = 50_000

export function createRateLimit({ perSecond, burst, clock }: RateOptions): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()
  const fillTime = (burst / perSecond) * 1000
  function sweep(now: number): void {
    for (const [key, { at }] of buckets) if (now - at >= fillTime) buckets.delete(key)
  }
  return {
    take: (key, cost) => {
      const now = clock()
      if (buckets.size > MAX_KEYS) sweep(now)
      const bucket = buckets.get(key)
      const left =
        bucket === undefined ? burst : Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond)
      if (left < cost) {
        buckets.set(key, { left, at: now })
        return Math.max(1, Math.ceil((cost - left) / perSecond))
      }
      buckets.set(key, { left: left - cost, at: now })
      return undefined
    },
  }
}
