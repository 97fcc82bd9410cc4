/** A handler's reply as an answer of HTTP: JSON with a weak ETag, files, server-sent events, refusals. */
import type { RouteShape } from '@occtet/contract/api'
import { sha256Hex } from '@occtet/toolkit/base'
import { matchesEtag } from '../feddb/http/respond.ts'
import { streamEvents } from './events.ts'
import type { Reply } from './model.ts'
import { problemResponse } from './problem.ts'

export interface Outcome {
  readonly route: RouteShape
  readonly request: Request
  /** Throws where an answer is not what the table says. Tests; too slow for every request of a server. */
  readonly checksAnswers: boolean
}

export function respond(reply: Reply<unknown>, outcome: Outcome): Response {
  switch (reply.kind) {
    case 'value':
      return respondValue(reply, outcome)
    case 'file':
      return respondFile(reply, outcome)
    case 'events':
      return streamEvents(reply.stream, outcome.request.signal)
    case 'refused':
      return problemResponse({
        status: reply.status,
        code: reply.code,
        detail: reply.message,
        ...(reply.headers === undefined ? {} : { headers: reply.headers }),
      })
    default:
      return reply satisfies never
  }
}

function respondValue(
  reply: Extract<Reply<unknown>, { kind: 'value' }>,
  { route, request, checksAnswers }: Outcome,
): Response {
  if (route.answer.kind === 'none') {
    return new Response(null, {
      status: route.status ?? 204,
      headers: { 'cache-control': 'no-store', ...reply.headers },
    })
  }
  if (checksAnswers && route.answer.kind === 'json') {
    const parsed = route.answer.schema.safeParse(reply.value)
    if (!parsed.success) {
      throw new Error(
        `${route.method} ${route.path} answers what its schema refuses: ${parsed.error.message}`,
      )
    }
  }
  const headers = { 'content-type': 'application/json', ...reply.headers }
  if (request.method !== 'GET') {
    return new Response(JSON.stringify(reply.value), {
      status: route.status ?? 200,
      headers: { 'cache-control': 'no-store', ...headers },
    })
  }
  return revalidated(request, reply.isKept === true ? writeOnce(reply.value) : write(reply.value), headers)
}

interface Written {
  readonly content: string | Uint8Array
  readonly etag: string
}

function write(value: unknown): Written {
  const content = JSON.stringify(value)
  return { content, etag: etagOf(content) }
}

/** As long as the value is kept by whoever made it. */
const written = new WeakMap<object, Written>()

function writeOnce(value: unknown): Written {
  if (typeof value !== 'object' || value === null) return write(value)
  const known = written.get(value) ?? write(value)
  written.set(value, known)
  return known
}

function etagOf(content: string | Uint8Array): string {
  return `"${sha256Hex(content).slice(0, 32)}"`
}

/** RFC 9110, section 8.8.1: weak, since the same facts may be written in other bytes by the next version. */
function revalidated(
  request: Request,
  { content, etag }: Written,
  given: Readonly<Record<string, string>>,
): Response {
  const headers = {
    'cache-control': 'private, no-cache',
    vary: 'cookie, authorization',
    etag: `W/${etag}`,
    ...given,
  }
  if (matchesEtag(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(typeof content === 'string' ? content : Uint8Array.from(content), { headers })
}

/** What is shown in the page is cut off from it: no script, no form, no origin. */
const sandbox =
  "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

function respondFile(file: Extract<Reply<unknown>, { kind: 'file' }>, { route, request }: Outcome): Response {
  if (route.answer.kind !== 'file' || !route.answer.media.includes(bareMedia(file.media))) {
    throw new Error(`${route.path} has no file of the kind ${file.media} in the table`)
  }
  const place = file.isInline === true ? 'inline' : 'attachment'
  const headers = {
    'content-type': file.media,
    'content-disposition': `${place}; filename="${toAscii(file.name)}"; filename*=UTF-8''${encodeName(file.name)}`,
    'content-security-policy': sandbox,
    ...(file.isInline === true ? { 'x-frame-options': 'SAMEORIGIN' } : {}),
  }
  if (request.method !== 'GET') {
    return new Response(Uint8Array.from(file.bytes), {
      status: route.status ?? 200,
      headers: { 'cache-control': 'no-store', ...headers },
    })
  }
  return revalidated(request, { content: file.bytes, etag: etagOf(file.bytes) }, headers)
}

function bareMedia(media: string): string {
  return (media.split(';')[0] ?? '').trim()
}

/** RFC 6266: the plain form for old clients holds nothing that could end the header or name a folder. */
function toAscii(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '_').slice(0, 150)
}

function encodeName(name: string): string {
  return encodeURIComponent(name.replaceAll(/[/\\\p{Cc}\p{Cs}]+/gu, '_').slice(0, 150)).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
