/** The pages about the HTTP API that follow from its table of routes: OpenAPI, and which code means what to whom. */
import { commonErrors, routes, type RouteShape } from '../packages/contract/src/api/index.ts'
import { toOpenApi } from '../apps/server/src/app/openapi.ts'

export function openApiPage(): string {
  return `${JSON.stringify(toOpenApi(routes), null, 1)}\n`
}

/** To the person or program that asked: what it means, and what helps. */
const meanings: Readonly<Record<keyof typeof commonErrors, readonly [meaning: string, remedy: string]>> = {
  BODY_INVALID: ['The body is not what the route takes.', '`fields` names each wrong member by its pointer.'],
  QUERY_INVALID: ['A parameter after `?` is unknown, there twice, or of another form.', 'See `fields`.'],
  CURSOR_INVALID: ['The cursor is none that this list gave out.', 'Begin with the first page.'],
  SIGN_IN_NEEDED: [
    'Nobody is signed in, or the token is wrong, expired or revoked.',
    'Sign in; make a new token.',
  ],
  PERMISSION_MISSING: ['A member, but the role or the token’s scope does not allow it.', 'Ask an owner.'],
  ORIGIN_REFUSED: [
    'The request came from a page of another site, or was sent to a foreign name of this machine.',
    'Use the pages of the server, or a token.',
  ],
  NOT_FOUND: [
    'It does not exist, or it is not yours: both look the same, byte for byte.',
    'Look at the address; ask whoever sent it.',
  ],
  METHOD_UNSUPPORTED: ['The address exists, the method does not.', 'See the header `Allow`.'],
  CONFLICT: [
    'Somebody changed it in between, or the first request of this key is under way.',
    'Read it again, then decide.',
  ],
  KEY_REUSED: [
    'The idempotency key belongs to another request, or its answer held a secret that is shown once.',
    'Take a new key.',
  ],
  TOO_LARGE: ['The body is larger than the route takes.', 'Send less.'],
  TOO_MANY: ['Too many requests, or too many wrong passwords.', 'Wait as `Retry-After` says.'],
  OWN_FAULT: ['A mistake of ours. Nothing was changed.', 'Report it with the header `X-Request-Id`.'],
  NOT_BUILT: ['The route stands in the table and nothing answers it yet.', 'Report it.'],
  STORE_FAILED: ['The database cannot be used now.', 'Try again; the operator sees why in the log.'],
  BUSY: ['The server does as much as it can.', 'Try again as `Retry-After` says.'],
}

export function apiCodesPage(note: string): string {
  const common = Object.entries(commonErrors).map(([code, status]) => {
    const [meaning, remedy] = meanings[code as keyof typeof meanings]
    return `| ${status} | \`${code}\` | ${meaning} | ${remedy} |`
  })
  const table: Readonly<Record<string, RouteShape>> = routes
  const byCode = new Map<string, string[]>()
  for (const [id, { errors = [] }] of Object.entries(table)) {
    for (const code of errors) byCode.set(code, [...(byCode.get(code) ?? []), id])
  }
  const special = [...byCode]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, ids]) => `| \`${code}\` | ${ids.map((id) => `\`${id}\``).join(', ')} |`)
  return `# Codes of the HTTP API\n${note}
Errors are \`application/problem+json\` (RFC 9457). \`code\` is closed and never reused: compare it, never the text in \`detail\`.
Success: 200 done · 201 made · 202 taken, a job does it · 204 done, nothing to say · 304 you have the newest.

## What every route can answer
| Status | Code | It means | What helps |
|---|---|---|---|
${common.join('\n')}

Beside these, while a body is read: 400 \`BODY_NOT_JSON\`, \`BODY_NOT_UTF8\`, \`BODY_CUT\`, \`BODY_TOO_COMPLEX\`, \`DUPLICATE_KEY\`,
\`KEY_INVALID\` (of idempotency); 415 \`MEDIA_UNSUPPORTED\`, \`ENCODING_UNSUPPORTED\`. In the sample, which cannot be changed, a write
answers \`PERMISSION_MISSING\`.

## What single routes answer
| Code | Routes |
|---|---|
${special.join('\n')}
`
}
