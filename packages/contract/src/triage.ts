/** What `occtet triage … --json` print. */
import * as z from 'zod/mini'
import { finding } from './findings.ts'
import { decisionScope, purl, vexJustification, vexStatus } from './shapes.ts'

const count = z.int().check(z.minimum(0))
const standing = z.enum(['in-force', 'waiting', 'stale', 'expired', 'revoked'])
const response = z.enum(['update', 'workaround_available', 'rollback', 'will_not_fix', 'can_not_fix'])

const verdict = z.strictObject({
  status: vexStatus,
  justification: z.optional(vexJustification),
  analysis: z.optional(z.string()),
  responses: z.array(response),
  impact: z.optional(z.string()),
  action: z.optional(z.string()),
  deadline: z.optional(z.string()),
})

/** A decision record as one row: what it says now, and where it stands. */
export const decisionRow = z.strictObject({
  id: z.string(),
  vulnerability: z.string(),
  component: purl,
  scope: decisionScope,
  verdict,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  expires: z.string(),
  standing,
  staleFacts: z.array(
    z.strictObject({ reason: z.string(), what: z.string(), before: z.string(), now: z.string() }),
  ),
  /** Keys of the findings that it is bound to. */
  findings: z.array(z.string()),
  isReused: z.boolean(),
  path: z.string(),
})

const proposal = z.strictObject({
  kind: z.string(),
  status: vexStatus,
  justification: z.optional(vexJustification),
  /** Why it is not affected, in words for readers outside. */
  impact: z.optional(z.string()),
  confidence: z.enum(['high', 'medium', 'low']),
  message: z.string(),
  evidence: z.array(
    z.strictObject({ text: z.string(), path: z.optional(z.string()), line: z.optional(z.int()) }),
  ),
  /** SHA-256 over all that it rests on, lowercase hex. */
  basis: z.string(),
})

export const triageList = z.strictObject({
  schema: z.literal('urn:occtet:schema:triage-list:1'),
  product: z.strictObject({ id: z.string(), name: z.string(), version: z.optional(z.string()), purl }),
  asOf: z.string(),
  /** Findings by group of the queue. */
  groups: z.record(z.string(), count),
  /** In the order of the queue. */
  findings: z.array(finding),
  /** Decisions that match nothing now, and why. */
  unused: z.array(z.strictObject({ id: z.string(), reason: z.string(), message: z.string() })),
  conflicts: z.array(z.strictObject({ finding: z.string(), records: z.array(z.string()) })),
  /** One sentence per decision file that cannot be read: its finding is open. */
  broken: z.array(z.string()),
})

export const triageShow = z.strictObject({
  schema: z.literal('urn:occtet:schema:triage-show:1'),
  findings: z.array(
    z.strictObject({ finding, decisions: z.array(decisionRow), proposals: z.array(proposal) }),
  ),
})

export const triageDecide = z.strictObject({
  schema: z.literal('urn:occtet:schema:triage-decide:1'),
  written: z.boolean(),
  records: z.array(
    z.strictObject({ id: z.string(), path: z.string(), component: purl, vulnerability: z.string() }),
  ),
  /** What each decision does to the findings of its package and flaw. */
  touched: z.array(
    z.strictObject({
      finding: z.string(),
      effect: z.enum(['decided', 'replaced', 'kept', 'asked-again', 'not-reached']),
    }),
  ),
  /** Findings of the bulk that the verdict does not fit. */
  takenOut: z.array(z.strictObject({ key: z.string(), code: z.string(), message: z.string() })),
})

export const triageDecisions = z.strictObject({
  schema: z.literal('urn:occtet:schema:triage-decisions:1'),
  decisions: z.array(decisionRow),
  unused: z.array(z.strictObject({ id: z.string(), reason: z.string(), message: z.string() })),
  broken: z.array(z.string()),
})

export const triageSuggestions = z.strictObject({
  schema: z.literal('urn:occtet:schema:triage-suggestions:1'),
  suggestions: z.array(z.strictObject({ finding: z.string(), proposals: z.array(proposal) })),
  /** Findings that were looked at. */
  looked: count,
})
