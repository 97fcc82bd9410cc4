/** Answers a question from passages alone: found, arranged, cited; or refused. No model takes part. */
import { asksForNamed, withNamed } from './named.ts'
import type { Answer, Citation, FoundPassage, Statement } from './answer.ts'
import type { Passage, RefusalReason, Tongue } from './passage.ts'
import type { Entry } from './search/entry.ts'
import type { Hit, SearchIndex } from './search/search-index.ts'
import { pointers } from './pointers.ts'
import { guessTongue } from './words/normalise.ts'

export interface AskOptions {
  /** Absent: the language that the question is written in. */
  readonly language?: Tongue
}

/** Below it no passage answers the question: of 6,700 questions that the law answers, by authors who were held back, 1 in 50 was below. */
const answerFrom = 0.17
const shown = 5
/** So many of the best entries are looked at: an example of a refusal may stand behind the provisions that share its words. */
const looked = 60
/** A refusal wins where it is nearly as near as a passage: found on questions of authors who were held back. */
const ahead = 0.1
const longestQuestion = 2000

/** `question` of any length and content; what lies beyond 2,000 characters is not read. */
export function ask(index: SearchIndex, question: string, options: AskOptions = {}): Answer {
  const read = question.slice(0, longestQuestion)
  const language = options.language ?? guessTongue(read)
  const found = index.search(read, language, looked)
  const hits = withNamed(index, found, read)
  const passages = hits.flatMap((hit) => foundIn(hit, language)).slice(0, shown)
  const refusal = refusalOf(asksForNamed(read) ? hits : found, language)
  if (refusal !== undefined) {
    return { question, language, passages, status: 'refused', ...refusal, answer: [] }
  }
  return { question, language, passages, status: 'answered', answer: statementsOf(hits, language) }
}

function refusalOf(
  hits: readonly Hit[],
  language: Tongue,
): { readonly reason: RefusalReason; readonly pointer: string } | undefined {
  const passage = hits.find(({ entry }) => entry.means.kind === 'passage')?.score ?? 0
  const refused = hits.find(({ entry }) => entry.means.kind === 'refusal')
  if (refused?.entry.means.kind === 'refusal' && refused.score > 0 && refused.score + ahead > passage) {
    const { refusal } = refused.entry.means
    return { reason: refusal.reason, pointer: refusal.pointer[language] }
  }
  return passage < answerFrom
    ? { reason: 'out_of_corpus', pointer: pointers.out_of_corpus[language] }
    : undefined
}

/** The best passage alone: a second one that is nearly as near is right too seldom to be cited; it stands among the found. */
function statementsOf(hits: readonly Hit[], language: Tongue): readonly Statement[] {
  const best = hits.find(({ entry }) => entry.means.kind === 'passage')
  const passage = best === undefined ? undefined : passageOf(best.entry, language)
  return passage === undefined ? [] : [{ text: passage.text, citations: [toCitation(passage)] }]
}

function foundIn({ entry, score }: Hit, language: Tongue): readonly FoundPassage[] {
  const passage = passageOf(entry, language)
  if (passage === undefined) return []
  const { title, place } = passage
  return [{ ...toCitation(passage), title, score: round(score), ...(place !== undefined && { place }) }]
}

/** In the language asked for, else in any. */
function passageOf({ means }: Entry, language: Tongue): Passage | undefined {
  if (means.kind !== 'passage') return undefined
  const { passages } = means
  return passages.find((passage) => passage.language === language) ?? passages[0]
}

function toCitation({ ref, id, source }: Passage): Citation {
  return { ...(ref !== undefined && { ref }), id, source }
}

/** What is before a person can score more than all of the question, and what is far behind less than nothing. */
function round(score: number): number {
  return Math.round(Math.max(0, Math.min(1, score)) * 1000) / 1000
}
