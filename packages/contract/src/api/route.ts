/** What a route of the HTTP API is: one table of them gives server, typed client, OpenAPI and the access matrix. */
import type * as z from 'zod/mini'
import type { Permission } from './roles.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may call. `organisation`: the path holds `:org`; whoever is no member gets the same 404 as for an organisation that
 * does not exist, and so does a guest for a product that is not theirs (`:product`). Checked before the handler runs.
 */
export type Access =
  | { readonly kind: 'public' }
  /** Any signed-in person, about themselves. */
  | { readonly kind: 'account' }
  | {
      readonly kind: 'organisation'
      readonly permission: Permission
      /**
       * For paths without `:product`: the handler itself shows callers that are bound to products (`caller.products`) only
       * those. Without it such callers are refused.
       */
      readonly isNarrowed?: true
    }
  /** No `:org` in the path: the organisation is the one that the API token belongs to. Sessions do not open it. */
  | { readonly kind: 'token'; readonly permission: Permission; readonly isNarrowed?: true }

export type Answer =
  | { readonly kind: 'json'; readonly schema: z.ZodMiniType }
  /** Bytes with a file name; `media`: their media types. */
  | { readonly kind: 'file'; readonly media: readonly string[] }
  /** Server-sent events, each `data:` one JSON value. */
  | { readonly kind: 'events'; readonly schema: z.ZodMiniType }
  | { readonly kind: 'none' }

export interface RouteShape {
  readonly method: Method
  /** `/api/orgs/:org/products/:product`; each `:name` is one decoded path segment. */
  readonly path: string
  /** One line for OpenAPI, in the imperative. */
  readonly summary: string
  readonly access: Access
  /** Of strings, as a URL carries them. */
  readonly query?: z.ZodMiniType
  /** JSON body. */
  readonly body?: z.ZodMiniType
  /** The body is bytes as they are (not multipart), at most so many. Excludes `body`. */
  readonly upload?: {
    readonly mostBytes: number
    /** Large bodies are put aside in a file of the server, not held in memory. */
    readonly isSpooled?: true
  }
  readonly answer: Answer
  /** Of success. Default 200. */
  readonly status?: 200 | 201 | 202 | 204
  /** The answer holds a secret that is shown once: never stored for a repeated request, never logged. */
  readonly isSecret?: true
  /** The codes that a client can meet beside those of `commonErrors`. */
  readonly errors?: readonly string[]
}

/** Keeps the exact types of a route. */
export function defineRoute<const R extends RouteShape>(route: R): R {
  return route
}

type Segment<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Segment<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never

/** `{org: string, product: string}` of `/api/orgs/:org/products/:product`. */
export type ParamsOf<R extends RouteShape> = { readonly [Name in Segment<R['path']>]: string }

export type QueryOf<R extends RouteShape> = R['query'] extends z.ZodMiniType ? z.infer<R['query']> : undefined

export type BodyOf<R extends RouteShape> = R['body'] extends z.ZodMiniType
  ? z.infer<R['body']>
  : R extends { readonly upload: object }
    ? Uint8Array
    : undefined

export type AnswerOf<R extends RouteShape> = R['answer'] extends {
  readonly schema: infer S extends z.ZodMiniType
}
  ? z.infer<S>
  : undefined
