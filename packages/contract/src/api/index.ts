/** The HTTP API: every route by its id. Each resource has a file; add its routes here. */
import { jobRoutes } from './jobs.ts'

export {
  commonErrors,
  type CommonError,
  instant,
  pageOf,
  pageQuery,
  problem,
  recorded,
  slug,
} from './common.ts'
export { jobRoutes, jobView } from './jobs.ts'
export { type Permission, permissions, permissionsOf, type Role, roles } from './roles.ts'
export {
  type Access,
  type Answer,
  type AnswerOf,
  type BodyOf,
  defineRoute,
  type Method,
  type ParamsOf,
  type QueryOf,
  type RouteShape,
} from './route.ts'

/** One table: the server binds a handler to each, the matrix test walks it. */
export const routes = {
  ...jobRoutes,
} as const

export type RouteId = keyof typeof routes
