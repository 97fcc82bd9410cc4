/** Routes × handlers: who asks, may they, is it well-formed, once only; then the handler. In this order for every route. */
import type { RouteShape } from '@occtet/contract/api'
import type { BodyBudget } from '../feddb/http/read-json.ts'
import { allow } from './access.ts'
import type { Doorkeeper, Entry, Identity, Peer } from './identity.ts'
import { createMatcher, type TableRoute } from './match.ts'
import type { Call, Caller, Kernel, Reply } from './model.ts'
import { refuseForeignOrigin } from './origin.ts'
import { type ParsedBody, parseBody, parseQuery } from './parse.ts'
import { notFound, type Problem, problemResponse } from './problem.ts'
import type { RateLimit } from './rate-limit.ts'
import { digestRequest, toRepeatKey } from './repeat.ts'
import { respond } from './respond.ts'
import { runOnce } from './run-once.ts'
import type { Spool } from './spool.ts'
import type { Streams } from './streams.ts'

/** Handlers of all resources by route id. Their exact types were checked where each was written. */
export type AnyHandlers = Readonly<Record<string, (call: never) => Promise<Reply<unknown>>>>

export interface Binding {
  readonly kernel: Kernel
  readonly routes: Readonly<Record<string, RouteShape>>
  readonly handlers: AnyHandlers
  readonly doorkeeper: Doorkeeper
  readonly callers: RateLimit
  readonly addresses: RateLimit
  readonly budget: BodyBudget
  readonly spool: Spool
  readonly checksAnswers: boolean
  readonly streams: Streams
}

/** Which route it was, for log and metrics; `-` where none fits. */
export interface Served {
  readonly response: Response
  readonly route: string
  readonly identity: Identity
}

export type Serve = (request: Request, peer: Peer) => Promise<Served>

const nobody: Identity = { kind: 'nobody' }

export function bindRoutes(binding: Binding): Serve {
  const match = createMatcher(binding.routes)
  return async (request, peer) => {
    const late = binding.addresses.take(peer.address, costOf(request.method))
    if (late !== undefined) return served('-', tooMany(late))
    const url = new URL(request.url)
    const matched = match(request.method === 'HEAD' ? 'GET' : request.method, url.pathname)
    switch (matched.kind) {
      case 'none':
        return served('-', notFound)
      case 'method':
        return served('-', {
          status: 405,
          code: 'METHOD_UNSUPPORTED',
          headers: { allow: matched.allowed.join(', ') },
        })
      case 'route':
        return serveRoute(binding, { request, peer, url, ...matched.found, params: matched.params })
      default:
        return matched satisfies never
    }
  }
}

function served(route: string, problem: Problem, identity: Identity = nobody): Served {
  return { response: problemResponse(problem), route, identity }
}

export function tooMany(seconds: number): Problem {
  return {
    status: 429,
    code: 'TOO_MANY',
    detail: `expected fewer requests; try again in ${seconds} s`,
    headers: { 'retry-after': String(seconds) },
  }
}

interface Asked extends TableRoute {
  readonly request: Request
  readonly peer: Peer
  readonly url: URL
  readonly params: Readonly<Record<string, string>>
}

async function serveRoute(binding: Binding, asked: Asked): Promise<Served> {
  const { request, id } = asked
  const identity = await binding.doorkeeper.identify(request, asked.peer)
  const refusal =
    refuseForeignOrigin(request, identity, binding.kernel.settings) ?? limitCaller(binding, asked, identity)
  if (refusal !== undefined) return served(id, refusal, identity)
  const allowed = await allow(binding.doorkeeper, asked, identity)
  if (!allowed.ok) return served(id, allowed.error, identity)
  return { response: await serveAllowed(binding, asked, allowed.value), route: id, identity }
}

function limitCaller(binding: Binding, { request, route }: Asked, identity: Identity): Problem | undefined {
  if (identity.kind === 'nobody') return undefined
  const cost = route.upload === undefined ? costOf(request.method) : 10
  const late = binding.callers.take(`${identity.kind}:${identity.id}`, cost)
  return late === undefined ? undefined : tooMany(late)
}

/** Of a bucket: writing costs more than reading. */
function costOf(method: string): number {
  return method === 'GET' || method === 'HEAD' ? 1 : 3
}

interface Allowed {
  readonly caller: Caller
  readonly entry: Entry | undefined
}

async function serveAllowed(binding: Binding, asked: Asked, allowed: Allowed): Promise<Response> {
  const { route, request, url } = asked
  const query = parseQuery(route, url)
  if (!query.ok) return problemResponse(query.error)
  const began = performance.now()
  const body = await parseBody(route, request, binding)
  if (!body.ok) return problemResponse(body.error)
  try {
    // A body that took its time may have outlived the right to send it.
    if (performance.now() - began > SLOW && !(await isStillAllowed(binding, asked)))
      return problemResponse(notFound)
    return await serveParsed(binding, asked, { ...allowed, query: query.value, body: body.value })
  } finally {
    await body.value.drop?.()
  }
}

async function serveParsed(
  binding: Binding,
  asked: Asked,
  { body, ...parsed }: Allowed & { readonly query: unknown; readonly body: ParsedBody },
): Promise<Response> {
  const { route, request, url } = asked
  const run = async (): Promise<Response> =>
    holding(binding.budget, body.size, async () =>
      runHandler(binding, asked, { ...parsed, body: body.value }),
    )
  const header = request.headers.get('idempotency-key')
  if (header === null || route.method === 'GET' || parsed.caller.kind === 'nobody') return run()
  const key = toRepeatKey(header)
  if (key === undefined) {
    return problemResponse({
      status: 400,
      code: 'KEY_INVALID',
      detail: 'expected an idempotency key of 1 to 128 visible ASCII letters',
    })
  }
  return runOnce(binding.kernel, run, {
    isSecret: route.isSecret === true,
    isOfOrg: parsed.entry !== undefined,
    caller: `${parsed.caller.kind}:${parsed.caller.id}`,
    key,
    request: digestRequest(route.method, url.pathname + url.search, body.digest),
    now: binding.kernel.now(),
  })
}

/** Milliseconds. */
const SLOW = 1000

/** Whether whoever asked would be let in now, too. */
async function isStillAllowed({ doorkeeper }: Binding, asked: Asked): Promise<boolean> {
  const identity = await doorkeeper.identify(asked.request, asked.peer)
  return (await allow(doorkeeper, asked, identity)).ok
}

/** What was sent lies in memory until it is answered. */
async function holding<T>(budget: BodyBudget, size: number, work: () => Promise<T>): Promise<T> {
  budget.held += size
  try {
    return await work()
  } finally {
    budget.held -= size
  }
}

interface Parsed extends Allowed {
  readonly query: unknown
  readonly body: unknown
}

async function runHandler(binding: Binding, asked: Asked, parsed: Parsed): Promise<Response> {
  const handler = binding.handlers[asked.id]
  if (handler === undefined) {
    return problemResponse({ status: 501, code: 'NOT_BUILT', detail: `nothing answers ${asked.id} yet` })
  }
  const call = {
    params: asked.params,
    query: parsed.query,
    body: parsed.body,
    caller: parsed.caller,
    org: parsed.entry?.org,
    now: binding.kernel.now(),
    request: asked.request,
    address: asked.peer.address,
    kernel: binding.kernel,
  } satisfies Readonly<Record<keyof Call<RouteShape>, unknown>>
  // The one place where the table's exact types are given up: schemas of the same table have just parsed what is handed over.
  const given = await handler(call as never)
  const reply = binding.streams.watch(given, {
    caller: `${parsed.caller.kind}:${parsed.caller.id}`,
    mayStay: async () => isStillAllowed(binding, asked),
  })
  return respond(reply, {
    route: asked.route,
    request: asked.request,
    checksAnswers: binding.checksAnswers,
  })
}
