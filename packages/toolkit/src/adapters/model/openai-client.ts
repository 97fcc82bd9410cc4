/**
 * A language model behind an endpoint of the OpenAI form (`POST …/chat/completions`): Ollama, vLLM, llama.cpp, European
 * providers. Streams where the endpoint streams, reads one answer where it does not.
 */
import {
  type LanguageModel,
  ModelFailure,
  type ModelPiece,
  type ModelRequest,
} from '../../assistant/index.ts'
import { readPieces, usageOf } from './read-piece.ts'
import { readServerEvents } from './server-events.ts'

export interface ModelEndpoint {
  /** Base of the API, as `http://127.0.0.1:11434/v1`; https, or http on this machine only. */
  readonly url: URL
  readonly model: string
  /** Sent as a bearer token; never logged, never part of an error. */
  readonly key?: string
  /** Milliseconds without a byte before an answer counts as failed. */
  readonly idle?: number
  /** Milliseconds for a whole answer. */
  readonly whole?: number
  /** How requests leave; absent: `fetch` of the platform. */
  readonly post?: ModelPost
}

/**
 * Sends one request and follows no redirect: the answer is what the address itself said. Rejects where nothing came back,
 * or the signal aborts. Whoever gives another one than the platform's decides which addresses may be reached.
 */
export type ModelPost = (
  url: string,
  request: {
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    readonly signal: AbortSignal
  },
) => Promise<ModelResponse>

export interface ModelResponse {
  readonly status: number
  /** Media type as it was sent; empty: none was. */
  readonly type: string
  /** Ends the connection where it is left early. */
  readonly body: AsyncIterable<Uint8Array>
  /** Ends the connection unread. */
  readonly drop: () => Promise<void>
}

/** Bytes of one answer. */
const largestAnswer = 2 * 1024 * 1024

export function createModelClient(endpoint: ModelEndpoint): LanguageModel {
  return {
    name: endpoint.model,
    host: endpoint.url.host,
    complete: (request, signal) => complete(endpoint, request, signal),
  }
}

async function* complete(
  endpoint: ModelEndpoint,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelPiece> {
  const clock = startClock(endpoint, signal)
  try {
    const response = await send(endpoint, request, clock.signal)
    const body = touching(response, clock.touch)
    if (response.type.startsWith('text/event-stream')) yield* readStream(body)
    else yield* readWhole(body)
  } catch (cause) {
    throw toFailure(cause, endpoint, clock)
  } finally {
    clock.stop()
  }
}

async function send(
  endpoint: ModelEndpoint,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelResponse> {
  const base = endpoint.url.href.replace(/\/+$/, '')
  const post = endpoint.post ?? postByPlatform
  const response = await post(`${base}/chat/completions`, {
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream, application/json',
      ...(endpoint.key !== undefined && { authorization: `Bearer ${endpoint.key}` }),
    },
    body: JSON.stringify({
      model: endpoint.model,
      messages: request.messages,
      max_tokens: request.maxTokens,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    }),
  })
  if (response.status >= 200 && response.status < 300) return response
  await response.drop()
  throw new ModelFailure('MODEL_REFUSED', `${endpoint.url.host} answered ${response.status}`)
}

const postByPlatform: ModelPost = async (url, request) => {
  const response = await fetch(url, { method: 'POST', redirect: 'error', ...request })
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: response.body ?? nothing(),
    drop: async () => response.body?.cancel(),
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Ends at `[DONE]` or with the stream; usage that comes after the end is joined to it. */
async function* readStream(body: AsyncIterable<Uint8Array>): AsyncGenerator<ModelPiece> {
  let end: ModelPiece | undefined
  for await (const data of readServerEvents(body)) {
    if (data === '[DONE]') break
    if (end?.kind === 'end') {
      const usage = usageOf((JSON.parse(data) as { readonly usage?: unknown }).usage)
      end = usage === undefined ? end : { ...end, usage }
      continue
    }
    for (const piece of readPieces(data)) {
      if (piece.kind === 'end') end = piece
      else yield piece
    }
  }
  if (end !== undefined) yield end
}

async function* readWhole(body: AsyncIterable<Uint8Array>): AsyncGenerator<ModelPiece> {
  const parts: Uint8Array[] = []
  for await (const bytes of body) parts.push(bytes)
  yield* readPieces(Buffer.concat(parts).toString('utf8'))
}

async function* touching({ body }: ModelResponse, touch: () => void): AsyncGenerator<Uint8Array> {
  let received = 0
  for await (const bytes of body) {
    touch()
    received += bytes.length
    if (received > largestAnswer) {
      throw new ModelFailure('MODEL_TOO_LONG', `the model sent more than ${largestAnswer / 1024 / 1024} MiB`)
    }
    yield bytes
  }
}

interface AnswerClock {
  readonly signal: AbortSignal
  readonly touch: () => void
  readonly stop: () => void
  readonly isOver: () => boolean
}

function startClock({ idle = 30_000, whole = 120_000 }: ModelEndpoint, outer: AbortSignal): AnswerClock {
  const late = new AbortController()
  const end = (): void => late.abort()
  const idleTimer = setTimeout(end, idle)
  const wholeTimer = setTimeout(end, whole)
  return {
    signal: AbortSignal.any([outer, late.signal]),
    touch: () => void idleTimer.refresh(),
    stop: () => {
      clearTimeout(idleTimer)
      clearTimeout(wholeTimer)
    },
    isOver: () => late.signal.aborted,
  }
}

function toFailure(cause: unknown, { url }: ModelEndpoint, clock: AnswerClock): unknown {
  if (cause instanceof ModelFailure) return cause
  if (clock.isOver()) return new ModelFailure('MODEL_TIMEOUT', `${url.host} took too long to answer`, cause)
  if (clock.signal.aborted) return new ModelFailure('MODEL_UNREACHABLE', 'the question was taken back', cause)
  if (cause instanceof SyntaxError) {
    return new ModelFailure('MODEL_MALFORMED', `${url.host} sent an event that is no JSON`, cause)
  }
  if (!(cause instanceof Error)) return cause
  const inner = cause.cause instanceof Error ? cause.cause.message : cause.message
  return new ModelFailure('MODEL_UNREACHABLE', `${url.host} cannot be reached: ${inner}`, cause)
}
