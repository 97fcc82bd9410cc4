/** FedDB for people: search, one flaw compared source by source, one package, the sources, and proposed corrections. */
import * as z from 'zod/mini'
import { explanation, shownAdvisory } from '../explain.ts'
import { signedStatement } from '../review.ts'
import { source } from '../shapes.ts'
import { instant, pageOf, pageQuery } from './common.ts'
import { defineRoute } from './route.ts'

const text = z.string()
const count = z.int().check(z.minimum(0))
/** Our own releases are shown as far as the caller may see their products. */
const access = { kind: 'organisation', permission: 'read', isNarrowed: true } as const
const asked = text.check(z.minLength(1), z.maxLength(512))

/** What the whole page rests on. `null`: no snapshot was ever read here. */
const basis = z.nullable(
  z.strictObject({ root: text, records: count, asOf: z.nullable(instant), stale: count, sources: count }),
)

/** One release of ours that contains the package. */
const containing = z.strictObject({
  product: text,
  productName: text,
  release: text,
  isCurrent: z.boolean(),
  purl: text,
  version: z.nullable(text),
  scope: text,
  isDirect: z.boolean(),
})

const advisoryHit = z.strictObject({
  id: text,
  aliases: z.array(text),
  summary: z.optional(text),
  sources: count,
  isWithdrawn: z.boolean(),
})

const packageHit = z.strictObject({
  /** Without a version. */
  purl: text,
  advisories: count,
  /** Releases of ours that contain it. */
  releases: count,
})

/**
 * `unknown`: there is no snapshot, or none of its fresh sources covers what was asked; an empty list then proves nothing.
 * Names are found exactly, and in part among our own components only.
 */
export const feddbSearch = z.strictObject({
  basis,
  kind: z.enum(['purl', 'id', 'name']),
  advisories: z.array(advisoryHit),
  packages: z.array(packageHit),
  isCut: z.boolean(),
})

/** What each record says of all versions: columns in ascending order, cut where a record changes its mind. */
const axis = z.strictObject({
  columns: z.array(
    z.strictObject({ from: z.optional(text), isFromIncluded: z.boolean(), isYours: z.boolean() }),
  ),
  lines: z.array(
    z.strictObject({
      source: text,
      record: text,
      states: z.array(z.enum(['affected', 'outside', 'unclear'])),
    }),
  ),
})

/** What is known of one advisory, compared for one package. */
export const feddbAdvisory = z.strictObject({
  basis,
  shown: shownAdvisory,
  /** Purls of our releases that the flaw's records speak of; the first is compared unless the question names one. */
  ours: z.array(containing),
  compared: z.optional(explanation),
  /** Absent where nobody defined an order of such versions. */
  axis: z.optional(axis),
})

const standing = z.strictObject({
  status: z.enum(['affected', 'no_known_vulnerability', 'unknown']),
  basis: z.optional(text),
  reason: z.optional(text),
  detail: z.optional(text),
})

const packageAdvisory = z.strictObject({
  id: text,
  aliases: z.array(text),
  summary: z.optional(text),
  sources: z.array(text),
  ranges: z.array(z.strictObject({ source: text, range: text, listed: count })),
  isWithdrawn: z.boolean(),
  /** About the version that was asked for; absent without one. */
  hits: z.optional(z.boolean()),
})

export const feddbPackage = z.strictObject({
  basis,
  purl: text,
  /** Only where the purl names a version. */
  standing: z.optional(standing),
  /** Sources that declare to know every advisory of this ecosystem. */
  covering: z.array(z.strictObject({ name: text, asOf: instant, isStale: z.boolean() })),
  advisories: z.array(packageAdvisory),
  /** Bounds and listed versions that its records name, in the order of its scheme; no list of all releases. */
  versions: z.array(text),
  ours: z.array(containing),
})

export const feddbSources = z.strictObject({
  basis,
  sources: z.array(source),
  maxAgeDays: z.int(),
  /** Nothing was told to fetch by itself: data grows old until somebody fills it. */
  isOffline: z.boolean(),
})

const reviewDraft = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('report'),
    package: asked,
    id: asked,
    vers: asked,
    reason: text.check(z.minLength(1), z.maxLength(2000)),
  }),
  z.strictObject({
    kind: z.literal('correct'),
    source: asked,
    record: asked,
    package: asked,
    vers: asked,
    reason: text.check(z.minLength(1), z.maxLength(2000)),
  }),
  z.strictObject({
    kind: z.enum(['dispute', 'withdraw']),
    source: asked,
    record: asked,
    package: asked,
    reason: text.check(z.minLength(1), z.maxLength(2000)),
  }),
  z.strictObject({
    kind: z.literal('remediate'),
    source: asked,
    record: asked,
    package: asked,
    fixed: z.array(asked).check(z.minLength(1), z.maxLength(50)),
    reason: text.check(z.minLength(1), z.maxLength(2000)),
  }),
])

const proposal = z.strictObject({
  id: text,
  statement: signedStatement.shape.statement,
  /** `waiting`: too few reviewers agree; `counts`: it changes answers here. */
  state: z.enum(['waiting', 'counts', 'rejected', 'void']),
  approvals: count,
  needed: count,
  isOurs: z.boolean(),
})

export const feddbRoutes = {
  'feddb.search': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/feddb/search',
    summary: 'Find advisories and packages by purl, id or name',
    access,
    query: z.strictObject({ q: asked }),
    answer: { kind: 'json', schema: feddbSearch },
  }),
  'feddb.advisory': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/feddb/advisories/:id',
    summary: 'Show one flaw as all its records describe it, compared for one package',
    access,
    query: z.strictObject({ purl: z.optional(asked) }),
    answer: { kind: 'json', schema: feddbAdvisory },
    errors: ['INPUT_NOT_A_PURL', 'FEDDB_MISSING'],
  }),
  'feddb.package': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/feddb/package',
    summary: 'Show what is known of one package',
    access,
    query: z.strictObject({ purl: asked }),
    answer: { kind: 'json', schema: feddbPackage },
    errors: ['INPUT_NOT_A_PURL', 'FEDDB_MISSING'],
  }),
  'feddb.sources': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/feddb/sources',
    summary: 'List the sources of advisories with their age',
    access,
    answer: { kind: 'json', schema: feddbSources },
  }),
  'feddb.containing': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/feddb/containing',
    summary: 'List the releases of ours that contain a package',
    access,
    query: z.strictObject({ purl: asked, ...pageQuery }),
    answer: { kind: 'json', schema: pageOf(containing) },
    errors: ['INPUT_NOT_A_PURL'],
  }),
  'feddb.reviews': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/feddb/reviews',
    summary: 'List proposed corrections by reviewers who are trusted here',
    access,
    answer: {
      kind: 'json',
      schema: z.strictObject({ rows: z.array(proposal), untrusted: count, needed: count }),
    },
  }),
  'feddb.propose': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/feddb/reviews',
    summary: 'Propose a correction of what a source says',
    access: { kind: 'organisation', permission: 'feddb.review' },
    body: reviewDraft,
    answer: { kind: 'json', schema: signedStatement },
    status: 201,
    errors: ['INPUT_NOT_A_PURL', 'FEDDB_MISSING', 'REVIEW_INVALID'],
  }),
} as const
