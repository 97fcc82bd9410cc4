/** Asks the running program over HTTP, as any client would, and holds each answer against the contract. */
import type {
  AnswerOf,
  BodyOf,
  ParamsOf,
  QueryOf,
  RouteShape,
} from '../../../packages/contract/src/api/index.ts'

export interface Input<R extends RouteShape> {
  readonly params: ParamsOf<R>
  readonly query?: QueryOf<R>
  readonly body?: BodyOf<R>
}

/** An answer that is not what was asked for: `status` and the problem's text. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, text: string) {
    super(`${status}: ${text}`)
    this.status = status
  }
}

/** Who asks where. */
export interface Asker {
  /** Without a slash at the end. */
  readonly url: string
  /** Of a session; absent: nobody signed in, as on one machine. */
  readonly cookie?: string | undefined
}

/** `key`: makes the request repeatable. Rejects with what `fetch` throws where nobody answers. */
export async function ask<R extends RouteShape>(
  asker: Asker,
  route: R,
  { key, ...input }: Input<R> & { readonly key?: string },
): Promise<AnswerOf<R>> {
  const response = await send(asker, route, { key, ...input })
  if (!response.ok) throw new Refused(response.status, await response.text())
  if (route.answer.kind !== 'json') throw new Error(`${route.path} answers no JSON`)
  return route.answer.schema.parse(await response.json()) as AnswerOf<R>
}

/** The answer as it comes. */
export async function send<R extends RouteShape>(
  { url, cookie }: Asker,
  route: R,
  { key, ...input }: Input<R> & { readonly key?: string | undefined },
): Promise<Response> {
  return fetch(`${url}${addressOf(route, input)}`, {
    method: route.method,
    headers: {
      origin: url,
      ...(cookie === undefined ? {} : { cookie }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(input.body === undefined || input.body instanceof Uint8Array
        ? {}
        : { 'content-type': 'application/json' }),
    },
    ...(input.body === undefined ? {} : { body: toBytes(input.body) }),
  })
}

function toBytes(body: unknown): BodyInit {
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
}

function addressOf<R extends RouteShape>(route: R, { params, query }: Input<R>): string {
  const values = params as Readonly<Record<string, string>>
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const search = new URLSearchParams(query as Record<string, string> | undefined).toString()
  return search === '' ? path : `${path}?${search}`
}
