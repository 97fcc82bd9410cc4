/** Lets a model word an answer: only where the settings name one, and only after the person knows what leaves. */
import { createModelClient } from '@occtet/toolkit/adapters'
import {
  type Answered,
  type AnswerEvent,
  answerWithModel,
  type ModelSettings,
  passagesFor,
  toAnswerRequest,
} from '@occtet/toolkit/assistant'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { readLines } from '../ndjson.ts'
import { addTokens, tokensUsed } from './model-budget.ts'
import type { Assistant } from './open-assistant.ts'

/** What would be sent for an answer: where to, how much, and the very messages. */
export interface Disclosure {
  readonly host: string
  readonly model: string
  /** Bytes of the messages. */
  readonly bytes: number
  readonly passages: readonly string[]
  readonly messages: readonly { readonly role: string; readonly content: string }[]
}

export function disclose(assistant: Assistant, answer: Answered): Disclosure {
  const settings = modelSettings(assistant)
  const passages = passagesFor(assistant.index, answer, settings.sources)
  const { messages } = toAnswerRequest({ question: answer.question, language: answer.language, passages })
  return {
    host: new URL(settings.url).host,
    model: settings.name,
    bytes: messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0),
    passages: passages.map(({ id }) => id),
    messages,
  }
}

/**
 * Undefined: nothing was sent, and why was said. Throws (exit 2) where no model is set, its address is not safe, `--offline` is
 * given, or nobody could be asked.
 */
export async function startModel(
  context: Context,
  assistant: Assistant,
  given: { readonly answer: Answered; readonly isAgreed: boolean },
): Promise<AsyncGenerator<AnswerEvent> | undefined> {
  const settings = modelSettings(assistant)
  const url = safeUrl(settings)
  if (context.isOffline) throw refuse('MODEL_OFFLINE', '--offline and --model exclude each other')
  if (settings.send === 'never') throw refuse('MODEL_FORBIDDEN', 'the settings say send: never')
  const disclosure = disclose(assistant, given.answer)
  const left = settings.monthlyTokens - tokensUsed(context)
  if (Math.ceil(disclosure.bytes / 3) + 900 > left) {
    context.say(
      `Not sent: the budget of ${settings.monthlyTokens} tokens a month has ${Math.max(0, left)} left.\n`,
    )
    return undefined
  }
  const isFree = given.isAgreed || settings.send === 'always' || isThisMachine(url)
  if (!isFree && !(await agrees(context, disclosure))) return undefined
  return run(context, assistant, { answer: given.answer, settings, url })
}

interface Call {
  readonly answer: Answered
  readonly settings: ModelSettings
  readonly url: URL
}

async function* run(
  context: Context,
  assistant: Assistant,
  { answer, settings, url }: Call,
): AsyncGenerator<AnswerEvent> {
  const key = settings.keyVariable === undefined ? undefined : context.env[settings.keyVariable]
  const model = createModelClient({
    url,
    model: settings.name,
    whole: settings.timeoutSeconds * 1000,
    ...(key !== undefined && { key }),
  })
  const passages = passagesFor(assistant.index, answer, settings.sources)
  const signal = new AbortController().signal
  for await (const event of answerWithModel(answer, { model, passages, signal })) {
    if (event.kind === 'done') {
      const { end } = event.report
      const estimate = Math.ceil(disclose(assistant, answer).bytes / 3)
      addTokens(context, end?.usage === undefined ? estimate : end.usage.sent + end.usage.received)
    }
    yield event
  }
}

function modelSettings({ settings }: Assistant): ModelSettings {
  if (settings.model !== undefined) return settings.model
  throw refuse(
    'MODEL_NOT_SET',
    'no model is set',
    'Name one in assistant.yaml in the folder of settings (docs/guide/assistant.md).',
  )
}

/** In the clear only to this machine: questions say what a company has not mended yet. */
function safeUrl({ url }: ModelSettings): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed !== undefined && (parsed.protocol === 'https:' || isThisMachine(parsed))) return parsed
  throw refuse('MODEL_URL_UNSAFE', `${url} is neither https nor on this machine`)
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

async function agrees(context: Context, { host, model, bytes, passages }: Disclosure): Promise<boolean> {
  const what = `Your question and ${passages.length} passages (${bytes} bytes) would go to ${model} at ${host}.`
  if (!context.isInteractive) {
    throw refuse('MODEL_NOT_AGREED', what, 'Say --yes to send it, or --preview to see every word of it.')
  }
  context.say(`${what} Send it? [y/N] `)
  for await (const { text } of readLines(context.stdin)) return /^(?:y|yes|j|ja)$/i.test(text.trim())
  return false
}

function refuse(code: string, message: string, hint?: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message, ...(hint !== undefined && { hint }) })
}
