/** What a question would send to the model, to the letter; and whether it may. */
import type { AnswerOf, assistantModelRoutes } from '@occtet/contract/api'
import {
  type Answered,
  guessTongue,
  type ModelRequest,
  type Passage,
  toAnswerRequest,
} from '@occtet/toolkit/assistant'
import { sha256Hex } from '@occtet/toolkit/base'
import type { AssistantModelRow } from '../../db/tables/assistant.ts'
import { refuse, type Refused } from '../../products/refuse.ts'
import { gather, type QuestionWish } from '../gather.ts'
import { findAnswer, type SearchedAnswer } from '../search.ts'
import { bytesOf, mostTokens, readTokens } from './budget.ts'
import { type Acting, sourcesOf } from './model-store.ts'

type Preview = AnswerOf<(typeof assistantModelRoutes)['assistant.preview']>
export type Disclosure = Extract<Preview, { kind: 'would-send' }>['disclosure']

export interface SentAnswer {
  readonly answer: Answered
  readonly passages: readonly Passage[]
  readonly request: ModelRequest
}

/** `sent` is absent where nothing would be sent: a refusal, or no passage of a kind that may be. */
export interface Searched {
  readonly answer: SearchedAnswer['answer']
  readonly sent?: SentAnswer
}

export async function searchFor(
  at: Acting,
  row: AssistantModelRow,
  wish: QuestionWish,
): Promise<Searched | Refused> {
  const language = wish.language ?? guessTongue(wish.question)
  const parts = await gather({ ...at, language }, wish)
  if ('kind' in parts) return parts
  const found = await findAnswer({ parts, question: wish.question, language, texts: sourcesOf(row) })
  if ('kind' in found) return found
  const { answer, passages } = found
  if (answer.status === 'refused' || passages.length === 0) return { answer }
  const request = toAnswerRequest({ question: answer.question, language: answer.language, passages })
  return { answer, sent: { answer, passages, request } }
}

/** Names what a person agreed to: this text, to this model, at this address. */
export function digestOf({ url, name }: AssistantModelRow, { messages }: ModelRequest): string {
  return sha256Hex(JSON.stringify([url, name, messages]))
}

export async function disclose(
  { org, now }: Acting,
  row: AssistantModelRow,
  { request, ids }: { readonly request: ModelRequest; readonly ids: readonly string[] },
): Promise<Disclosure> {
  const used = await readTokens(org, now)
  return {
    host: new URL(row.url).host,
    model: row.name,
    bytes: bytesOf(request),
    passages: [...ids],
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    digest: digestOf(row, request),
    budget: { left: Math.max(0, row.monthly_tokens - used), most: mostTokens(request) },
  }
}

/** Undefined: it may be sent. Whoever names what they saw is never sent for with anything else. */
export function findObstacle(
  row: AssistantModelRow,
  request: ModelRequest,
  agreed: string | undefined,
): Refused | undefined {
  if (row.send === 'never') return forbidden
  const isOther = agreed !== undefined && agreed !== digestOf(row, request)
  return isOther || (row.send === 'ask' && agreed === undefined) ? notAgreed : undefined
}

export const notSet = refuse(409, 'MODEL_NOT_SET', 'no model is set for this organisation')
export const forbidden = refuse(403, 'MODEL_FORBIDDEN', 'the settings of the model say: never send')
const notAgreed = refuse(
  409,
  'MODEL_NOT_AGREED',
  'expected the digest of exactly what would be sent; look at it again first',
)
