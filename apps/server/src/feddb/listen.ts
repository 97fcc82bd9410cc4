/** Runs the app on a socket: bounded in time and connections, and stopped without cutting answers. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

export interface ListenOptions {
  readonly host: string
  /** 0: the system chooses. */
  readonly port: number
  /** How patient the server is; for tests. */
  readonly times?: Partial<Times>
}

/** Milliseconds. A client that is slower is cut off. */
export interface Times {
  /** Until all headers are there. */
  readonly headers: number
  /** Until the body is there. */
  readonly request: number
  /** Without a byte in either direction. */
  readonly idle: number
  readonly keepAlive: number
  /** For answers under way when the server is told to stop. */
  readonly stop: number
  /** How often the first two are looked at. */
  readonly check: number
}

export interface RunningServer {
  readonly url: string
  /** Takes no new request, lets those under way end (at most five seconds), then closes the store. */
  readonly stop: () => Promise<void>
}

const defaultTimes: Times = {
  headers: 10_000,
  request: 30_000,
  idle: 60_000,
  keepAlive: 5_000,
  stop: 5_000,
  check: 2_000,
}
const MAX_CONNECTIONS = 512

/** What runs on a socket; `close` once no request is under way any more. */
export interface ListeningApp {
  readonly fetch: (request: Request, raw: { readonly incoming?: RawRequest }) => Promise<Response>
  readonly close: () => void
}

/** The part of Node's request that tells where it came from. */
export interface RawRequest {
  readonly socket?: { readonly remoteAddress?: string | undefined }
}

/** Rejects with the system's error when the address cannot be had. */
export async function listenFeddb(app: ListeningApp, options: ListenOptions): Promise<RunningServer> {
  const times = { ...defaultTimes, ...options.times }
  const server = createAdaptorServer({
    fetch: async (request, raw) => app.fetch(request, raw),
    overrideGlobalObjects: false,
    serverOptions: {
      headersTimeout: times.headers,
      requestTimeout: times.request,
      keepAliveTimeout: times.keepAlive,
      connectionsCheckingInterval: times.check,
      maxHeaderSize: 16 * 1024,
    },
  })
  if (!isPlainServer(server)) throw new Error('expected an HTTP/1.1 server')
  server.maxConnections = MAX_CONNECTIONS
  server.setTimeout(times.idle)
  const address = await listen(server, options)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return { url: `http://${host}:${address.port}`, stop: async () => stop(server, app, times.stop) }
}

function isPlainServer(server: object): server is Server {
  return 'closeIdleConnections' in server
}

async function listen(server: Server, { host, port }: ListenOptions): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a network address')
  return address
}

async function stop(server: Server, app: ListeningApp, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearTimeout(cut)
  app.close()
}
