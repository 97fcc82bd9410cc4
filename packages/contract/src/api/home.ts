/** What the frame of every page shows, and the start page: what to do next, and by when. */
import * as z from 'zod/mini'
import { instant } from './common.ts'
import { day, readiness, requirementId, requirementStatus } from './cra-shapes.ts'
import { trendPoint } from './plan.ts'
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

/** One clock of Art. 14 that runs, with its stages in order. */
const homeClock = z.strictObject({
  case: z.string(),
  product: z.string(),
  productName: z.string(),
  title: z.string(),
  track: z.enum(['AEV', 'INC']),
  /** `no`: a report would be voluntary. */
  isMandatory: z.enum(['yes', 'no', 'unknown']),
  awareAt: z.nullable(instant),
  stages: z.array(
    z.strictObject({
      stage: z.enum(['early_warning', 'notification', 'final_report']),
      state: z.enum(['submitted', 'already-provided', 'running', 'overdue', 'waiting', 'not-needed']),
      /** Null while its clock has not started. */
      due: z.nullable(instant),
    }),
  ),
})

/**
 * Something to do. `exploited`: nobody assessed a flaw that is exploited. `clash`: answer and evidence differ. `confirm`:
 * waits for a second person. `decide`: nobody decided on it yet. `stale`: a decision whose facts changed. `analyse`: nothing was looked at. `scope`: nobody
 * said whether the law applies. `support`: no end of support is stated, or it comes near. `declaration`: none is final.
 * `plan`: a step of the plan.
 */
export const todoKinds = [
  'exploited',
  'clash',
  'confirm',
  'stale',
  'decide',
  'analyse',
  'scope',
  'support',
  'declaration',
  'plan',
] as const

const todo = z.strictObject({
  kind: z.enum(todoKinds),
  product: z.string(),
  productName: z.string(),
  release: z.optional(z.string()),
  /** How many of it. */
  n: count,
  /** Package and version, question, or title of the step: the first of them, in words. */
  about: z.optional(z.string()),
  /** What to open: key of the finding, question, action. */
  ref: z.optional(z.string()),
  /** Null: nobody set a date, and none follows from the law. */
  due: z.nullable(day),
  /** Our estimate. */
  minutes: count,
  /** Who usually does it; a name where the plan gives one. */
  role: z.enum(roles),
  owner: z.optional(z.string()),
})

/** `ledger-broken`: `day` is when it was found. `key-…`: state of the OpenPGP key that signs, and when it ends. */
const orgTodo = z.strictObject({
  kind: z.enum(['ledger-broken', 'key-ends-soon', 'key-too-short', 'key-expired', 'key-lost']),
  day,
})

const homeProduct = z.strictObject({
  slug: z.string(),
  name: z.string(),
  release: z.optional(z.string()),
  /** Null: not assessed, or the caller may not see it. In the order of the law. */
  requirements: z.nullable(z.array(requirementStatus).check(z.length(22))),
  /** Absent: nothing was analysed. */
  toDecide: z.optional(count),
  /** The next one that is set or follows from the law. */
  next: z.nullable(z.strictObject({ kind: z.enum(['clock', 'plan', 'support']), at: z.string() })),
})

export const homeView = z.strictObject({
  now: instant,
  /** Null: the caller may not see them. Soonest first. */
  clocks: z.nullable(z.array(homeClock)),
  /** Cases that could not be read: their clocks may run. */
  damagedCases: count,
  /** The first five. */
  todos: z.array(todo),
  todoTotal: count,
  /** What waits for the organisation as a whole. Empty for whoever sees some products only. */
  orgTodos: z.array(orgTodo),
  /** Of all of them. */
  todoMinutes: count,
  /** Those that matter first. Only these were looked at closely; `productsTotal` says how many there are. */
  products: z.array(homeProduct),
  productsTotal: count,
  /** Slugs whose self-assessment could not be read. */
  unreadable: z.array(z.string()),
  /** The product with the nearest date. Null: there is none, or the caller may not see it. */
  focus: z.nullable(
    z.strictObject({
      product: z.string(),
      productName: z.string(),
      release: z.optional(z.string()),
      /** Whether anything was answered or found at all. */
      isAssessed: z.boolean(),
      requirements: z.array(
        z.strictObject({
          id: requirementId,
          point: z.string(),
          title: z.string(),
          status: requirementStatus,
        }),
      ),
      readiness,
      trend: z.array(trendPoint),
    }),
  ),
})

export const homeRoutes = {
  'frame.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/frame',
    summary: 'Show who looks, the products, and how old the data is',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: frameView },
  }),
  'home.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/home',
    summary: 'Say what comes next, by when, and where products stand',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    query: z.strictObject({ lang: z.optional(z.enum(['en', 'de'])) }),
    answer: { kind: 'json', schema: homeView },
  }),
} as const
