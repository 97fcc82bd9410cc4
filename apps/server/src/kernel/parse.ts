/** Query and body by the schemas of the table: parsed once, with every wrong field named. */
import { mostUploadBytes, type RouteShape } from '@occtet/contract/api'
import { err, ok, type Result, sha256Hex } from '@occtet/toolkit/base'
import { type BodyBudget, readBytes, readJson } from '../feddb/http/read-json.ts'
import type { Field, Problem } from './problem.ts'
import { readSpooled, type Spool } from './spool.ts'

/** Bytes of a JSON body. Larger things are uploads. */
export const MAX_JSON_BYTES = 1_048_576
const MAX_QUERY = 8_192

type Schema = NonNullable<RouteShape['body']>

export function parseQuery(route: RouteShape, url: URL): Result<unknown, Problem> {
  if (route.query === undefined) return ok(undefined)
  const code = 'QUERY_INVALID'
  if (url.search.length > MAX_QUERY) {
    return err({ status: 400, code, detail: `expected at most ${MAX_QUERY} letters after "?"` })
  }
  const names = [...url.searchParams.keys()]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) {
    const fields = [{ pointer: toPointer([twice]), message: 'expected once, found more often' }]
    return err({ status: 400, code, fields })
  }
  return check(route.query, Object.fromEntries(url.searchParams), code)
}

export interface ParsedBody {
  readonly value: unknown
  /** SHA-256 of what was understood; tells a repeated request from another one. */
  readonly digest: string
  /** Bytes that it takes up in memory. */
  readonly size: number
  /** To be called when the request is answered. */
  readonly drop?: () => Promise<void>
}

export interface BodyRoom {
  readonly budget: BodyBudget
  readonly spool: Spool
}

/** Untrusted: anything may come. A route without a body ignores one. */
export async function parseBody(
  route: RouteShape,
  request: Request,
  { budget, spool }: BodyRoom,
): Promise<Result<ParsedBody, Problem>> {
  if (route.upload?.isSpooled === true) {
    const aside = await readSpooled(request, route.upload.mostBytes, { budget, spool })
    if (!aside.ok) return err(toProblem(aside.error))
    const { body, drop } = aside.value
    return ok({ value: body, digest: body.digest, size: body.size > mostUploadBytes ? 0 : body.size, drop })
  }
  if (route.upload !== undefined) {
    const bytes = await readBytes(request, route.upload.mostBytes, budget)
    return bytes.ok
      ? ok({ value: bytes.value, digest: sha256Hex(bytes.value), size: bytes.value.length })
      : err(toProblem(bytes.error))
  }
  if (route.body === undefined) return ok({ value: undefined, digest: '', size: 0 })
  const media = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(media)) {
    return err({ status: 415, code: 'MEDIA_UNSUPPORTED', detail: 'expected application/json' })
  }
  const json = await readJson(request, MAX_JSON_BYTES, budget)
  if (!json.ok) return err(toProblem(json.error))
  const checked = check(route.body, json.value, 'BODY_INVALID')
  if (!checked.ok) return checked
  const text = JSON.stringify(json.value)
  return ok({ value: checked.value, digest: sha256Hex(text), size: text.length })
}

function toProblem(error: { status: number; code: string; message: string }): Problem {
  return {
    status: error.status,
    code: error.status === 413 ? 'TOO_LARGE' : error.code,
    detail: error.message,
  }
}

const MAX_FIELDS = 50

function check(schema: Schema, value: unknown, code: string): Result<unknown, Problem> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const fields = parsed.error.issues.slice(0, MAX_FIELDS).flatMap(toFields)
  return err({ status: 400, code, fields })
}

interface SchemaIssue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
  readonly expected?: string
  readonly maximum?: number | bigint
  readonly minimum?: number | bigint
  readonly values?: readonly unknown[]
  readonly pattern?: string | undefined
  readonly format?: string
}

/** No value of the sender is repeated in a message. */
function toFields(issue: SchemaIssue): readonly Field[] {
  if (issue.code === 'unrecognized_keys' && issue.keys !== undefined) {
    return issue.keys
      .slice(0, MAX_FIELDS)
      .map((key) => ({ pointer: toPointer([...issue.path, key]), message: 'not expected here' }))
  }
  return [{ pointer: toPointer(issue.path), message: sayIssue(issue) }]
}

function sayIssue(issue: SchemaIssue): string {
  const say = sentences[issue.code ?? '']
  return say === undefined ? 'not of the expected shape' : say(issue)
}

const sentences: Readonly<Record<string, (issue: SchemaIssue) => string>> = {
  invalid_type: ({ expected }) => `expected ${String(expected)}`,
  too_big: ({ maximum }) => `expected at most ${String(maximum)}`,
  too_small: ({ minimum }) => `expected at least ${String(minimum)}`,
  invalid_value: ({ values = [] }) => `expected one of ${values.map(String).join(', ')}`,
  invalid_format: ({ pattern, format }) => `expected the form ${String(pattern ?? format)}`,
  custom: ({ message }) => message,
}

/** RFC 6901. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
