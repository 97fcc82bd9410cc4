/** What is packed is what was prepared. */
import { expect, test } from 'vitest'
import { passageEntry } from '../search/entry.ts'
import { type PreparedEntries, prepareEntries } from '../search/prepare.ts'
import { createSearchIndex } from '../search/search-index.ts'
import { readPrepared, writePrepared } from './prepared-file.ts'

const entries = [
  {
    id: 'reports',
    title: 'Meldefristen',
    text: 'Eine Frist von 24 Stunden für jede Meldung – „ohne Verzug“.',
  },
  { id: 'fines', title: 'Fines', text: 'Up to 15 000 000 € or 2.5 % of the turnover; \\ " \n 市 Ωμέγα 👋.' },
].map(({ id, title, text }) => ({
  ...passageEntry(id, [{ id, source: 'documentation', also: [], title, text, asks: ['how much in ωμέγα'] }]),
  prior: 0.8,
}))
const prepared = prepareEntries(entries)

function pack(json: string): Uint8Array {
  return new TextEncoder().encode(json)
}

function contentOf({ entries: own, terms, words, known }: PreparedEntries): unknown {
  return { own, asks: terms.asks, postings: new Map(terms.postings), words: new Map(words), known }
}

test('what is read is what was written, whatever letters it has', () => {
  const json = writePrepared(prepared, prepared.known)
  expect(json).toMatch(/^[ -~]*$/)
  expect(contentOf(readPrepared(pack(json)))).toEqual(contentOf(prepared))
})

test('what others know is not written', () => {
  const json = writePrepared(prepared)
  expect(json).not.toContain('"known"')
  expect(readPrepared(pack(json), prepared.known).known).toBe(prepared.known)
})

test.each(['Wie lange ist die Meldefrist?', 'how much is the turnover', 'ΩΜΈΓΑ?', 'turnovr', 'constructor'])(
  'the same is found: %s',
  (question) => {
    const read = readPrepared(pack(writePrepared(prepared, prepared.known)))
    for (const language of ['en', 'de'] as const)
      expect(createSearchIndex(read).search(question, language, 5)).toEqual(
        createSearchIndex(prepared).search(question, language, 5),
      )
  },
)
