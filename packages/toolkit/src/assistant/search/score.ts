/** How well an entry answers a question: how many of its terms the entry knows, and how near its ways of asking are. */
import { countTerms, termWeights } from './weights.ts'

/** One way of asking for an entry; each term once. */
export interface Ask {
  readonly entry: string
  readonly terms: readonly string[]
}

export interface Scorer {
  /** Entries that know a term of the question. */
  readonly candidates: (question: ReadonlySet<string>) => readonly string[]
  /** 0 to 1, comparable between questions. */
  readonly score: (entry: string, question: ReadonlySet<string>) => number
}

interface EntryTerms {
  readonly asks: readonly { readonly terms: ReadonlySet<string>; readonly length: number }[]
  /** How often a term stands in asks and texts. */
  readonly counts: ReadonlyMap<string, number>
}

/** Shares of the score, found on asks that were held back and on one half of the evaluation set. */
const shares = { known: 0.2, typical: 0.5, likeness: 0.3 } as const
/** A term that an entry has this often is half known, and half typical of it at this share of its asks. */
const half = { known: 0.3, typical: 0.03 } as const
/** Entries with few asks: as if so many more had been written without the term. */
const unwritten = 6
/** A word of a text tells less than one of a way of asking. */
const textFactor = 0.7
/** So many of the nearest asks count. */
const nearestAsks = 4

/** `texts`: terms of titles and texts, with repetitions. */
export function createScorer(asks: readonly Ask[], texts: readonly Ask[]): Scorer {
  const weightOf = termWeights(countTerms(asks))
  const entries = gather(asks, texts, weightOf)
  const postings = postingsOf(entries)
  return {
    candidates: (question) => [...new Set([...question].flatMap((term) => postings.get(term) ?? []))],
    score: (id, question) => {
      const entry = entries.get(id)
      if (entry === undefined || question.size === 0) return 0
      const likeness = likenessOf(entry, question, weightOf)
      return coverageOf(entry, question, weightOf) + shares.likeness * likeness
    },
  }
}

type WeightOf = (term: string) => number

function gather(
  asks: readonly Ask[],
  texts: readonly Ask[],
  weightOf: WeightOf,
): ReadonlyMap<string, EntryTerms> {
  const byEntry = new Map<string, { asks: EntryTerms['asks'][number][]; counts: Map<string, number> }>()
  const entryOf = (id: string): { asks: EntryTerms['asks'][number][]; counts: Map<string, number> } => {
    const entry = byEntry.get(id) ?? { asks: [], counts: new Map<string, number>() }
    byEntry.set(id, entry)
    return entry
  }
  const add = (counts: Map<string, number>, terms: readonly string[], by: number): void => {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + by)
  }
  for (const { entry: id, terms } of asks) {
    const entry = entryOf(id)
    entry.asks.push({ terms: new Set(terms), length: lengthOf(terms, weightOf) })
    add(entry.counts, terms, 1)
  }
  for (const { entry: id, terms } of texts) add(entryOf(id).counts, terms, textFactor)
  return byEntry
}

function postingsOf(entries: ReadonlyMap<string, EntryTerms>): ReadonlyMap<string, readonly string[]> {
  const postings = new Map<string, string[]>()
  for (const [id, { counts }] of entries) {
    for (const term of counts.keys()) {
      const ids = postings.get(term)
      if (ids === undefined) postings.set(term, [id])
      else ids.push(id)
    }
  }
  return postings
}

/** The share of the question's weight that the entry knows at all, and that is typical of it. */
function coverageOf({ asks, counts }: EntryTerms, question: ReadonlySet<string>, weightOf: WeightOf): number {
  let covered = 0
  let all = 0
  for (const term of question) {
    const weight = weightOf(term)
    const count = counts.get(term) ?? 0
    const share = count / (asks.length + unwritten)
    covered += weight * shares.known * (count / (count + half.known))
    covered += weight * shares.typical * (share / (share + half.typical))
    all += weight
  }
  return all === 0 ? 0 : covered / all
}

/** Mean cosine of the nearest asks. */
function likenessOf({ asks }: EntryTerms, question: ReadonlySet<string>, weightOf: WeightOf): number {
  const length = lengthOf(question, weightOf)
  const nearest = asks
    .map((ask) => {
      let dot = 0
      for (const term of question) if (ask.terms.has(term)) dot += weightOf(term) ** 2
      return dot / (length * ask.length)
    })
    .sort((a, b) => b - a)
    .slice(0, nearestAsks)
  return nearest.reduce((sum, cosine) => sum + cosine, 0) / nearestAsks
}

function lengthOf(terms: Iterable<string>, weightOf: WeightOf): number {
  let sum = 0
  for (const term of terms) sum += weightOf(term) ** 2
  return Math.sqrt(sum) || 1
}
