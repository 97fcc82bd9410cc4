/** FedDB's routes as one app: guards around all of them, then one file per interface. */
import { Hono } from 'hono'
import type { FeddbContext, FeddbEnv, Shared } from './app-context.ts'
import { problemResponse } from './http/respond.ts'
import { defaultLimits, type FeddbOptions } from './options.ts'
import { addOsvRoutes, osvError } from './osv/routes.ts'
import { addOwnRoutes } from './own/routes.ts'
import { addPurlDbRoutes } from './purldb.ts'
import { addSnapshotRoutes } from './snapshot/routes.ts'
import { StoreLease } from './store-lease.ts'
import { addVulnerableCodeV1 } from './vulnerablecode/v1.ts'
import { addVulnerableCodeV3 } from './vulnerablecode/v3.ts'

export interface FeddbApp {
  readonly fetch: (request: Request) => Promise<Response>
  /** For tests: a request without a socket. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>
  /** `GET /v1/vulns/:id`, each once: what the reference page has to name. */
  readonly routes: readonly string[]
  /** Closes the store. Only when no request is under way any more. */
  readonly close: () => void
}

export function createFeddbApp(options: FeddbOptions): FeddbApp {
  const limits = { ...defaultLimits, ...options.limits }
  const stores = new StoreLease(options)
  const budget = { total: limits.heldBytes, held: 0 }
  const shared: Shared = { options, limits, stores, budget, lists: { active: 0 } }
  // Clients write paths with and without a slash at the end.
  const app = new Hono<FeddbEnv>({ strict: false })
  addGuards(app, shared)
  addOsvRoutes(app, shared)
  addVulnerableCodeV1(app, shared)
  addVulnerableCodeV3(app, shared)
  addPurlDbRoutes(app, shared)
  addOwnRoutes(app, shared)
  addSnapshotRoutes(app, shared)
  app.notFound(() => problemResponse({ status: 404, code: 'NOT_FOUND', message: 'there is no such route' }))
  return {
    fetch: async (request) => app.fetch(request),
    request: async (path, init) => app.request(path, init),
    routes: app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
    close: () => stores.close(),
  }
}

const securityHeaders: readonly (readonly [string, string])[] = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
]

const methods = ['GET', 'HEAD', 'POST']

function addGuards(app: Hono<FeddbEnv>, shared: Shared): void {
  let active = 0
  app.use(async (c, next) => {
    const began = performance.now()
    c.set('notes', { types: new Set(), failure: undefined })
    active++
    try {
      const refusal = refuse(c, active > shared.limits.concurrent)
      if (refusal === undefined) await next()
      else c.res = refusal
    } finally {
      active--
    }
    for (const [name, value] of securityHeaders) c.res.headers.set(name, value)
    tell(c, shared, performance.now() - began)
  })
  app.onError((cause, c) => {
    const isStore = ['ExchangeError', 'FeddbError'].includes(cause.name)
    c.get('notes').failure = isStore && 'code' in cause ? String(cause.code) : cause.name
    const message = isStore ? 'the database cannot be read' : 'this is a fault of the server'
    if (c.req.path.startsWith('/v1/')) {
      return osvError(isStore ? { status: 503, code: 14, message } : { status: 500, code: 13, message })
    }
    return problemResponse(
      isStore ? { status: 503, code: 'STORE_FAILED', message } : { status: 500, code: 'OWN_FAULT', message },
    )
  })
}

/** No CORS: a browser's preflight (OPTIONS) is a method like any other that we do not have. */
function refuse(c: FeddbContext, isBusy: boolean): Response | undefined {
  const isOsv = c.req.path.startsWith('/v1/')
  if (isBusy) {
    const message = 'too many requests at once; try again'
    if (isOsv) return osvError({ status: 503, code: 14, message })
    return problemResponse({ status: 503, code: 'BUSY', message })
  }
  if (methods.includes(c.req.method)) return undefined
  return problemResponse({
    status: 405,
    code: 'METHOD_UNSUPPORTED',
    message: `expected ${methods.join(', ')}`,
  })
}

function tell(c: FeddbContext, shared: Shared, took: number): void {
  const { types, failure } = c.get('notes')
  const route = c.req.matchedRoutes.find(({ path }) => path !== '/*')?.path ?? '*'
  shared.options.log?.({
    at: new Date(shared.options.clock()).toISOString(),
    method: methods.includes(c.req.method) ? c.req.method : 'other',
    route,
    status: c.res.status,
    milliseconds: Math.round(took),
    ...(types.size === 0 ? {} : { types: [...types].sort() }),
    ...(failure === undefined ? {} : { failure }),
  })
}
