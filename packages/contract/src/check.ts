/** `summary.json` and `cra.json` of `occtet check`, and `occtet inventory --format json`. */
import * as z from 'zod/mini'
import { count, evidence, issue, purl, relation, scope, source, timestamp } from './shapes.ts'

const hash = z.strictObject({
  algorithm: z.enum(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']),
  value: z.string().check(z.regex(/^[0-9a-f]+$/)),
})

const component = z.strictObject({
  purl,
  ecosystem: z.string(),
  isVersionResolved: z.boolean(),
  requirement: z.optional(z.string()),
  relation,
  scope,
  groups: z.array(z.string()),
  origin: z.enum(['registry', 'git', 'url', 'path', 'workspace']),
  isFirstParty: z.boolean(),
  aliases: z.array(z.string()),
  licenses: z.array(z.string()),
  hashes: z.array(hash),
  evidence: z.array(evidence).check(z.minLength(1)),
  dependsOn: z.array(purl),
  requires: z.optional(z.array(z.strictObject({ target: purl, requirement: z.string() }))),
})

const fileReport = z.strictObject({
  path: z.string(),
  ecosystem: z.string(),
  status: z.enum(['parsed', 'partial', 'skipped', 'unsupported', 'unreadable']),
  packages: count,
  reason: z.optional(z.string()),
})

/** One of several products of a tree. `roots`: what it asks for itself; `stated`: what files in its folder name. */
const treeProduct = z.strictObject({
  id: z.optional(z.string()),
  name: z.string(),
  version: z.optional(z.string()),
  path: z.optional(z.string()),
  found: z.enum(['profile', 'workspace']),
  purl: z.optional(purl),
  roots: z.array(purl),
  stated: z.array(purl),
  basis: z.enum(['graph', 'folder']),
})

export const inventory = z.strictObject({
  name: z.string(),
  version: z.optional(z.string()),
  components: z.array(component),
  roots: z.array(purl),
  files: z.array(fileReport),
  issues: z.array(issue),
  unidentified: z.optional(
    z.array(
      z.strictObject({
        ref: z.string(),
        name: z.string(),
        version: z.optional(z.string()),
        path: z.optional(z.string()),
        line: count,
        reason: z.string(),
        dependsOn: z.array(z.string()),
        dependents: z.array(z.string()),
      }),
    ),
  ),
  /** Absent where the tree holds one at most, or where one was chosen. */
  products: z.optional(z.array(treeProduct)),
})

/** `lifecycle.json`. */
export const lifecycle = z.strictObject({
  today: z.string(),
  asOf: z.string(),
  isOld: z.boolean(),
  rows: z.array(
    z.strictObject({
      product: z.string(),
      name: z.string(),
      version: z.string(),
      cycle: z.optional(z.string()),
      status: z.enum(['supported', 'security-only', 'ended', 'unknown']),
      doubt: z.optional(z.enum(['CYCLE_UNKNOWN', 'END_UNPUBLISHED', 'VERSION_UNKNOWN'])),
      supportEnds: z.optional(z.string()),
      securityEnds: z.optional(z.string()),
      source: z.string(),
      checked: z.enum(['maker', 'collected', 'user']),
      places: z
        .array(z.strictObject({ purl: z.optional(purl), path: z.string(), line: count }))
        .check(z.minLength(1)),
    }),
  ),
})

const bySeverity = z.strictObject({
  critical: count,
  high: count,
  medium: count,
  low: count,
  none: count,
  unknown: count,
})

export const summary = z.strictObject({
  schema: z.literal('urn:occtet:schema:summary:1'),
  tool: z.strictObject({ name: z.literal('occtet'), version: z.string() }),
  generatedAt: timestamp,
  product: z.strictObject({ name: z.string(), version: z.optional(z.string()) }),
  /** Of a tree that holds several, where all of it was checked: what belongs to each. A shared component counts for each. */
  products: z.optional(
    z.array(
      z.strictObject({
        id: z.optional(z.string()),
        name: z.string(),
        version: z.optional(z.string()),
        path: z.optional(z.string()),
        components: count,
        shared: count,
        findings: bySeverity,
      }),
    ),
  ),
  components: z.strictObject({
    total: count,
    direct: count,
    development: count,
    unresolved: count,
    byEcosystem: z.record(z.string(), count),
  }),
  /** Null: no vulnerability data was there, so nothing was matched. */
  findings: z.nullable(
    z.strictObject({
      total: count,
      bySeverity,
      malicious: count,
      informational: count,
      components: count,
      unknownComponents: count,
      unknownByReason: z.record(z.string(), count),
    }),
  ),
  data: z.strictObject({
    kind: z.enum(['feddb', 'starter-set', 'none']),
    asOf: z.nullable(z.string()),
    root: z.nullable(z.string()),
    sources: z.array(source),
  }),
  files: z.strictObject({
    parsed: count,
    partial: count,
    skipped: count,
    unsupported: count,
    unreadable: count,
  }),
  issues: count,
  gate: z.strictObject({
    failOn: z.array(z.string()),
    failed: z.array(z.string()),
    reasons: z.array(z.strictObject({ gate: z.string(), code: z.string(), message: z.string() })),
    decided: z.strictObject({ findings: count, decisions: z.array(z.string()) }),
  }),
  /** Absent where the product has no policy and no gate asked for one. */
  policy: z.optional(
    z.strictObject({
      name: z.string(),
      rules: count,
      breaches: count,
      unknown: count,
      excepted: count,
      failed: z.array(z.string()),
    }),
  ),
  /** Runtimes, systems and frameworks by support status; `isOld`: the table itself is old. */
  lifecycle: z.strictObject({
    asOf: z.string(),
    isOld: z.boolean(),
    supported: count,
    securityOnly: count,
    ended: count,
    unknown: count,
  }),
  /** Findings by group of the queue. */
  queue: z.record(z.string(), count),
})

/** `in` absent: a file of the tree; `changedAt` and `commit`: its last commit, where the history knows it. */
const evidencePlace = z.extend(evidence, {
  in: z.optional(z.enum(['forge', 'history', 'page'])),
  changedAt: z.optional(timestamp),
  commit: z.optional(z.string().check(z.regex(/^[0-9a-f]{40,64}$/))),
})

const signal = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['present', 'absent', 'contrary', 'unknown']),
  strength: z.enum(['strong', 'medium', 'weak']),
  statement: z.string(),
  facts: z.record(z.string(), z.unknown()),
  evidence: z.array(evidencePlace),
  reason: z.optional(z.string()),
})

export const craStatus = z.strictObject({
  schema: z.string(),
  catalogue: z.strictObject({ version: z.string(), asOf: z.string() }),
  signals: z.array(signal),
  requirements: z
    .array(
      z.strictObject({
        id: z.string(),
        ref: z.string(),
        part: z.enum(['I', 'II']),
        title: z.string(),
        obligation: z.string(),
        state: z.enum(['evidence', 'contrary', 'none', 'not-looked']),
        supports: z.array(z.string()),
        against: z.array(z.string()),
        absent: z.array(z.string()),
        notRead: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
        humanNeeded: z.array(z.string()),
        verification: z.string(),
      }),
    )
    .check(z.length(22)),
})
