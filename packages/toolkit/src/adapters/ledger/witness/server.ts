/** The witness on a socket (C2SP tlog-witness): bounded in bytes, time and number, whoever asks. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { reasonOf } from '../../feddb/errors.ts'
import { LedgerError } from '../errors.ts'

/** Milliseconds. A client that is slower is cut off. */
export interface ServerTimes {
  readonly headers: number
  readonly request: number
  /** How often the two are looked at. */
  readonly check: number
  /** For answers under way when the server is told to stop. */
  readonly stop: number
}

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** What the server serves. Neither may throw. */
export interface WitnessPages {
  readonly add: (body: Uint8Array) => Promise<Reply>
  /** Below the prefix, without the first `/`; undefined for no such page. */
  readonly page: (path: string) => Reply | undefined
}

export interface ListenOptions {
  readonly host: string
  /** 0: the system chooses. */
  readonly port: number
  readonly prefix: string
  readonly atOnce: number
  readonly times?: Partial<ServerTimes>
}

export interface RunningServer {
  /** With the prefix, without a `/` at the end. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Of a request's body: a note of 128 KiB fits no witness's use, since a checkpoint with a proof takes some four. */
export const MAX_BODY_BYTES = 64 * 1024
const MAX_CONNECTIONS = 256
const defaults: ServerTimes = { headers: 5_000, request: 10_000, check: 1_000, stop: 5_000 }
const TEXT = 'text/plain; charset=utf-8'

/** Throws ADDRESS_REFUSED. */
export async function listenWitness(pages: WitnessPages, options: ListenOptions): Promise<RunningServer> {
  const times = { ...defaults, ...options.times }
  const slots = { free: options.atOnce }
  const server = createServer(
    {
      headersTimeout: times.headers,
      requestTimeout: times.request,
      connectionsCheckingInterval: times.check,
      maxHeaderSize: 8 * 1024,
    },
    (request, response) => {
      serve(pages, { request, prefix: options.prefix, slots }).then(
        (reply) => send(request, response, reply),
        // The client went away, or was cut off.
        () => request.destroy(),
      )
    },
  )
  server.maxConnections = MAX_CONNECTIONS
  server.setTimeout(times.request)
  const { family, address, port } = await listen(server, options)
  const host = family === 'IPv6' ? `[${address}]` : address
  return { url: `http://${host}:${port}${options.prefix}`, stop: () => stop(server, times.stop) }
}

interface Call {
  readonly request: IncomingMessage
  readonly prefix: string
  readonly slots: { free: number }
}

async function serve(pages: WitnessPages, { request, prefix, slots }: Call): Promise<Reply> {
  const { url = '', method = '' } = request
  const path = url.startsWith(`${prefix}/`) ? url.slice(prefix.length + 1) : undefined
  if (path === 'add-checkpoint') {
    if (method !== 'POST') return toReply(405, 'POST a checkpoint here')
    const body = await readBody(request)
    if (body === undefined) return toReply(413, `expected at most ${MAX_BODY_BYTES} bytes`)
    if (slots.free <= 0) return toReply(503, 'too many requests at once')
    slots.free--
    try {
      return await pages.add(body)
    } finally {
      slots.free++
    }
  }
  const page = path === undefined ? undefined : pages.page(path)
  if (page === undefined) return toReply(404, 'no such page')
  return method === 'GET' || method === 'HEAD' ? page : toReply(405, 'GET this page')
}

/** Undefined for more than is taken; rejects when the client stops before the end. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body }: Reply,
): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 429 || status === 503 ? { 'retry-after': '1' } : {}),
    // What was not read of a body is not waited for.
    ...(request.complete ? {} : { connection: 'close' }),
  })
  response.end(bytes)
}

function toReply(status: number, message: string): Reply {
  return { status, contentType: TEXT, body: `${message}\n` }
}

async function listen(server: Server, { host, port }: ListenOptions): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new LedgerError('ADDRESS_REFUSED', `${host}:${port}: ${reasonOf(cause)}`, cause))
    })
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a network address')
  return address
}

async function stop(server: Server, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearTimeout(cut)
}
