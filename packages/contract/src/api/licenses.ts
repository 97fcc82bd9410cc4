/** Licences of a release: what counts, what contradicts, what people concluded, and the notice file. */
import * as z from 'zod/mini'
import { count, purl } from '../shapes.ts'
import { instant, pageQuery, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const base = '/api/orgs/:org/products/:product/releases/:release/licenses'
const level = z.enum(['fail', 'warn', 'note'])

/** Against the policy: `breach` and `unknown` come first. */
const policyWord = z.strictObject({
  rule: z.string(),
  level,
  verdict: z.enum(['breach', 'unknown', 'excepted']),
  message: z.string(),
  because: z.string(),
  hint: z.optional(z.string()),
})

export const licenseRow = z.strictObject({
  purl,
  name: z.string(),
  version: z.optional(z.string()),
  scope: z.string(),
  isDirect: z.boolean(),
  /** SPDX expression that counts; absent: unknown. */
  effective: z.optional(z.string()),
  basis: z.enum(['concluded', 'declared', 'detected', 'unknown']),
  class: z.optional(z.string()),
  /** Contradictions among the facts. */
  conflicts: count,
  policy: z.array(policyWord),
  findings: z.optional(count),
})
export type LicenseRow = z.infer<typeof licenseRow>

const conflict = z.strictObject({
  kind: z.enum(['declarations-differ', 'text-not-named', 'concluded-differs', 'conclusion-unreadable']),
  /** The statements that contradict each other, each with where it stands. */
  sides: z.array(z.strictObject({ text: z.string(), source: z.string() })),
})

const obligation = z.strictObject({
  id: z.string(),
  class: z.string(),
  terms: z.array(
    z.strictObject({ kind: z.string(), code: z.string(), text: z.string(), section: z.string() }),
  ),
})

const conclusion = z.strictObject({
  expression: z.string(),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
  source: z.string(),
})

export const licenseDetail = z.strictObject({
  row: licenseRow,
  declared: z.array(z.strictObject({ text: z.string(), source: z.string() })),
  detected: z.array(
    z.strictObject({ expression: z.string(), path: z.string(), confidence: z.optional(z.string()) }),
  ),
  concluded: z.optional(conclusion),
  unread: z.array(z.strictObject({ text: z.string(), source: z.string(), proposal: z.optional(z.string()) })),
  conflicts: z.array(conflict),
  obligations: z.array(obligation),
  /** Files of the package, as published; hostile text. Empty: nobody could look (see `hasTexts`). */
  texts: z.array(z.strictObject({ path: z.string(), text: z.string(), isCut: z.boolean() })),
  /** Whether files of packages are at hand at all. */
  hasTexts: z.boolean(),
  /** Standard text of each license of the expression, where SPDX has one. */
  standard: z.array(z.strictObject({ id: z.string(), name: z.optional(z.string()), text: z.string() })),
  /** Where in the inputs the component is named. */
  places: z.array(z.strictObject({ path: z.string(), line: z.optional(z.int()) })),
})
export type LicenseDetail = z.infer<typeof licenseDetail>

export const licenseRoutes = {
  'licenses.list': defineRoute({
    method: 'GET',
    path: base,
    summary: 'List licenses of a release, conflicts with the policy first',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject({
      ...pageQuery,
      show: z.optional(z.enum(['conflicts', 'unknown', 'concluded', 'all'])),
      q: z.optional(z.string().check(z.maxLength(200))),
    }),
    answer: {
      kind: 'json',
      schema: z.strictObject({
        rows: z.array(licenseRow),
        next: z.optional(z.string()),
        total: count,
        counts: z.strictObject({
          components: count,
          /** Break a rule of the policy. */
          conflicts: count,
          warnings: count,
          /** Nobody knows the license. */
          unknown: count,
          contradicting: count,
          concluded: count,
        }),
        policy: z.string(),
        /** Why the rows say less than they could, as codes. */
        notLooked: z.array(z.enum(['INVENTORY', 'PACKAGE_TEXTS', 'CONCLUSIONS', 'POLICY'])),
      }),
    },
  }),
  'licenses.show': defineRoute({
    method: 'GET',
    path: `${base}/component`,
    summary: 'Show what is known of the license of one component, with texts',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject({ purl: z.string() }),
    answer: { kind: 'json', schema: licenseDetail },
  }),
  'licenses.conclude': defineRoute({
    method: 'POST',
    path: `${base}/conclusions`,
    summary: 'Conclude the license of a component, with reason and source',
    access: { kind: 'organisation', permission: 'licenses.write' },
    body: z.strictObject({
      purl: z.string(),
      expression: z.string().check(z.maxLength(2_000)),
      reason: z.string().check(z.maxLength(20_000)),
      source: z.string().check(z.maxLength(2_000)),
    }),
    answer: { kind: 'json', schema: z.strictObject({ row: licenseRow, recorded }) },
    errors: ['LICENSE_INVALID', 'COMPONENT_UNKNOWN', 'REASON_MISSING', 'LICENSES_UNREADABLE'],
  }),
  'licenses.withdraw': defineRoute({
    method: 'POST',
    path: `${base}/conclusions/withdraw`,
    summary: 'Withdraw a conclusion: declared and detected licenses count again',
    access: { kind: 'organisation', permission: 'licenses.write' },
    body: z.strictObject({ purl: z.string(), reason: z.string().check(z.maxLength(20_000)) }),
    answer: { kind: 'json', schema: z.strictObject({ row: licenseRow, recorded }) },
    errors: ['COMPONENT_UNKNOWN', 'REASON_MISSING', 'LICENSES_UNREADABLE'],
  }),
  'licenses.conclusions': defineRoute({
    method: 'GET',
    path: `${base}/conclusions`,
    summary: 'List what people concluded about licenses',
    access: { kind: 'organisation', permission: 'read' },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        rows: z.array(
          z.strictObject({
            purl,
            expression: z.string(),
            by: z.string(),
            at: instant,
            reason: z.string(),
            source: z.string(),
          }),
        ),
      }),
    },
  }),
  'licenses.notice': defineRoute({
    method: 'GET',
    path: `${base}/notice`,
    summary: 'Download the notice file; what is missing is said in it',
    access: { kind: 'organisation', permission: 'export' },
    query: z.strictObject({ format: z.optional(z.enum(['text', 'html'])) }),
    answer: { kind: 'file', media: ['text/plain', 'text/html'] },
    errors: ['NO_INVENTORY_YET'],
  }),
} as const
