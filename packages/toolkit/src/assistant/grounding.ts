/** The passages that a model may see for a question: those that were found, of the kinds that may be sent. */
import type { Answer } from './answer.ts'
import type { Passage, PassageSource } from './passage.ts'
import type { SearchIndex } from './search/search-index.ts'

/** In the order of `answer.passages`, in the language of the answer where they have it. */
export function passagesFor(
  index: SearchIndex,
  answer: Answer,
  sources: readonly PassageSource[],
): readonly Passage[] {
  const wanted = new Map(answer.passages.map(({ id }, at) => [id, at]))
  return index
    .search(answer.question, answer.language, 60)
    .flatMap(({ entry }) => (entry.means.kind === 'passage' ? entry.means.passages : []))
    .filter(({ id, source }) => wanted.has(id) && sources.includes(source))
    .sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0))
}
