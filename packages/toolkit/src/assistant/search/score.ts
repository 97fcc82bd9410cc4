/** Likeness of a question to the ways in which people ask: cosine of terms weighted by how rare they are. */

/** One way of asking for an entry. */
export interface Ask {
  readonly entry: string
  readonly terms: readonly string[]
}

export function toAsk(entry: string, terms: readonly string[]): Ask {
  return { entry, terms: [...new Set(terms)] }
}

interface Weighted {
  readonly asks: readonly Ask[]
  readonly weightOf: (term: string) => number
  readonly lengths: readonly number[]
  readonly postings: ReadonlyMap<string, readonly number[]>
}

const prepared = new WeakMap<readonly Ask[], Weighted>()

/** The best likeness of each entry, 0 to 1, raised a little by its second best. */
export function scoreAsks(asks: readonly Ask[], terms: readonly string[]): ReadonlyMap<string, number> {
  const weighted = prepared.get(asks) ?? prepare(asks)
  prepared.set(asks, weighted)
  const wanted = new Set(terms)
  const length = lengthOf(wanted, weighted.weightOf)
  const dots = new Map<number, number>()
  for (const term of wanted) {
    const squared = weighted.weightOf(term) ** 2
    for (const at of weighted.postings.get(term) ?? []) dots.set(at, (dots.get(at) ?? 0) + squared)
  }
  const best = new Map<string, readonly [number, number]>()
  for (const [at, dot] of dots) {
    const cosine = dot / (length * (weighted.lengths[at] ?? 1))
    const entry = weighted.asks[at]?.entry ?? ''
    const [first, second] = best.get(entry) ?? [0, 0]
    best.set(entry, cosine > first ? [cosine, first] : [first, Math.max(second, cosine)])
  }
  return new Map([...best].map(([entry, [first, second]]) => [entry, 0.85 * first + 0.15 * second]))
}

function prepare(asks: readonly Ask[]): Weighted {
  const postings = new Map<string, number[]>()
  asks.forEach(({ terms }, at) => {
    for (const term of terms) {
      const list = postings.get(term)
      if (list === undefined) postings.set(term, [at])
      else list.push(at)
    }
  })
  const weightOf = (term: string): number =>
    Math.log(1 + asks.length / (1 + (postings.get(term)?.length ?? 0)))
  return { asks, weightOf, lengths: asks.map(({ terms }) => lengthOf(terms, weightOf)), postings }
}

function lengthOf(terms: Iterable<string>, weightOf: (term: string) => number): number {
  let sum = 0
  for (const term of terms) sum += weightOf(term) ** 2
  return Math.sqrt(sum) || 1
}
