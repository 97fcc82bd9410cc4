/** Triage: the queue over all products, the evidence of one finding, and the life of decisions (ux.md section 4). */
import * as z from 'zod/mini'
import { finding } from '../findings.ts'
import {
  count,
  decisionScope,
  purl,
  relation,
  scope,
  severityLevel,
  vexJustification,
  vexStatus,
} from '../shapes.ts'
import { instant, pageQuery, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))
const sentence = z.string().check(z.maxLength(20_000))
const standing = z.enum(['in-force', 'waiting', 'stale', 'expired', 'revoked'])
const response = z.enum(['update', 'workaround_available', 'rollback', 'will_not_fix', 'can_not_fix'])

/** Groups by reason, first to last (toolkit `priorityGroups`). */
export const queueGroup = z.enum([
  'malicious',
  'exploited',
  'one-upgrade-away',
  'disputed',
  'stale-decision',
  'waiting',
  'rest',
  'decided',
])
export type QueueGroup = z.infer<typeof queueGroup>

/** One finding, named in the organisation: the product's slug and the key in its current release. */
export const findingRef = z.strictObject({ product: z.string(), finding: z.string() })

/** Where a finding of a row stands. */
const place = z.strictObject({
  product: z.string(),
  productName: z.string(),
  release: z.string(),
  finding: z.string(),
  purl,
})

/** `withheld`: a decision exists, and this caller may not see it (embargo, private). */
const findingState = z.enum(['open', 'in-force', 'waiting', 'stale', 'expired', 'revoked', 'withheld'])

/** The same flaw in the same package, with the same way out and the same standing, is one row for all products. */
export const queueRow = z.strictObject({
  /** `ADVISORY@purl` of the first place; what stands behind `#` in the address. */
  id: z.string(),
  group: queueGroup,
  advisory: z.string(),
  purl,
  /** Package as people write it, without version. */
  name: z.string(),
  version: z.optional(z.string()),
  summary: z.optional(z.string()),
  level: severityLevel,
  scope,
  isDirect: z.boolean(),
  isExploited: z.boolean(),
  /** From 0 to 1; absent: unknown. */
  epss: z.optional(z.number()),
  fixedIn: z.optional(z.string()),
  state: findingState,
  status: z.optional(vexStatus),
  /** Of the first place. */
  decision: z.optional(z.string()),
  /** Whether some place was first seen with the current release. */
  isNew: z.boolean(),
  places: z.array(place).check(z.minLength(1)),
})
export type QueueRow = z.infer<typeof queueRow>

export const triageFilters = ['runtime', 'direct', 'exploited', 'new', 'fixable'] as const

export const queue = z.strictObject({
  rows: z.array(queueRow),
  next: z.optional(z.string()),
  /** Rows that fit the filters. */
  total: count,
  /** Rows of each group under the filters, first to last; groups without rows are left out. */
  groups: z.array(z.strictObject({ group: queueGroup, rows: count, findings: count })),
  /** Rows that wait for somebody, whatever is filtered by; decided ones are not among them. */
  toDecide: count,
  /** What the answer rests on: products that were never analysed say nothing at all. */
  looked: z.strictObject({
    products: count,
    /** Slugs; at most 50. */
    unanalysed: z.array(z.string()),
    unanalysedCount: count,
    /** Oldest analysis among those looked at. */
    oldest: z.optional(instant),
  }),
})

export const verdict = z.strictObject({
  status: vexStatus,
  justification: z.optional(vexJustification),
  /** CycloneDX, finer than the five. */
  analysis: z.optional(
    z.enum([
      'code_not_present',
      'code_not_reachable',
      'requires_configuration',
      'requires_dependency',
      'requires_environment',
      'protected_by_compiler',
      'protected_at_runtime',
      'protected_at_perimeter',
      'protected_by_mitigating_control',
    ]),
  ),
  responses: z.array(response),
  impact: z.optional(sentence),
  action: z.optional(sentence),
  deadline: z.optional(z.string()),
})

const staleFact = z.strictObject({
  reason: z.string(),
  what: z.string(),
  before: z.string(),
  now: z.string(),
})

const entry = z.strictObject({
  kind: z.enum(['decide', 'import', 'confirm', 'reject', 'revoke', 'note']),
  at: z.string(),
  by: z.string(),
  reason: z.optional(z.string()),
  verdict: z.optional(verdict),
  expires: z.optional(z.string()),
  release: z.optional(z.string()),
  proposal: z.optional(z.string()),
})

/** One decision with where it stands on one finding. */
export const decisionView = z.strictObject({
  id: z.string(),
  vulnerability: z.string(),
  component: purl,
  scope: decisionScope,
  /** Absent for decisions of the organisation. */
  product: z.optional(z.string()),
  verdict,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  expires: z.string(),
  untilNextRelease: z.boolean(),
  standing,
  /** What changed since, then and now. */
  staleFacts: z.array(staleFact),
  isReused: z.boolean(),
  isPrivate: z.boolean(),
  embargoUntil: z.optional(z.string()),
  confirmedBy: z.optional(z.string()),
  /** SHA-256 of the file as it is: what a second person confirms. */
  digest: z.string(),
  /** Oldest first. */
  entries: z.array(entry),
})

export const proposal = z.strictObject({
  kind: z.string(),
  verdict,
  confidence: z.enum(['high', 'medium', 'low']),
  message: z.string(),
  evidence: z.array(
    z.strictObject({ text: z.string(), path: z.optional(z.string()), line: z.optional(z.int()) }),
  ),
  basis: z.string(),
  /** Labelled cases in which such proposals were made, and in how many they were right. Absent: never measured. */
  measured: z.optional(z.strictObject({ made: count, right: count, on: day })),
})

/** What one source says. `verdict`: of this version. */
const sourceView = z.strictObject({
  source: z.string(),
  record: z.string(),
  verdict: z.enum(['affected', 'not-affected', 'no-verdict']),
  /** In its own notation. */
  words: z.string(),
  /** When its data was known to be fresh; absent: unknown. */
  asOf: z.optional(z.string()),
  isStale: z.boolean(),
  score: z.optional(z.number()),
  vector: z.optional(z.string()),
  word: z.optional(z.string()),
})

/** Marks on the axis of versions, lowest first; `position` 0 to 1 is order, not distance. */
const axis = z.strictObject({
  scheme: z.string(),
  marks: z.array(
    z.strictObject({
      version: z.string(),
      kind: z.enum(['introduced', 'yours', 'fixed', 'last-affected']),
      position: z.number(),
    }),
  ),
  /** From and to, 0 to 1; open ends reach the edge. */
  spans: z.array(z.strictObject({ from: z.number(), to: z.number() })),
})

export const evidence = z.strictObject({
  product: z.strictObject({ slug: z.string(), name: z.string(), release: z.string() }),
  finding,
  version: z.optional(z.string()),
  /** Absent where the versions cannot be put in order. */
  axis: z.optional(axis),
  sources: z.array(sourceView),
  /** Which source decides for this kind of package, where one does. */
  rule: z.optional(z.string()),
  /** Files and lines that name the component. */
  places: z.array(z.strictObject({ path: z.string(), line: z.optional(z.int()) })),
  relation,
  /** Other products of the organisation with the same flaw in the same package. */
  elsewhere: z.array(place),
  /** Other open findings of this product that the same upgrade closes; absent where no upgrade is known. */
  alsoClosed: z.optional(count),
  proposals: z.array(proposal),
  /** Parts that could not be looked at for proposals, as codes. */
  notLooked: z.array(z.enum(['SOURCES', 'INVENTORY', 'RECEIVED_VEX'])),
  /** Art. 14(1): exploited somewhere, so somebody must assess. Unknown: no catalogue was loaded. */
  reporting: z.enum(['assess', 'not-listed', 'unknown']),
  /** The one that speaks or is shown first; `withheld` ones are counted only. */
  decisions: z.array(decisionView),
  withheld: count,
  /** Rules of the product for decisions. */
  house: z.strictObject({
    confirm: z.array(z.enum(['not_affected', 'affected', 'fixed', 'under_investigation', 'accept'])),
    days: count,
    mostDays: count,
    hasRelease: z.boolean(),
  }),
  /** Who may confirm: roles, never persons. */
  confirmers: z.array(z.string()),
  /** Whether the caller made the verdict that waits: they see who may confirm, never the button. */
  isOwnProposal: z.boolean(),
})
export type Evidence = z.infer<typeof evidence>

const wish = {
  findings: z.array(findingRef).check(z.minLength(1), z.maxLength(200)),
  verdict,
  reason: sentence,
  scope: decisionScope,
  /** Last day, or `next-release`; absent: the days of the policy. */
  expires: z.optional(z.string()),
  releases: z.optional(z.string()),
  versions: z.optional(z.string()),
  embargoUntil: z.optional(day),
  isPrivate: z.optional(z.boolean()),
  /** Kind of the proposal that was accepted. */
  proposal: z.optional(z.string()),
}

const touched = z.strictObject({
  product: z.string(),
  finding: z.string(),
  purl,
  effect: z.enum(['decided', 'replaced', 'kept', 'asked-again', 'not-reached']),
  instead: z.optional(z.string()),
})

const takenOut = z.strictObject({
  product: z.string(),
  finding: z.string(),
  code: z.string(),
  message: z.string(),
})

/** How the findings of a bulk differ: one row each. */
const difference = z.strictObject({
  product: z.string(),
  finding: z.string(),
  advisory: z.string(),
  purl,
  range: z.string(),
  scope,
  level: severityLevel,
  isExploited: z.boolean(),
})

const planned = z.strictObject({
  touched: z.array(touched),
  takenOut: z.array(takenOut),
  differences: z.array(difference),
  /** Names of the columns in which the rows differ. */
  differs: z.array(z.enum(['package', 'range', 'scope', 'product', 'level'])),
  needsConfirmation: z.boolean(),
})

const decided = z.strictObject({
  decisions: z.array(z.strictObject({ id: z.string(), product: z.string(), finding: z.string(), standing })),
  takenOut: z.array(takenOut),
  /** Findings that changed their state, over all products. */
  touched: count,
  recorded,
})

const step = z.strictObject({ reason: z.optional(sentence) })
const stepWithReason = z.strictObject({ reason: sentence })
const stepAnswer = z.strictObject({ decision: decisionView, touched: count, recorded })

/** Codes of the toolkit's decisions (`vex/decisions/errors.ts`), all 422. */
const decisionErrors = ['DECISION_REFUSED', 'PROPOSAL_UNKNOWN', 'NOTHING_TO_DECIDE'] as const
const path = '/api/orgs/:org/products/:product/decisions/:decision'
const decides = { kind: 'organisation', permission: 'triage.decide' } as const
const decidesNarrowed = { ...decides, isNarrowed: true } as const
const confirms = { kind: 'organisation', permission: 'triage.confirm' } as const

export const triageRoutes = {
  'triage.queue': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/triage/queue',
    summary: 'List findings of the current releases, grouped by why they are here',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    query: z.strictObject({
      ...pageQuery,
      product: z.optional(z.string()),
      group: z.optional(queueGroup),
      /** Comma-separated names of `triageFilters`. */
      is: z.optional(z.string().check(z.maxLength(200))),
      state: z.optional(z.enum(['open', 'waiting', 'stale', 'decided', 'all'])),
      q: z.optional(z.string().check(z.maxLength(200))),
    }),
    answer: { kind: 'json', schema: queue },
  }),
  'triage.finding': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/findings/:finding',
    summary: 'Show the evidence of one finding',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject({
      release: z.optional(z.string()),
      /** `true`: shown to the caller, who may then confirm. A prefetch leaves it out. */
      opened: z.optional(z.enum(['true'])),
    }),
    answer: { kind: 'json', schema: evidence },
  }),
  'triage.preview': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/triage/preview',
    summary: 'Tell what a decision would touch, without making it',
    access: decidesNarrowed,
    body: z.strictObject(wish),
    answer: { kind: 'json', schema: planned },
    errors: decisionErrors,
  }),
  'triage.decide': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/triage/decide',
    summary: 'Decide one finding, or up to 200',
    access: decidesNarrowed,
    body: z.strictObject(wish),
    answer: { kind: 'json', schema: decided },
    errors: decisionErrors,
  }),
  'triage.decisions': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/decisions',
    summary: 'List decisions of a product and of the organisation, with where they stand',
    access: { kind: 'organisation', permission: 'read' },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        rows: z.array(decisionView),
        /** Decisions that match nothing now, and why. */
        unused: z.array(z.strictObject({ id: z.string(), reason: z.string(), message: z.string() })),
        conflicts: z.array(z.strictObject({ finding: z.string(), records: z.array(z.string()) })),
        /** One sentence per file that cannot be read: its finding is open. */
        broken: z.array(z.string()),
        withheld: count,
      }),
    },
  }),
  'triage.confirm': defineRoute({
    method: 'POST',
    path: `${path}/confirm`,
    summary: 'Confirm a decision as the second person, after opening its evidence',
    access: confirms,
    body: step,
    answer: { kind: 'json', schema: stepAnswer },
    errors: ['DECISION_REFUSED', 'EVIDENCE_NOT_OPENED'],
  }),
  'triage.reject': defineRoute({
    method: 'POST',
    path: `${path}/reject`,
    summary: 'Reject a decision as the second person, after opening its evidence',
    access: confirms,
    body: stepWithReason,
    answer: { kind: 'json', schema: stepAnswer },
    errors: ['DECISION_REFUSED', 'EVIDENCE_NOT_OPENED'],
  }),
  'triage.revoke': defineRoute({
    method: 'POST',
    path: `${path}/revoke`,
    summary: 'Take a decision back; both steps stay',
    access: decides,
    body: stepWithReason,
    answer: { kind: 'json', schema: stepAnswer },
    errors: ['DECISION_REFUSED'],
  }),
  'triage.note': defineRoute({
    method: 'POST',
    path: `${path}/notes`,
    summary: 'Add a comment to a decision',
    access: decides,
    body: stepWithReason,
    answer: { kind: 'json', schema: stepAnswer },
    errors: ['DECISION_REFUSED'],
  }),
  'triage.change': defineRoute({
    method: 'POST',
    path: `${path}/change`,
    summary: 'Change until when, or where, a decision holds: a new verdict with the facts of today',
    access: decides,
    body: z.strictObject({
      /** Key of the finding on which it is looked at again. */
      finding: z.string(),
      scope: z.optional(decisionScope),
      expires: z.optional(z.string()),
      reason: sentence,
    }),
    answer: { kind: 'json', schema: stepAnswer },
    errors: ['DECISION_REFUSED'],
  }),
  'triage.suggestions': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/suggestions',
    summary: 'List what the machine would decide about open findings; a person decides',
    access: { kind: 'organisation', permission: 'read' },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        rows: z.array(z.strictObject({ finding: z.string(), proposals: z.array(proposal) })),
        looked: count,
        notLooked: z.array(z.enum(['SOURCES', 'INVENTORY', 'RECEIVED_VEX'])),
      }),
    },
  }),
} as const
