/** VEX to and from others: documents of a release, received documents with a plan before anything is written. */
import * as z from 'zod/mini'
import { count, vexStatus } from '../shapes.ts'
import { instant, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const format = z.enum(['openvex', 'cyclonedx', 'csaf', 'spdx'])
const trust = z.enum(['own', 'supplier', 'other'])
const release = '/api/orgs/:org/products/:product/releases/:release/vex'
const received = '/api/orgs/:org/products/:product/vex'

/** Largest document that is read: as the toolkit's reader has it. */
export const mostVexBytes = 32 * 1024 * 1024

const exportQuery = {
  format: z.optional(format),
  version: z.optional(z.string()),
  /** What is said of findings that nobody decided. */
  open: z.optional(z.enum(['none', 'under_investigation', 'affected'])),
}

const loss = z.strictObject({
  code: z.enum(['LOST', 'CHANGED', 'FILLED']),
  field: z.string(),
  vulnerability: z.optional(z.string()),
  message: z.string(),
})

const plan = z.strictObject({
  document: z.strictObject({
    id: z.string(),
    format,
    formatVersion: z.string(),
    author: z.optional(z.string()),
    statements: count,
    /** SHA-256 of the bytes: an import of the same plan names it. */
    digest: z.string(),
  }),
  /** Become decisions (only what is our own). */
  adopt: z.array(z.strictObject({ vulnerability: z.string(), component: z.string(), status: vexStatus })),
  same: count,
  conflicts: z.array(
    z.strictObject({
      vulnerability: z.string(),
      decision: z.string(),
      ours: vexStatus,
      theirs: vexStatus,
    }),
  ),
  /** Stay beside our decisions; feed proposals only. */
  upstream: z.array(
    z.strictObject({
      vulnerability: z.string(),
      status: vexStatus,
      reason: z.string(),
      finding: z.optional(z.string()),
      message: z.optional(z.string()),
    }),
  ),
  /** What of the document could not be read. */
  issues: z.array(z.strictObject({ message: z.string(), line: z.optional(z.int()) })),
})

const position = z.strictObject({
  status: vexStatus,
  from: z.array(z.strictObject({ document: z.string(), author: z.string(), trust })),
})

const importQuery = z.strictObject({ trust, name: z.string().check(z.minLength(1), z.maxLength(200)) })
const errors = ['VEX_UNREADABLE', 'NO_FINDINGS_YET'] as const

export const vexRoutes = {
  'vex.preview': defineRoute({
    method: 'GET',
    path: `${release}/preview`,
    summary: 'Tell what a VEX document would state, hold back and lose',
    access: { kind: 'organisation', permission: 'export' },
    query: z.strictObject(exportQuery),
    answer: {
      kind: 'json',
      schema: z.strictObject({
        target: z.strictObject({ format, version: z.string() }),
        targets: z.array(z.strictObject({ format, version: z.string() })),
        statements: z.strictObject({
          not_affected: count,
          affected: count,
          fixed: count,
          under_investigation: count,
        }),
        withheld: z.strictObject({ embargo: count, notInForce: count, open: count }),
        losses: z.array(loss),
        /** Why no document can be made now. */
        refused: z.optional(z.strictObject({ code: z.string(), message: z.string() })),
      }),
    },
  }),
  'vex.export': defineRoute({
    method: 'GET',
    path: release,
    summary: 'Download what the decisions in force state, as a VEX document',
    access: { kind: 'organisation', permission: 'export' },
    query: z.strictObject(exportQuery),
    answer: { kind: 'file', media: ['application/json'] },
    errors: ['NO_STATEMENTS', 'FORMAT_UNKNOWN', 'NAMESPACE_MISSING', 'VEX_NOT_WRITABLE', 'NO_FINDINGS_YET'],
  }),
  'vex.plan': defineRoute({
    method: 'POST',
    path: `${received}/plan`,
    summary: 'Tell what a received VEX document would change; nothing is written',
    access: { kind: 'organisation', permission: 'triage.decide' },
    query: importQuery,
    upload: { mostBytes: mostVexBytes },
    answer: { kind: 'json', schema: plan },
    errors,
  }),
  'vex.import': defineRoute({
    method: 'POST',
    path: `${received}/import`,
    summary: 'Take in a received VEX document as its plan said',
    access: { kind: 'organisation', permission: 'triage.decide' },
    query: importQuery,
    upload: { mostBytes: mostVexBytes },
    answer: { kind: 'json', schema: z.strictObject({ plan, adopted: z.array(z.string()), recorded }) },
    status: 201,
    errors,
  }),
  'vex.received': defineRoute({
    method: 'GET',
    path: received,
    summary: 'List received VEX documents, and where their authors disagree',
    access: { kind: 'organisation', permission: 'read' },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        documents: z.array(
          z.strictObject({
            name: z.string(),
            author: z.optional(z.string()),
            trust,
            by: z.string(),
            at: instant,
            statements: count,
          }),
        ),
        merged: count,
        conflicts: z.array(
          z.strictObject({
            vulnerability: z.string(),
            product: z.string(),
            positions: z.array(position),
          }),
        ),
        /** One sentence per document that cannot be read: it feeds no proposal. */
        broken: z.array(z.string()),
      }),
    },
  }),
} as const
