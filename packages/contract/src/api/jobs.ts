/** Work in the background: its progress, its end, and how to stop it. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery } from './common.ts'
import { defineRoute } from './route.ts'

export const jobView = z.strictObject({
  id: z.string(),
  kind: z.string(),
  /** Slug; absent for work on the whole organisation. */
  product: z.optional(z.string()),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** What is done at the moment; an id that the web has words for. */
  step: z.optional(z.string()),
  done: z.int(),
  /** 0 where nobody can know. */
  total: z.int(),
  createdAt: instant,
  startedAt: z.optional(instant),
  endedAt: z.optional(instant),
  /** Of this kind of job; see the kind's own page. */
  result: z.optional(z.unknown()),
  error: z.optional(z.strictObject({ code: z.string(), message: z.string() })),
})

export const jobRoutes = {
  'jobs.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/jobs',
    summary: 'List jobs, newest first',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    query: z.strictObject({ ...pageQuery, product: z.optional(z.string()) }),
    answer: { kind: 'json', schema: pageOf(jobView) },
  }),
  'jobs.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/jobs/:job',
    summary: 'Show one job',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: jobView },
  }),
  'jobs.watch': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/jobs/:job/events',
    summary: 'Follow one job until it ends',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    answer: { kind: 'events', schema: jobView },
  }),
  'jobs.cancel': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/jobs/:job/cancel',
    summary: 'Stop a job that is queued or running',
    access: { kind: 'organisation', permission: 'inventory.write', isNarrowed: true },
    answer: { kind: 'json', schema: jobView },
  }),
} as const
