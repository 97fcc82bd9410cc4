/** The HTTP API as an OpenAPI 3.1 document, made from the table of routes. */
import { commonErrors, problem, type RouteShape } from '@occtet/contract/api'
import * as z from 'zod/mini'

type Json = Readonly<Record<string, unknown>>
type Schema = NonNullable<RouteShape['body']>

/** The same table gives the same document, member by member. */
export function toOpenApi(routes: Readonly<Record<string, RouteShape>>): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [id, route] of Object.entries(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(id, route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OCCTET',
      version: '1',
      description:
        'Lists are pages: `next` is there exactly if more follows, and goes back as `cursor`. Answers to GET carry an ETag. Writes take an `Idempotency-Key`. Errors are problem details (RFC 9457) with a closed `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-occtet' },
        token: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
      schemas: { Problem: toSchema(problem, 'output') },
      responses: {
        Problem: {
          description: `Codes that every route can answer: ${Object.keys(commonErrors).join(', ')}`,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

function toOperation(id: string, route: RouteShape): Json {
  const { access } = route
  const permission = access.kind === 'organisation' || access.kind === 'token' ? access.permission : undefined
  const parameters = [
    ...pathParameters(route.path),
    ...queryParameters(route.query),
    ...headerParameters(route),
  ]
  const body = toBody(route)
  return {
    operationId: id,
    tags: [id.slice(0, id.indexOf('.'))],
    summary: route.summary,
    security: security(access.kind),
    ...(permission === undefined ? {} : { 'x-occtet-permission': permission }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...toAnswer(route), default: { $ref: '#/components/responses/Problem' } },
    ...(route.errors === undefined ? {} : { 'x-occtet-codes': [...route.errors] }),
  }
}

function security(kind: RouteShape['access']['kind']): readonly Json[] {
  switch (kind) {
    case 'public':
      return []
    case 'account':
      return [{ session: [] }]
    case 'organisation':
      return [{ session: [] }, { token: [] }, { apiKey: [] }]
    case 'token':
      return [{ token: [] }, { apiKey: [] }]
    default:
      return kind satisfies never
  }
}

function pathParameters(path: string): readonly Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: RouteShape['query']): readonly Json[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = toSchema(query, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function headerParameters({ method, access }: RouteShape): readonly Json[] {
  if (method === 'GET' || access.kind === 'public') return []
  return [
    { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 128 } },
  ]
}

function toBody(route: RouteShape): Json | undefined {
  if (route.upload !== undefined) {
    return {
      required: true,
      description: `Bytes as they are, at most ${route.upload.mostBytes}.`,
      content: { 'application/octet-stream': { schema: {} } },
    }
  }
  if (route.body === undefined) return undefined
  return { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input') } } }
}

function toAnswer({ answer, status }: RouteShape): Json {
  switch (answer.kind) {
    case 'json':
      return {
        [status ?? 200]: {
          description: 'Done',
          content: { 'application/json': { schema: toSchema(answer.schema, 'output') } },
        },
      }
    case 'file':
      return {
        [status ?? 200]: {
          description: 'The file',
          content: Object.fromEntries(answer.media.map((media) => [media, { schema: {} }])),
        },
      }
    case 'events':
      return {
        [status ?? 200]: {
          description: 'Server-sent events; each `data:` is one value of this shape',
          content: { 'text/event-stream': { schema: toSchema(answer.schema, 'output') } },
        },
      }
    case 'none':
      return { [status ?? 204]: { description: 'Done' } }
    default:
      return answer satisfies never
  }
}

function toSchema(schema: Schema, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}
