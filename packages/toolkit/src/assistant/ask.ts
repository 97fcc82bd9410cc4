/** Answers a question from passages alone: found, arranged, cited; or refused. No model takes part. */
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

/** Below it no passage answers the question; found on questions that are not in the evaluation (`docs/reference/assistant.md`). */
const answerFrom = 0.3
const shown = 5
const longestQuestion = 2000

/** `question` of any length and content; what lies beyond 2,000 characters is not read. */
export function ask(index: SearchIndex, question: string, options: AskOptions = {}): Answer {
  const read = question.slice(0, longestQuestion)
  const language = options.language ?? guessTongue(read)
  const hits = index.search(read, language, shown + 5)
  const passages = hits.flatMap((hit) => foundIn(hit, language)).slice(0, shown)
  const refusal = refusalOf(hits, language)
  if (refusal !== undefined) {
    return { question, language, passages, status: 'refused', ...refusal, answer: [] }
  }
  return { question, language, passages, status: 'answered', answer: statementsOf(hits, language) }
}

function refusalOf(
  hits: readonly Hit[],
  language: Tongue,
): { readonly reason: RefusalReason; readonly pointer: string } | undefined {
  const best = hits[0]
  if (best === undefined || best.score < answerFrom) {
    return { reason: 'out_of_corpus', pointer: pointers.out_of_corpus[language] }
  }
  if (best.entry.means.kind !== 'refusal') return undefined
  const { reason, pointer } = best.entry.means.refusal
  return { reason, pointer: pointer[language] }
}

/** The best passage alone: a second one that is nearly as near is right too seldom to be cited; it stands among the found. */
function statementsOf(hits: readonly Hit[], language: Tongue): readonly Statement[] {
  const passage = hits[0] === undefined ? undefined : passageOf(hits[0].entry, language)
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

function round(score: number): number {
  return Math.round(score * 1000) / 1000
}
