/** Lets a model word an answer or draft a proposal: only where the settings name one, and only after the person knows what leaves. */
import { createModelClient } from '@occtet/toolkit/adapters'
import {
  type Answered,
  type AnswerEvent,
  answerWithModel,
  type AssistantSettings,
  type LanguageModel,
  type ModelEnd,
  type ModelRequest,
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

/** What would be sent: where to, how much, and the very messages. */
export interface Disclosure {
  readonly host: string
  readonly model: string
  /** Bytes of the messages. */
  readonly bytes: number
  /** Ids of the passages, or of the evidence. */
  readonly passages: readonly string[]
  readonly messages: readonly { readonly role: string; readonly content: string }[]
}

export function disclose(assistant: Assistant, answer: Answered): Disclosure {
  const passages = passagesFor(assistant.index, answer, modelSettings(assistant.settings).sources)
  const request = toAnswerRequest({ question: answer.question, language: answer.language, passages })
  return toDisclosure(
    assistant.settings,
    request,
    passages.map(({ id }) => id),
  )
}

/** Throws (exit 2) where no model is set. */
export function toDisclosure(
  settings: AssistantSettings,
  { messages }: ModelRequest,
  passages: readonly string[],
): Disclosure {
  const { url, name } = modelSettings(settings)
  return {
    host: new URL(url).host,
    model: name,
    bytes: messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0),
    passages,
    messages,
  }
}

/** A model that may be asked once, for what was disclosed. */
export interface OpenModel {
  readonly model: LanguageModel
  /** To be called when it has answered, whatever it said: what it used counts against the budget. */
  readonly count: (usage: ModelEnd['usage']) => void
}

/**
 * Undefined: nothing may be sent, and why was said. Throws (exit 2) where no model is set, its address is not safe, `--offline` is
 * given, or nobody could be asked. `what`: as the person is told of it, such as `Your question and 5 passages`.
 */
export async function openModel(
  context: Context,
  settings: AssistantSettings,
  given: { readonly disclosure: Disclosure; readonly what: string; readonly isAgreed: boolean },
): Promise<OpenModel | undefined> {
  const { disclosure, what, isAgreed } = given
  const set = modelSettings(settings)
  const url = safeUrl(set)
  if (context.isOffline) throw refuse('MODEL_OFFLINE', '--offline and --model exclude each other')
  if (set.send === 'never') throw refuse('MODEL_FORBIDDEN', 'the settings say send: never')
  const estimate = Math.ceil(disclosure.bytes / 3)
  const left = set.monthlyTokens - tokensUsed(context)
  if (estimate + 900 > left) {
    context.say(
      `Not sent: the budget of ${set.monthlyTokens} tokens a month has ${Math.max(0, left)} left.\n`,
    )
    return undefined
  }
  const isFree = isAgreed || set.send === 'always' || isThisMachine(url)
  if (!isFree && !(await agrees(context, disclosure, what))) return undefined
  return {
    model: clientOf(context, set, url),
    count: (usage) => addTokens(context, usage === undefined ? estimate : usage.sent + usage.received),
  }
}

function clientOf({ env }: Context, settings: ModelSettings, url: URL): LanguageModel {
  const key = settings.keyVariable === undefined ? undefined : env[settings.keyVariable]
  return createModelClient({
    url,
    model: settings.name,
    whole: settings.timeoutSeconds * 1000,
    ...(key !== undefined && { key }),
  })
}

/** Undefined: nothing was sent, and why was said. Throws as `openModel` does. */
export async function startModel(
  context: Context,
  assistant: Assistant,
  { answer, isAgreed }: { readonly answer: Answered; readonly isAgreed: boolean },
): Promise<AsyncGenerator<AnswerEvent> | undefined> {
  const disclosure = disclose(assistant, answer)
  const what = `Your question and ${disclosure.passages.length} passages`
  const opened = await openModel(context, assistant.settings, { disclosure, what, isAgreed })
  return opened === undefined ? undefined : run(assistant, answer, opened)
}

async function* run(
  assistant: Assistant,
  answer: Answered,
  { model, count }: OpenModel,
): AsyncGenerator<AnswerEvent> {
  const passages = passagesFor(assistant.index, answer, modelSettings(assistant.settings).sources)
  const signal = new AbortController().signal
  for await (const event of answerWithModel(answer, { model, passages, signal })) {
    if (event.kind === 'done') count(event.report.end?.usage)
    yield event
  }
}

/** Throws (exit 2) where none is set. */
export function modelSettings({ model }: AssistantSettings): ModelSettings {
  if (model !== undefined) return model
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

async function agrees(context: Context, { host, model, bytes }: Disclosure, what: string): Promise<boolean> {
  const told = `${what} (${bytes} bytes) would go to ${model} at ${host}.`
  if (!context.isInteractive) {
    throw refuse('MODEL_NOT_AGREED', told, 'Say --yes to send it, or --preview to see every word of it.')
  }
  context.say(`${told} Send it? [y/N] `)
  for await (const { text } of readLines(context.stdin)) return /^(?:y|yes|j|ja)$/i.test(text.trim())
  return false
}

function refuse(code: string, message: string, hint?: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message, ...(hint !== undefined && { hint }) })
}
