/** Provisions that a question names: `Art. 14(2)(a)` alone asks for that provision, whatever other words are in it. */
import { findReferences, withoutReferences } from './reference.ts'
import type { Hit, SearchIndex } from './search/search-index.ts'
import { glueWords, toWords } from './words/normalise.ts'

/** What a provision gains that the question names. */
const gain = { alone: 1, amongOthers: 0.45 } as const

/** Words with which people ask for a provision and for nothing of it. */
const asking = new Set(
  'what which say says said steht stehen content contents inhalt text mean means meaning bedeutet besagt sagt about uber worum geht explain erklare erklaren erklarung require requires regelt regeln verlangt cover covers was wie cra cyber resilience act regulation verordnung law gesetz show zeige zeig summary summarise zusammenfassung'.split(
    ' ',
  ),
)

/** `hits` with the provisions that the question names, best first. */
export function withNamed(index: SearchIndex, hits: readonly Hit[], question: string): readonly Hit[] {
  const entries = findReferences(question).flatMap((ref) => index.find(`law/${ref}`) ?? [])
  // What the law does not have is no reason to show something else of it.
  if (entries.length === 0) return asksForNamed(question) ? [] : hits
  const gained = asksForNamed(question) ? gain.alone : gain.amongOthers
  const named = entries.map((entry) => ({
    entry,
    score: Math.max(0, hits.find((hit) => hit.entry === entry)?.score ?? 0) + gained,
  }))
  return [...named, ...hits.filter(({ entry }) => !entries.includes(entry))].sort((a, b) => b.score - a.score)
}

/** Whether a question names provisions and asks nothing else: then nothing speaks for refusing it. */
export function asksForNamed(question: string): boolean {
  const isAsking = (word: string): boolean =>
    asking.has(word) || glueWords.en.has(word) || glueWords.de.has(word)
  return findReferences(question).length > 0 && toWords(withoutReferences(question)).every(isAsking)
}
