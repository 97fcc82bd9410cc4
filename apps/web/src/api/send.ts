/** Sends one request of the contract and reads the answer with the contract's own schema. */
import {
  type AnswerOf,
  type BodyOf,
  type ParamsOf,
  problem,
  type QueryOf,
  type RouteShape,
} from '@occtet/contract/api'
import { Refusal } from './refusal.ts'

export interface RouteInput<R extends RouteShape> {
  readonly params: ParamsOf<R>
  readonly query?: QueryOf<R>
  /** A file is sent as it is read, never held as a whole. */
  readonly body?: BodyOf<R> | (R extends { readonly upload: object } ? Blob : never)
}

export interface SendOptions {
  readonly signal?: AbortSignal
  /** The same key makes a repeated change the same change. */
  readonly key?: string
  /** `ETag` of what was read before the change. */
  readonly ifMatch?: string
}

/** The address of a route, with every value encoded. */
export function urlOf<R extends RouteShape>(route: R, input: RouteInput<R>): string {
  const values = input.params as Readonly<Record<string, string>>
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${route.path} needs ${name}`)
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string') query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Rejects with a `Refusal`, whatever went wrong. */
export async function send<R extends RouteShape>(
  route: R,
  input: RouteInput<R>,
  options: SendOptions = {},
): Promise<AnswerOf<R>> {
  const response = await request(route, input, options)
  if (route.answer.kind !== 'json') return undefined as AnswerOf<R>
  const read = route.answer.schema.safeParse(await readJson(response))
  if (!read.success) throw new Refusal('UNREADABLE', 0, { title: `${route.method} ${route.path}` })
  return read.data as AnswerOf<R>
}

/** The answer as it begins, for what comes bit by bit; rejects with a `Refusal` as `send` does. */
export async function request<R extends RouteShape>(
  route: R,
  input: RouteInput<R>,
  options: SendOptions,
): Promise<Response> {
  const response = await ask(route, input, options)
  if (!response.ok) throw await readProblem(response)
  return response
}

async function ask<R extends RouteShape>(
  route: R,
  input: RouteInput<R>,
  options: SendOptions,
): Promise<Response> {
  const { body } = input
  const wanted = route.answer.kind === 'events' ? 'text/event-stream' : 'application/json'
  const headers = new Headers({ accept: `${wanted}, application/problem+json` })
  if (body !== undefined) {
    headers.set('content-type', isBytes(body) ? 'application/octet-stream' : 'application/json')
  }
  if (options.key !== undefined) headers.set('idempotency-key', options.key)
  if (options.ifMatch !== undefined) headers.set('if-match', options.ifMatch)
  try {
    return await fetch(urlOf(route, input), {
      method: route.method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: toBytes(body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
  } catch (error) {
    if (options.signal?.aborted === true) throw error
    throw new Refusal('OFFLINE', 0, { title: error instanceof Error ? error.message : 'no answer' })
  }
}

function isBytes(body: unknown): boolean {
  return body instanceof Uint8Array || body instanceof Blob
}

function toBytes(body: unknown): BodyInit {
  if (body instanceof Blob) return body
  if (body instanceof Uint8Array) return new Blob([new Uint8Array(body)])
  return JSON.stringify(body)
}

async function readProblem(response: Response): Promise<Refusal> {
  const read = problem.safeParse(await readJson(response).catch(() => undefined))
  if (!read.success) {
    const code = response.status >= 502 ? 'OFFLINE' : 'UNREADABLE'
    return new Refusal(code, response.status, { title: `HTTP ${response.status}` })
  }
  const { code, title, detail, fields } = read.data
  return new Refusal(code, response.status, {
    title: detail ?? title,
    ...(fields === undefined ? {} : { fields }),
  })
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw new Refusal('UNREADABLE', response.status, { title: 'the answer is no JSON' })
  }
}
