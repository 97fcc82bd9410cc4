/** The whole server as one function from request to answer: guards around everything, then API, FedDB, web pages. */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { routes } from '@occtet/contract/api'
import { createDoorkeeper } from '../accounts/doorkeeper.ts'
import { type AnyHandlers, bindRoutes, type Serve, type Served, tooMany } from '../kernel/bind.ts'
import { addSecurityHeaders } from '../kernel/headers.ts'
import type { Doorkeeper, Peer } from '../kernel/identity.ts'
import { createMetrics, type Metrics } from '../kernel/metrics.ts'
import type { Kernel } from '../kernel/model.ts'
import { refuseForeignHost } from '../kernel/origin.ts'
import { hashSecret } from '../kernel/secrets.ts'
import { type SocketLike, toPeer } from '../kernel/peer.ts'
import { notFound, problemResponse } from '../kernel/problem.ts'
import { createLines } from '../kernel/lines.ts'
import { createRateLimit, type RateLimit } from '../kernel/rate-limit.ts'
import { createSpool } from '../kernel/spool.ts'
import { createStreams } from '../kernel/streams.ts'
import { toOpenApi } from './openapi.ts'

export interface AppParts {
  readonly kernel: Kernel
  readonly handlers: AnyHandlers
  /** Pages of the web application; undefined where it was not built. */
  readonly web?: (request: Request) => Promise<Response | undefined>
  /** Answers `/public/…`, `/.well-known/…` and other paths that are no routes of the table. */
  readonly others?: (request: Request, peer: Peer) => Promise<Response | undefined>
  readonly limits?: Partial<AppLimits>
  /** Requests are counted by the last address of `X-Forwarded-For`. */
  readonly trustsProxy?: boolean
  /** For `/metrics` from elsewhere than this machine. */
  readonly metricsToken?: string
  /** Tests only: sees what was thrown, which no log may hold whole. */
  readonly onFault?: (cause: unknown) => void
  /** Tests only: an answer that its schema refuses is a fault. */
  readonly checksAnswers?: boolean
}

/** Costs: reading 1, writing 3, an upload 10. */
export interface AppLimits {
  readonly callerPerSecond: number
  readonly addressPerSecond: number
  /** Seconds' worth that may come at once. */
  readonly burstSeconds: number
  /** Bytes of request bodies in memory, over all requests. */
  readonly heldBytes: number
  /** Of those that are put aside on disk. */
  readonly spooledBytes: number
  /** Requests under way; more are asked to come back. */
  readonly concurrent: number
  /** Of one address that is not this machine: so that nobody who sends slowly has them all. */
  readonly concurrentPerAddress: number
  /** Event streams that one caller may have open. */
  readonly streams: number
  /** How often it is asked whether whoever follows a stream still may. */
  readonly recheckSeconds: number
}

export const defaultLimits: AppLimits = {
  callerPerSecond: 300,
  addressPerSecond: 600,
  burstSeconds: 4,
  heldBytes: 512 * 1024 * 1024,
  spooledBytes: 8 * 1024 * 1024 * 1024,
  concurrent: 256,
  concurrentPerAddress: 64,
  streams: 16,
  recheckSeconds: 5,
}

export interface App {
  readonly fetch: (request: Request, socket?: SocketLike) => Promise<Response>
  /** For tests: a request from this machine, without a socket. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>
  readonly metrics: Metrics
  /** Ids of routes that nothing answers. Must be empty. */
  readonly missing: readonly string[]
}

export function createApp(parts: AppParts): App {
  const limits = { ...defaultLimits, ...parts.limits }
  const metrics = createMetrics()
  const doorkeeper = createDoorkeeper(parts.kernel)
  const addresses = limiter(limits.addressPerSecond, limits)
  const serve = bindRoutes({
    kernel: parts.kernel,
    routes,
    handlers: parts.handlers,
    doorkeeper,
    callers: limiter(limits.callerPerSecond, limits),
    addresses,
    budget: { total: limits.heldBytes, held: 0 },
    spool: createSpool(parts.kernel.settings.dataDir, limits.spooledBytes),
    checksAnswers: parts.checksAnswers === true,
    streams: createStreams(limits),
  })
  const guarded = guard({ parts, limits, metrics, serve, doorkeeper, addresses })
  return {
    fetch: async (request, socket) => guarded(request, toPeer(request, socket, parts.trustsProxy === true)),
    request: async (path, init) =>
      guarded(new Request(new URL(path, parts.kernel.settings.publicUrl), init), here),
    metrics,
    missing: Object.keys(routes).filter((id) => parts.handlers[id] === undefined),
  }
}

const here: Peer = { address: '127.0.0.1', isLoopback: true }

function limiter(perSecond: number, { burstSeconds }: AppLimits): ReturnType<typeof createRateLimit> {
  return createRateLimit({
    perSecond,
    burst: perSecond * burstSeconds,
    clock: () => performance.now(),
  })
}

interface Guarded {
  readonly parts: AppParts
  readonly limits: AppLimits
  readonly metrics: Metrics
  readonly serve: Serve
  readonly doorkeeper: Doorkeeper
  readonly addresses: RateLimit
}

function guard(all: Guarded): (request: Request, peer: Peer) => Promise<Response> {
  const { parts, limits, metrics } = all
  const isHttps = parts.kernel.settings.publicUrl.startsWith('https:')
  let active = 0
  const inLine = createLines(limits.concurrentPerAddress)
  return async (request, peer) => {
    const began = performance.now()
    const requestId = randomUUID()
    active++
    metrics.active(1)
    let done: Served
    try {
      done =
        active > limits.concurrent
          ? plain('-', busy())
          : ((await inLine(peer, async () => answer(all, request, peer))) ??
            plain('-', problemResponse(tooMany(1))))
    } catch (cause) {
      parts.onFault?.(cause)
      done = plain('-', fault(parts.kernel, cause, requestId))
    } finally {
      active--
      metrics.active(-1)
    }
    const response = withoutBody(done.response, request)
    addSecurityHeaders(response.headers, isHttps)
    response.headers.set('x-request-id', requestId)
    const seconds = (performance.now() - began) / 1000
    tell(all, { request, done, requestId, seconds })
    return response
  }
}

function plain(route: string, response: Response): Served {
  return { response, route, identity: { kind: 'nobody' } }
}

function busy(): Response {
  return problemResponse({ status: 503, code: 'BUSY', detail: 'too many requests at once; try again' })
}

async function answer(all: Guarded, request: Request, peer: Peer): Promise<Served> {
  const { parts, serve } = all
  const { pathname } = new URL(request.url)
  if (pathname.startsWith('/health/')) return plain('health', await sayHealth(all, pathname))
  const refused = refuseForeignHost(request, parts.kernel.settings)
  if (refused !== undefined) return plain('-', problemResponse(refused))
  if (pathname === '/metrics') return plain('metrics', await sayMetrics(all, request, peer))
  if (pathname === '/openapi.json' && request.method === 'GET') return plain('openapi', sayApi())
  if (!pathname.startsWith('/api/')) return answerPage(all, request, peer)
  // FedDB answers some of these; routes of the table are counted by themselves.
  const other = await parts.others?.(request, peer)
  return other === undefined ? serve(request, peer) : plain('other', other)
}

/** Pages for people, public files, FedDB as machines ask for it. */
async function answerPage(all: Guarded, request: Request, peer: Peer): Promise<Served> {
  const { parts, serve, addresses } = all
  const late = addresses.take(peer.address, costOf(new URL(request.url).pathname))
  if (late !== undefined) return plain('-', problemResponse(tooMany(late)))
  const other = await parts.others?.(request, peer)
  if (other !== undefined) return plain('other', other)
  const page = await parts.web?.(request)
  if (page !== undefined) return plain('web', page)
  // Public pages of products are routes of the table too, outside of /api.
  return serve(request, peer)
}

/** What is put together from every public page there is costs more than one page. */
function costOf(pathname: string): number {
  return pathname.startsWith('/.well-known/') ? 25 : 1
}

let api: string | undefined

/** Made when somebody asks for the first time. */
function sayApi(): Response {
  api ??= JSON.stringify(toOpenApi(routes))
  return new Response(api, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } })
}

/** `live`: the process answers. `ready`: and so does its database. */
async function sayHealth({ parts }: Guarded, path: string): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (path === '/health/live') return Response.json({ status: 'live' }, { headers })
  if (path !== '/health/ready') return problemResponse(notFound)
  try {
    await parts.kernel.db.selectFrom('org').select('id').limit(1).execute()
    return Response.json({ status: 'ready' }, { headers })
  } catch {
    // Why is in the log of whoever failed first; a load balancer needs the yes or no only.
    return problemResponse({ status: 503, code: 'STORE_FAILED' })
  }
}

async function sayMetrics({ parts, metrics }: Guarded, request: Request, peer: Peer): Promise<Response> {
  const token = parts.metricsToken
  const isAllowed =
    peer.isLoopback ||
    (token !== undefined && isSame(request.headers.get('authorization') ?? '', `Bearer ${token}`))
  // Like any path that does not exist.
  if (!isAllowed) return problemResponse(notFound)
  return new Response(await metrics.registry.metrics(), {
    headers: { 'content-type': metrics.registry.contentType, 'cache-control': 'no-store' },
  })
}

/** In the same time wherever they differ. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)))
}

/** A failure that nobody nearby could mend. The log says what and where; messages may quote what people wrote. */
function fault(kernel: Kernel, cause: unknown, requestId: string): Response {
  const error = cause instanceof Error ? cause : new Error('something that is no error was thrown')
  const isStore = error.name === 'StoreError'
  kernel.log({
    level: 'error',
    what: 'request failed',
    requestId,
    error: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim())
      .join(' | '),
  })
  return isStore
    ? problemResponse({ status: 503, code: 'STORE_FAILED', detail: 'the database cannot be used now' })
    : problemResponse({ status: 500, code: 'OWN_FAULT', detail: 'this is a fault of the server' })
}

/** HEAD is GET without its body. Others stay as they are: a body that is looked at becomes a stream, which costs more than a read. */
function withoutBody(response: Response, request: Request): Response {
  if (request.method !== 'HEAD') return response
  // Nobody reads it: a stream behind it ends.
  void response.body?.cancel()
  return new Response(null, { status: response.status, headers: response.headers })
}

interface Told {
  readonly request: Request
  readonly done: Served
  readonly requestId: string
  readonly seconds: number
}

function tell({ parts, metrics }: Guarded, { request, done, requestId, seconds }: Told): void {
  const { response, route, identity } = done
  const method = knownMethods.includes(request.method) ? request.method : 'other'
  metrics.count({ route, method, status: response.status, seconds })
  parts.kernel.log({
    level: response.status >= 500 ? 'error' : 'info',
    what: 'request',
    requestId,
    route,
    method,
    status: response.status,
    milliseconds: Math.round(seconds * 1000),
    ...(identity.kind === 'nobody' ? {} : { caller: `${identity.kind}:${identity.id}` }),
  })
}

const knownMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
