/** What is inside a release, and what changed between two. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery, recorded } from './common.ts'
import { defineRoute } from './route.ts'
import { importFile, importIssue } from './uploads.ts'

export const scopes = ['runtime', 'development', 'optional', 'peer', 'build', 'unknown'] as const
export const levels = ['critical', 'high', 'medium', 'low', 'none', 'unknown'] as const

const scope = z.enum(scopes)
const level = z.enum(levels)
const relation = z.enum(['direct', 'transitive', 'unknown'])
const purlText = z.string().check(z.minLength(5), z.maxLength(2000))
const yesNo = z.enum(['yes', 'no'])

export const componentRow = z.strictObject({
  purl: z.string(),
  /** Of the purl: `npm`, `maven`. */
  type: z.string(),
  name: z.string(),
  /** Absent: nobody pinned one. */
  version: z.optional(z.string()),
  scope,
  relation,
  /** SPDX expression, or the text as declared; absent: unknown. */
  license: z.optional(z.string()),
  findings: z.int(),
  /** Of its findings; absent where it has none. */
  worst: z.optional(level),
  /** Why its silence means nothing; absent where the data speaks for it. */
  unknown: z.optional(z.string()),
})

/** Each number is counted; with `isAtLeast` some files were not read, and every one of them is a lower bound. */
export const inventorySummary = z.strictObject({
  version: z.string(),
  analysedAt: z.optional(instant),
  dataAsOf: z.optional(z.string()),
  isThin: z.boolean(),
  isAtLeast: z.boolean(),
  components: z.int(),
  direct: z.int(),
  /** With a purl and a version: only these can be looked up. */
  identified: z.int(),
  /** Named without a usable purl. */
  unidentified: z.int(),
  /** With at least one finding. */
  affected: z.int(),
  findings: z.int(),
  /** About which the data can say nothing. */
  unknown: z.int(),
  licensed: z.int(),
  files: z.strictObject({
    parsed: z.int(),
    partial: z.int(),
    skipped: z.int(),
    unsupported: z.int(),
    unreadable: z.int(),
  }),
  /** Third-party components by purl type, most first. */
  types: z.array(z.strictObject({ type: z.string(), components: z.int() })),
  scopes: z.array(z.strictObject({ scope, components: z.int() })),
  /** Most used licences, at most 50; `name` absent: unknown. */
  licenses: z.array(z.strictObject({ name: z.optional(z.string()), components: z.int() })),
  /** A queued or running analysis. */
  job: z.optional(z.string()),
})

const place = z.strictObject({ path: z.string(), line: z.int() })

export const componentDetail = z.strictObject({
  component: componentRow,
  ecosystem: z.string(),
  /** As written, where no version is pinned. */
  requirement: z.optional(z.string()),
  groups: z.array(z.string()),
  origin: z.enum(['registry', 'git', 'url', 'path', 'workspace']),
  aliases: z.array(z.string()),
  declaredLicenses: z.array(z.string()),
  hashes: z.array(z.strictObject({ algorithm: z.string(), value: z.string() })),
  evidence: z.array(place),
  /** Shortest way from what the product asks for, one each; at most ten. Empty: no way is written anywhere. */
  paths: z.array(z.array(z.string())),
  dependsOn: z.array(z.string()),
  /** At most 500. */
  dependents: z.array(z.string()),
  dependentCount: z.int(),
  findings: z.array(
    z.strictObject({
      key: z.string(),
      advisory: z.string(),
      level,
      score: z.optional(z.number()),
      summary: z.optional(z.string()),
      fixedIn: z.optional(z.string()),
      isExploited: z.boolean(),
      state: z.string(),
      status: z.optional(z.string()),
    }),
  ),
})

export const treeNode = z.strictObject({
  purl: z.string(),
  name: z.string(),
  version: z.optional(z.string()),
  type: z.string(),
  scope,
  findings: z.int(),
  worst: z.optional(level),
  isFirstParty: z.boolean(),
  /** How many it depends on. */
  children: z.int(),
})

/** The ways to one package, and what it asks for itself; at most 60 nodes. */
export const packageGraph = z.strictObject({
  target: z.string(),
  nodes: z.array(
    z.strictObject({
      purl: z.string(),
      name: z.string(),
      version: z.optional(z.string()),
      /** Steps from the product: 1 is asked for directly. */
      depth: z.int(),
      findings: z.int(),
      worst: z.optional(level),
    }),
  ),
  edges: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  /** Not every way fits: use the tree. */
  isCut: z.boolean(),
})

export const diffKinds = ['added', 'removed', 'upgraded', 'downgraded', 'changed'] as const
export const findingChanges = ['new', 'gone', 'same'] as const

/** One package that differs, worst consequence first. */
export const diffRow = z.strictObject({
  kind: z.enum(diffKinds),
  /** Without version. */
  package: z.string(),
  name: z.string(),
  type: z.string(),
  from: z.array(z.string()),
  to: z.array(z.string()),
  scope,
  isDirect: z.boolean(),
  licenseFrom: z.optional(z.string()),
  licenseTo: z.optional(z.string()),
  findingsNew: z.int(),
  findingsGone: z.int(),
  worstNew: z.optional(level),
})

export const findingDiffRow = z.strictObject({
  change: z.enum(findingChanges),
  advisory: z.string(),
  package: z.string(),
  /** In the newer release, else in the older one. */
  purl: z.string(),
  level,
  isExploited: z.boolean(),
  fixedIn: z.optional(z.string()),
  /** Of a finding that is in both: what became of its decision. */
  decision: z.optional(z.enum(['open', 'carried-over', 'stale', 'expired', 'waiting', 'lost'])),
  status: z.optional(z.string()),
})

export const releaseDiff = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** Why the comparison is thinner than it looks: one of the two was not analysed, or not read whole. */
  caveats: z.array(
    z.enum(['from-not-analysed', 'to-not-analysed', 'from-partial', 'to-partial', 'other-data']),
  ),
  counts: z.strictObject({
    added: z.int(),
    removed: z.int(),
    upgraded: z.int(),
    downgraded: z.int(),
    licenses: z.int(),
    findingsNew: z.int(),
    findingsGone: z.int(),
    findingsSame: z.int(),
    carriedOver: z.int(),
    stale: z.int(),
  }),
  /** At most 2,000 each; the counts are whole. */
  components: z.array(diffRow),
  findings: z.array(findingDiffRow),
  /** Facts for the question whether this is a substantial modification (Art. 3(30)); no answer. */
  modification: z.strictObject({
    newDirect: z.int(),
    newTypes: z.array(z.string()),
    newRuntime: z.int(),
    /** What people wrote down last; absent: nobody has. */
    note: z.optional(
      z.strictObject({
        answer: z.enum(['substantial', 'not-substantial', 'unsure']),
        reason: z.string(),
        by: z.string(),
        at: instant,
      }),
    ),
  }),
})

const release = '/api/orgs/:org/products/:product/releases/:release'
const read = { kind: 'organisation', permission: 'read' } as const

/** Formats of the SBOM of a release: CycloneDX as JSON and XML, SPDX 2 as JSON and tag-value, SPDX 3. */
export const sbomDownloads = ['cyclonedx', 'cyclonedx-xml', 'spdx', 'spdx-tag-value', 'spdx3'] as const
export type SbomDownload = (typeof sbomDownloads)[number]

export const inventoryRoutes = {
  'inventory.summary': defineRoute({
    method: 'GET',
    path: `${release}/inventory`,
    summary: 'Sum up what is inside a release',
    access: read,
    answer: { kind: 'json', schema: inventorySummary },
  }),
  'inventory.components': defineRoute({
    method: 'GET',
    path: `${release}/components`,
    summary: 'List third-party components',
    access: read,
    query: z.strictObject({
      ...pageQuery,
      /** Part of the purl, case does not matter. */
      q: z.optional(z.string().check(z.maxLength(200))),
      type: z.optional(z.string().check(z.maxLength(40))),
      scope: z.optional(scope),
      direct: z.optional(yesNo),
      /** Exactly as listed; `unknown` for those without. */
      license: z.optional(z.string().check(z.maxLength(400))),
      /** At least so bad. `any`: with any finding; `nodata`: about which nothing is known. */
      worst: z.optional(z.enum(['critical', 'high', 'medium', 'low', 'any', 'nodata'])),
      sort: z.optional(z.enum(['name', 'worst', 'findings', 'license'])),
    }),
    answer: { kind: 'json', schema: pageOf(componentRow) },
  }),
  'inventory.component': defineRoute({
    method: 'GET',
    path: `${release}/component`,
    summary: 'Show one component: where it is stated, who brought it in, what is known of it',
    access: read,
    query: z.strictObject({ purl: purlText }),
    answer: { kind: 'json', schema: componentDetail },
  }),
  'inventory.tree': defineRoute({
    method: 'GET',
    path: `${release}/tree`,
    summary: 'List what the product, or one package, depends on directly',
    access: read,
    query: z.strictObject({ ...pageQuery, purl: z.optional(purlText) }),
    answer: { kind: 'json', schema: pageOf(treeNode) },
  }),
  'inventory.graph': defineRoute({
    method: 'GET',
    path: `${release}/graph`,
    summary: 'Draw the ways that lead to one package',
    access: read,
    query: z.strictObject({ purl: purlText }),
    answer: { kind: 'json', schema: packageGraph },
  }),
  'inventory.files': defineRoute({
    method: 'GET',
    path: `${release}/files`,
    summary: 'List the files that were looked at, unread ones first, with what was lost',
    access: read,
    query: z.strictObject(pageQuery),
    answer: {
      kind: 'json',
      schema: z.strictObject({
        rows: z.array(importFile),
        next: z.optional(z.string()),
        total: z.optional(z.int()),
        /** Of the whole release, at most 500. */
        issues: z.array(importIssue),
        unidentified: z.array(
          z.strictObject({ name: z.string(), version: z.optional(z.string()), reason: z.string() }),
        ),
      }),
    },
  }),
  'inventory.sbom': defineRoute({
    method: 'GET',
    path: `${release}/sbom`,
    summary: 'Download the SBOM of a release',
    access: read,
    query: z.strictObject({ format: z.optional(z.enum(sbomDownloads)) }),
    answer: {
      kind: 'file',
      media: [
        'application/vnd.cyclonedx+json',
        'application/vnd.cyclonedx+xml',
        'application/spdx+json',
        'text/spdx',
      ],
    },
    errors: ['NOT_ANALYSED'],
  }),
  'inventory.report': defineRoute({
    method: 'GET',
    path: `${release}/report`,
    summary: 'Download the report of a release, one page that needs no network',
    access: read,
    query: z.strictObject({ lang: z.optional(z.enum(['en', 'de'])) }),
    answer: { kind: 'file', media: ['text/html'] },
    errors: ['NOT_ANALYSED'],
  }),
  'releases.diff': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/diff',
    summary: 'Compare two releases, by consequence',
    access: read,
    query: z.strictObject({
      from: z.string().check(z.minLength(1), z.maxLength(100)),
      to: z.string().check(z.minLength(1), z.maxLength(100)),
    }),
    answer: { kind: 'json', schema: releaseDiff },
  }),
  'releases.note': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/products/:product/diff/note',
    summary: 'Write down what people think: is this a substantial modification?',
    access: { kind: 'organisation', permission: 'cra.answer' },
    body: z.strictObject({
      from: z.string().check(z.minLength(1), z.maxLength(100)),
      to: z.string().check(z.minLength(1), z.maxLength(100)),
      answer: z.enum(['substantial', 'not-substantial', 'unsure']),
      reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(4000)),
    }),
    answer: { kind: 'json', schema: z.strictObject({ recorded }) },
    status: 201,
  }),
} as const
