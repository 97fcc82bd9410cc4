/** Puts an answer into a model's words, sentence by sentence, and keeps only what its passages carry. */
import { sha256Hex } from '../../base/index.ts'
import type { Answered, Statement } from '../answer.ts'
import type { Passage } from '../passage.ts'
import { answerPromptVersion, toAnswerRequest } from './answer-prompt.ts'
import { toLines } from './lines.ts'
import { type LanguageModel, type ModelEnd, ModelFailure, type ModelFailureCode } from './port.ts'
import { parseSentence } from './sentence.ts'
import { findUnsupported, type Unsupported } from './support.ts'

/** The first 200 characters of a line that is not shown. */
export interface Dropped {
  readonly text: string
  readonly reason: Unsupported | 'SHAPE'
}

/** What a model did with a question; shown and logged. */
export interface ModelReport {
  readonly model: string
  readonly host: string
  readonly promptVersion: string
  /** SHA-256 of the request as sent: of the messages in order, as JSON. */
  readonly inputDigest: string
  /** Ids of the passages that were sent. */
  readonly sentPassages: readonly string[]
  /** `used`: its sentences are the answer. `nothing-left`, `failed`: the passages are. */
  readonly outcome: 'used' | 'nothing-left' | 'failed'
  readonly failure?: { readonly code: ModelFailureCode; readonly message: string }
  /** Sentences that were not shown, with the reason; `SHAPE`: not the agreed line. */
  readonly dropped: readonly Dropped[]
  readonly end?: ModelEnd
}

export type AnswerEvent =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'done'; readonly answer: Answered; readonly report: ModelReport }

interface Grounding {
  readonly model: LanguageModel
  /** The passages of `answer.passages`, in their order. */
  readonly passages: readonly Passage[]
  readonly signal: AbortSignal
}

const mostSentences = 8

/**
 * Statements as they pass the check, then the whole answer with the report. A failure after some statements keeps those that
 * passed and says so in the report; with none the answer stays the passages. Never throws for what a model does.
 */
export async function* answerWithModel(
  answer: Answered,
  { model, passages, signal }: Grounding,
): AsyncGenerator<AnswerEvent> {
  const request = toAnswerRequest({ question: answer.question, language: answer.language, passages })
  const statements: Statement[] = []
  const dropped: Dropped[] = []
  let ending: Pick<ModelReport, 'end' | 'failure'> = {}
  try {
    for await (const line of toLines(model.complete(request, signal))) {
      if (line.kind === 'end') ending = { end: line }
      if (line.kind === 'end' || statements.length === mostSentences) continue
      const read = readStatement(line.line, answer, passages)
      if ('reason' in read) {
        dropped.push(read)
        continue
      }
      statements.push(read)
      yield { kind: 'statement', statement: read }
    }
  } catch (cause) {
    if (!(cause instanceof ModelFailure)) throw cause
    ending = { failure: { code: cause.code, message: cause.message } }
  }
  const isUsed = statements.length > 0
  yield {
    kind: 'done',
    answer: isUsed ? { ...answer, answer: statements } : answer,
    report: {
      model: model.name,
      host: model.host,
      promptVersion: answerPromptVersion,
      inputDigest: sha256Hex(JSON.stringify(request.messages)),
      sentPassages: passages.map(({ id }) => id),
      outcome: outcomeOf(isUsed, ending.failure),
      dropped,
      ...ending,
    },
  }
}

function outcomeOf(isUsed: boolean, failure: ModelReport['failure']): ModelReport['outcome'] {
  if (isUsed) return 'used'
  return failure === undefined ? 'nothing-left' : 'failed'
}

function readStatement(
  line: string,
  { language }: Answered,
  passages: readonly Passage[],
): Statement | Dropped {
  const sentence = parseSentence(line)
  if (sentence === undefined) return { text: line.slice(0, 200), reason: 'SHAPE' }
  const cited = sentence.passages.flatMap((number) => passages[number - 1] ?? [])
  const isKnown = cited.length === sentence.passages.length
  const reason = isKnown ? findUnsupported(sentence.text, cited, language) : 'PASSAGE_UNKNOWN'
  if (reason !== undefined) return { text: sentence.text.slice(0, 200), reason }
  return {
    text: sentence.text,
    citations: cited.map(({ ref, id, source }) => ({ ...(ref !== undefined && { ref }), id, source })),
  }
}
