/** Shapes that many routes share. */
import * as z from 'zod/mini'

/** RFC 9457, with our closed codes. `application/problem+json`. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** What was expected and what was found, in English; the web has its own words for codes. */
  detail: z.optional(z.string()),
  /** Fields of the body or query that are wrong, by JSON pointer. */
  fields: z.optional(z.array(z.strictObject({ pointer: z.string(), message: z.string() }))),
})

/** What every route can answer. */
export const commonErrors = {
  BODY_INVALID: 400,
  QUERY_INVALID: 400,
  CURSOR_INVALID: 400,
  SIGN_IN_NEEDED: 401,
  PERMISSION_MISSING: 403,
  ORIGIN_REFUSED: 403,
  NOT_FOUND: 404,
  METHOD_UNSUPPORTED: 405,
  /** Somebody else changed it in between: `If-Match` does not hold. */
  CONFLICT: 409,
  /** The same idempotency key with another body. */
  KEY_REUSED: 409,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  OWN_FAULT: 500,
  /** In the table of routes, but nothing answers yet. */
  NOT_BUILT: 501,
  STORE_FAILED: 503,
  BUSY: 503,
} as const

export type CommonError = keyof typeof commonErrors

/** `cursor` is opaque; `limit` 1 to 500. */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(512))),
  limit: z.optional(z.string().check(z.regex(/^(?:[1-9]\d?|[1-4]\d\d|500)$/))),
}

/** A page of rows; `next` is there exactly if more follow. `total`: counted, not guessed. */
export function pageOf<T extends z.ZodMiniType>(row: T) {
  return z.strictObject({
    rows: z.array(row),
    next: z.optional(z.string()),
    total: z.optional(z.int().check(z.minimum(0))),
  })
}

/** Where a change stands in the ledger: `pending` is committed, and will be recorded; `off` where the organisation has none. */
export const recorded = z.strictObject({
  state: z.enum(['recorded', 'pending', 'off']),
  /** Index of the first event, where recorded. */
  index: z.optional(z.int().check(z.minimum(0))),
})

/** RFC 3339, UTC. */
export const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/))

/** A name in a URL: lower-case letters, digits, `.`, `_`, `-`. */
export const slug = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/))
