/** What the frame of every page shows, and the start page: what to do next, and by when. */
import * as z from 'zod/mini'
import { instant } from './common.ts'
import { permissions, roles } from './roles.ts'
import { defineRoute } from './route.ts'

const count = z.int().check(z.minimum(0))

/** Age of one source of advisory data. `never`: configured, and no data was read from it yet. */
export const sourceAge = z.strictObject({
  id: z.string(),
  state: z.enum(['fresh', 'stale', 'never']),
  /** When its data was fetched. Absent exactly for `never`. */
  readAt: z.optional(instant),
})

/** Who looks, at what, how old it is, and the counts beside the entries of the rail. A count that is absent is unknown. */
export const frameView = z.strictObject({
  organisation: z.strictObject({ slug: z.string(), name: z.string() }),
  isSample: z.boolean(),
  caller: z.strictObject({
    kind: z.enum(['person', 'token', 'nobody']),
    name: z.string(),
    role: z.optional(z.enum(roles)),
    permissions: z.array(z.enum(permissions)),
    /** Until when the role holds. */
    until: z.optional(instant),
  }),
  now: instant,
  /** By name; `release` is the version that pages open by default. */
  products: z.array(z.strictObject({ slug: z.string(), name: z.string(), release: z.optional(z.string()) })),
  counts: z.strictObject({
    toDecide: z.optional(count),
    conflicts: z.optional(count),
    clocks: z.optional(count),
  }),
  sources: z.array(sourceAge),
  ledger: z.optional(z.strictObject({ entries: count, checkedAt: z.optional(instant) })),
})

export const homeRoutes = {
  'frame.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/frame',
    summary: 'Show who looks, the products, and how old the data is',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: frameView },
  }),
} as const
