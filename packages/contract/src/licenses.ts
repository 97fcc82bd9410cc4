/** What `occtet licenses list --json` prints. */
import * as z from 'zod/mini'
import { purl } from './shapes.ts'

const line = z.int().check(z.minimum(1))

export const licenses = z.strictObject({
  schema: z.literal('urn:occtet:schema:licenses:1'),
  components: z.array(
    z.strictObject({
      purl,
      /** SPDX expression; absent where nobody knows. */
      effective: z.optional(z.string()),
      basis: z.enum(['concluded', 'declared', 'detected', 'unknown']),
      declared: z.array(z.strictObject({ text: z.string(), source: z.string() })),
      detected: z.array(
        z.strictObject({
          id: z.string(),
          alsoNamed: z.array(z.string()),
          kind: z.enum(['full-text', 'notice', 'partial']),
          confidence: z.enum(['exact', 'high', 'low']),
          path: z.string(),
          lines: z.strictObject({ start: line, end: line }),
          expression: z.optional(z.string()),
        }),
      ),
      concluded: z.optional(
        z.strictObject({
          purl,
          expression: z.string(),
          by: z.string(),
          at: z.string(),
          reason: z.string(),
          source: z.string(),
        }),
      ),
      conflicts: z.array(z.strictObject({ kind: z.string(), message: z.string() })),
      /** Declarations that are no expression. */
      unread: z.array(z.strictObject({ text: z.string(), source: z.string() })),
      obligations: z.array(
        z.strictObject({
          id: z.string(),
          class: z.string(),
          terms: z.array(
            z.strictObject({ code: z.string(), kind: z.string(), text: z.string(), section: z.string() }),
          ),
        }),
      ),
    }),
  ),
})
