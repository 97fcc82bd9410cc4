/** Answers as every route gives them: JSON with a strong ETag, and errors as problem details (RFC 9457). */
import { sha256Hex } from '@occtet/toolkit/base'

/** Closed and never reused; the reference page and tests compare these. */
export const problemCodes = [
  'BODY_TOO_LARGE',
  'BODY_NOT_UTF8',
  'BODY_NOT_JSON',
  'BODY_TOO_COMPLEX',
  'BODY_CUT',
  'DUPLICATE_KEY',
  'ENCODING_UNSUPPORTED',
  'BUSY',
  'SHAPE_UNEXPECTED',
  'PATH_INVALID',
  'PURL_INVALID',
  'TOO_MANY',
  'NOT_FOUND',
  'METHOD_UNSUPPORTED',
  'ENUMERATION_UNSUPPORTED',
  'PROOF_UNPUBLISHED',
  'PROOF_UNSUPPORTED',
  'STORE_FAILED',
  'OWN_FAULT',
] as const

export type ProblemCode = (typeof problemCodes)[number]

export interface Problem {
  readonly status: number
  readonly code: ProblemCode
  readonly message: string
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported encoding',
  416: 'Range not satisfiable',
  500: 'A fault of the server',
  501: 'Not supported',
  503: 'Busy',
}

export function problemResponse(problem: Problem): Response {
  const { status, code, message: detail } = problem
  const body = JSON.stringify({ type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail })
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...retryOf(status) },
  })
}

/** Seconds after which a busy server is worth asking again. */
export function retryOf(status: number): Readonly<Record<string, string>> {
  return status === 503 ? { 'retry-after': '2' } : {}
}

/** A whole answer; `headers` in lower case. Revalidated each time, since the next import may change it. */
export function jsonResponse(
  request: Request,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return textResponse(request, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

export function textResponse(
  request: Request,
  text: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const etag = `"${sha256Hex(text).slice(0, 32)}"`
  const common = { 'cache-control': 'no-cache', etag, ...headers }
  if (request.method !== 'POST' && matchesEtag(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: common })
  }
  return new Response(text, { headers: common })
}

/** RFC 9110, section 13.1.2: a list of tags, or `*`; weak ones count as equal here. */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
