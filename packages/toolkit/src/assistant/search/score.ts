/** How well an entry answers a question: the share of the question's weight that it knows, and that is typical of it. */
import { postingLength, type TermTable } from './term-table.ts'
import { createTermWeights } from './weights.ts'

/** Shares of the score, found on ways of asking whose authors were held back. */
const shares = { known: 0.1, typical: 0.9 } as const
/** A term that an entry has this often is half known, and half typical of it at this share of its asks. */
const half = { known: 0.3, typical: 0.03 } as const
/** Entries with few asks: as if so many more had been written without the term. */
const unwritten = 6
/** A word of a text tells less than one of a way of asking. */
const textFactor = 0.7

/** Of each entry of each part, by its position: 0, where it has no term of the question, to 1. Comparable between questions. */
export type Scorer = (question: ReadonlySet<string>) => readonly Float64Array[]

export function createScorer(parts: readonly TermTable[]): Scorer {
  const weightOf = createTermWeights(parts)
  return (question) => {
    const weighed = [...question].map((term) => ({ term, weight: weightOf(term) }))
    const all = weighed.reduce((sum, { weight }) => sum + weight, 0)
    return parts.map(({ asks, postings }) => {
      const scores = new Float64Array(asks.length)
      for (const { term, weight } of weighed)
        addTerm(scores, weight / all, { asks, list: postings.get(term) ?? [] })
      return scores
    })
  }
}

function addTerm(
  scores: Float64Array,
  weight: number,
  { asks, list }: { readonly asks: readonly number[]; readonly list: readonly number[] },
): void {
  for (let at = 0; at < list.length; at += postingLength) {
    const entry = list[at] ?? 0
    const count = (list[at + 1] ?? 0) + textFactor * (list[at + 2] ?? 0)
    const share = count / ((asks[entry] ?? 0) + unwritten)
    const known = count / (count + half.known)
    const typical = share / (share + half.typical)
    scores[entry] = (scores[entry] ?? 0) + weight * (shares.known * known + shares.typical * typical)
  }
}
