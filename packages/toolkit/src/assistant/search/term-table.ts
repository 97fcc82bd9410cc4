/** Where each term stands: in which entries, in how many of their ways of asking, and how often in their texts. */
import type { Table } from '../table.ts'

export interface TermTable {
  /** Of each entry: its ways of asking, titles among them. */
  readonly asks: readonly number[]
  /** Of each term: entry, ways of asking that have it, times that texts have it; again entry, and so on. Entries rise. */
  readonly postings: Table<readonly number[]>
}

/** The terms of one entry. */
export interface EntryTerms {
  readonly asks: readonly (readonly string[])[]
  readonly texts: readonly (readonly string[])[]
}

export const postingLength = 3

export function countTerms(entries: readonly EntryTerms[]): TermTable {
  const postings = new Map<string, number[]>()
  for (const [entry, { asks, texts }] of entries.entries()) {
    for (const ask of asks)
      for (const term of new Set(ask)) countIn(postings, term, { entry, asks: 1, texts: 0 })
    for (const term of texts.flat()) countIn(postings, term, { entry, asks: 0, texts: 1 })
  }
  return { asks: entries.map(({ asks }) => asks.length), postings }
}

function countIn(
  postings: Map<string, number[]>,
  term: string,
  { entry, asks, texts }: { readonly entry: number; readonly asks: number; readonly texts: number },
): void {
  const list = postings.get(term) ?? []
  if (list.length === 0) postings.set(term, list)
  const at = list.length - postingLength
  if (list[at] !== entry) {
    list.push(entry, asks, texts)
    return
  }
  list[at + 1] = (list[at + 1] ?? 0) + asks
  list[at + 2] = (list[at + 2] ?? 0) + texts
}
