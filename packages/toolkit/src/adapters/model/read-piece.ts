/** One event of a chat completion (`chat.completion.chunk`) or a whole one (`chat.completion`), in the OpenAI form. */
import { type ModelEnd, ModelFailure, type ModelPiece } from '../../assistant/index.ts'

type Fields = Readonly<Record<string, unknown>>

/** The pieces of one event; usage may come alone in the last one. Throws ModelFailure `MODEL_MALFORMED`. */
export function readPieces(data: string): readonly ModelPiece[] {
  const event = toFields(parse(data))
  if (event === undefined) throw malformed('it is no JSON object')
  const failure = toFields(event['error'])
  if (failure !== undefined)
    throw new ModelFailure('MODEL_REFUSED', `the model's endpoint says: ${say(failure)}`)
  const choices = event['choices']
  if (!Array.isArray(choices)) throw malformed('it has no list of choices')
  const choice = toFields(choices[0])
  const message = toFields(choice?.['delta']) ?? toFields(choice?.['message'])
  const text = message?.['content']
  const end = endOf(choice?.['finish_reason'], event['usage'])
  return [
    ...(typeof text === 'string' && text !== '' ? [{ kind: 'text' as const, text }] : []),
    ...(end === undefined ? [] : [end]),
  ]
}

const reasons: Readonly<Record<string, ModelEnd['reason']>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool',
  function_call: 'tool',
  content_filter: 'filtered',
}

function endOf(reason: unknown, usage: unknown): ModelEnd | undefined {
  if (typeof reason !== 'string') return undefined
  const counted = usageOf(usage)
  return { kind: 'end', reason: reasons[reason] ?? 'stop', ...(counted !== undefined && { usage: counted }) }
}

/** Undefined where the endpoint does not count. */
export function usageOf(value: unknown): ModelEnd['usage'] {
  const usage = toFields(value)
  const sent = usage?.['prompt_tokens']
  const received = usage?.['completion_tokens']
  const isCounted = isCount(sent) && isCount(received)
  return isCounted ? { sent, received } : undefined
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function say(failure: Fields): string {
  const message = failure['message']
  return typeof message === 'string'
    ? message.replace(/\p{Cc}+/gu, ' ').slice(0, 300)
    : 'an error without words'
}

function malformed(what: string): ModelFailure {
  return new ModelFailure(
    'MODEL_MALFORMED',
    `the model's endpoint sent an event that cannot be read: ${what}`,
  )
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

function toFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}
