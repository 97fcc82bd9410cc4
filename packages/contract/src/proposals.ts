/** Proposals of the assistant at the command line: `occtet propose`. */
import * as z from 'zod/mini'
import { proposalStatistics, proposalView } from './api/assistant-shapes.ts'
import { count } from './shapes.ts'

/** As the server has it; a product is called as its profile calls it. */
export const proposal = z.extend(proposalView, { product: z.string().check(z.minLength(1)) })

/** `$OCCTET_HOME/private/PRODUCT-ID/proposals/KIND-DIGEST.json`. */
export const proposalFile = z.extend(proposal, { schema: z.literal('occtet.proposal/1') })

export const proposalList = z.strictObject({
  /** Newest first. */
  proposals: z.array(proposal),
  /** Files that lie there and cannot be read: what they say is in no figure. */
  problems: z.array(z.string()),
})

/** After a verdict, or a word on whether it turned out right. */
export const proposalJudged = z.strictObject({
  proposal,
  /** Origin of the ledger that has it; absent: the product has none here. */
  ledger: z.optional(z.string()),
  /** What a person may run next; it was not run. */
  next: z.optional(z.string()),
})

export const proposalFigures = z.strictObject({
  rules: z.array(proposalStatistics),
  models: z.array(z.strictObject({ model: z.string(), rows: z.array(proposalStatistics) })),
  /** Kept proposals that cannot be read. */
  unread: count,
})
