/** The HTTP API: every route by its id. Each resource has a file; add its routes here. */
import { jobRoutes } from './jobs.ts'
import { exchangeRoutes } from './exchange.ts'
import { feddbRoutes } from './feddb.ts'
import { noticeRoutes } from './notices.ts'
import { publicRoutes } from './public.ts'

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
export { exchangeImport, exchangeRoutes } from './exchange.ts'
export { feddbAdvisory, feddbPackage, feddbRoutes, feddbSearch, feddbSources } from './feddb.ts'
export { jobRoutes, jobView } from './jobs.ts'
export { type NoticeKind, noticeKinds, noticeRoutes, noticeSettings } from './notices.ts'
export { type PublicPart, publicParts, publicRoutes, publicSettings, publicWishes } from './public.ts'
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
  ...feddbRoutes,
  ...publicRoutes,
  ...noticeRoutes,
  ...exchangeRoutes,
} as const

export type RouteId = keyof typeof routes
