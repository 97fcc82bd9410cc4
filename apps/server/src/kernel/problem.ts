/** Errors as problem details (RFC 9457): closed codes, one body for everything that does not exist. */

export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly fields?: readonly Field[]
  readonly headers?: Readonly<Record<string, string>>
}

/** `pointer`: RFC 6901 within body or query. */
export interface Field {
  readonly pointer: string
  readonly message: string
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Sign-in needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not possible',
  429: 'Too many requests',
  500: 'A fault of the server',
  501: 'Not built',
  503: 'Not available now',
}

/** Always the same bytes, so that a foreign thing cannot be told from a missing one. */
export const notFound: Problem = { status: 404, code: 'NOT_FOUND' }

export function problemResponse(problem: Problem): Response {
  const { status, code } = problem
  // What is said about a missing thing would tell it from a foreign one.
  const isSilent = status === 404 && code === 'NOT_FOUND'
  const body = {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    code,
    ...(isSilent || problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(isSilent || problem.fields === undefined ? {} : { fields: problem.fields }),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 503 ? { 'retry-after': '2' } : {}),
      ...problem.headers,
    },
  })
}
