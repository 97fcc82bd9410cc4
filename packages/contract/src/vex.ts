/** What `occtet vex import|merge|validate --json` print. */
import * as z from 'zod/mini'
import { vexJustification, vexStatus } from './shapes.ts'

export const vexImport = z.strictObject({
  schema: z.literal('urn:occtet:schema:vex-import:1'),
  documents: z.array(
    z.strictObject({
      name: z.string(),
      /** Ids of new decisions. */
      adopted: z.array(z.string()),
      /** Ids of decisions that say the same. */
      same: z.array(z.string()),
      conflicts: z.array(
        z.strictObject({ record: z.string(), vulnerability: z.string(), ours: vexStatus, theirs: vexStatus }),
      ),
      upstream: z.array(
        z.strictObject({
          vulnerability: z.string(),
          status: vexStatus,
          reason: z.enum(['NOT_OWN', 'NO_FINDING', 'OLDER', 'DISPUTED', 'REFUSED']),
          finding: z.optional(z.string()),
          message: z.optional(z.string()),
        }),
      ),
    }),
  ),
})

/** A product of a merged statement; what is in it nests. */
export interface VexProductShape {
  purl?: string | undefined
  versions?: string | undefined
  ids: string[]
  name?: string | undefined
  subcomponents: VexProductShape[]
}

const product: z.ZodMiniType<VexProductShape> = z.lazy(() =>
  z.strictObject({
    purl: z.optional(z.string()),
    versions: z.optional(z.string()),
    ids: z.array(z.string()),
    name: z.optional(z.string()),
    subcomponents: z.array(product),
  }),
)

const vulnerability = z.strictObject({
  id: z.string(),
  aliases: z.array(z.string()),
  description: z.optional(z.string()),
})

const provenance = z.strictObject({
  document: z.string(),
  author: z.string(),
  trust: z.enum(['own', 'supplier', 'other']),
  statement: z.int(),
  at: z.optional(z.string()),
})

const text = z.optional(z.string())

export const vexMerge = z.strictObject({
  schema: z.literal('urn:occtet:schema:vex-merge:1'),
  statements: z.array(
    z.strictObject({
      statement: z.strictObject({
        vulnerability,
        products: z.array(product),
        status: vexStatus,
        justification: z.optional(vexJustification),
        analysis: text,
        responses: z.array(z.string()),
        impact: text,
        action: text,
        actionAt: text,
        notes: text,
        supplier: text,
        at: text,
      }),
      from: z.array(provenance),
      replaces: z.array(provenance),
    }),
  ),
  conflicts: z.array(
    z.strictObject({
      vulnerability,
      product,
      positions: z.array(z.strictObject({ status: vexStatus, from: z.array(provenance) })),
    }),
  ),
})

export const vexValidation = z.strictObject({
  schema: z.literal('urn:occtet:schema:vex-validation:1'),
  documents: z.array(
    z.strictObject({
      path: z.string(),
      format: z.string(),
      isValid: z.boolean(),
      findings: z.array(
        z.strictObject({ test: z.string(), group: z.string(), path: z.string(), message: z.string() }),
      ),
    }),
  ),
})
