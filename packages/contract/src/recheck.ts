/** What `occtet triage recheck --json` prints. */
import * as z from 'zod/mini'
import { finding } from './findings.ts'
import { count, purl, unknownReason } from './shapes.ts'

const told = z.strictObject({
  code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/)),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
})
const caused = z.strictObject({ finding, cause: told })
const named = { id: z.string(), name: z.string(), dir: z.string(), since: z.string() }

export const triageRecheck = z.strictObject({
  schema: z.literal('urn:occtet:schema:recheck:1'),
  asOf: z.string(),
  root: z.string(),
  products: z.array(
    z.discriminatedUnion('status', [
      z.strictObject({ ...named, status: z.literal('unchanged') }),
      z.strictObject({
        ...named,
        status: z.literal('matched'),
        matched: count,
        new: z.array(caused),
        gone: z.array(caused),
        changed: z.array(
          z.strictObject({
            before: finding,
            after: finding,
            changes: z.array(told).check(z.minLength(1)),
          }),
        ),
        unchanged: count,
        nowUnknown: z.array(z.strictObject({ purl, reason: unknownReason, detail: z.optional(z.string()) })),
        sources: z.strictObject({
          added: z.array(z.string()),
          lost: z.array(z.string()),
          stale: z.array(z.string()),
        }),
      }),
      z.strictObject({ status: z.literal('unreadable'), code: z.string(), message: z.string() }),
    ]),
  ),
})
