/** Prepared entries as bytes, both ways. Written and read by ourselves alone: nothing here is checked but what would go unseen. */
import type { Entry } from '../search/entry.ts'
import type { PreparedEntries } from '../search/prepare.ts'
import type { KnownStems } from '../words/analyse.ts'
import { openTable, writeTable } from './text-table.ts'

interface PreparedFile {
  readonly entries: readonly Entry[]
  readonly asks: readonly number[]
  readonly postings: string
  readonly words: string
  /** Absent where the entries are cut by what others know. */
  readonly known?: readonly string[]
}

/** `known`: where these entries say how German compounds are cut. ASCII alone, which is read several times as fast. */
export function writePrepared({ entries, terms, words }: PreparedEntries, known?: KnownStems): string {
  const file: PreparedFile = {
    entries,
    asks: terms.asks,
    postings: writeTable(terms.postings),
    words: writeTable([...words].map(([word, count]) => [word, [count]])),
    ...(known !== undefined && { known: [...known].sort() }),
  }
  return JSON.stringify(file).replace(/[^ -~]/g, escape)
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** `known`: that of the entries which these are searched together with; absent: what the file says. */
export function readPrepared(bytes: Uint8Array, known?: KnownStems): PreparedEntries {
  const file = JSON.parse(new TextDecoder().decode(bytes)) as PreparedFile
  return {
    entries: file.entries,
    terms: { asks: file.asks, postings: openTable(file.postings, (list) => list) },
    words: openTable(file.words, ([count = 0]) => count),
    known: known ?? new Set(file.known),
  }
}
