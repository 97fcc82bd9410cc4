/** Words of a text as numbers of the vocabulary. */
import type { Catalogue } from './catalogue.ts'
import type { WordRow } from './matcher.ts'
import { toWordFlags } from './word-flags.ts'

export function toRow(catalogue: Catalogue, words: readonly string[]): WordRow {
  const ids = new Uint16Array(words.length)
  const flags = new Uint8Array(words.length)
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const id = catalogue.vocabulary.get(word) ?? 0
    ids[at] = id
    flags[at] = id === 0 ? toWordFlags(word) : (catalogue.wordFlags[id] ?? 0)
  }
  return { ids, flags }
}
