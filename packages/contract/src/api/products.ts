/** Products and their releases: what everything else hangs on. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery, recorded } from './common.ts'
import { defineRoute } from './route.ts'

/** Lower-case letters, digits and `-`: also the id of the profile and of the private folder. */
const productSlug = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/))

const productName = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

/** As the maker writes it; `current` is kept for the URL of the current release. */
const releaseVersion = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))

/** Counts of one release; a number that is absent is unknown, never zero. */
export const releaseCounts = z.strictObject({
  components: z.optional(z.int()),
  findings: z.optional(z.int()),
  /** Findings without a decision in force. */
  open: z.optional(z.int()),
  /** Of the open ones: a loaded catalogue says that somebody exploits it. */
  exploited: z.optional(z.int()),
  /** Components about which the loaded data cannot say anything. */
  unknown: z.optional(z.int()),
  /** Files that could not be read whole: with one, every count is "at least". */
  unreadFiles: z.optional(z.int()),
})

export const releaseView = z.strictObject({
  version: z.string(),
  releasedAt: z.optional(instant),
  createdAt: instant,
  isCurrent: z.boolean(),
  /** Absent: nothing was uploaded and read yet. */
  analysedAt: z.optional(instant),
  /** How old the advisory data was; absent: nobody looked. */
  dataAsOf: z.optional(z.string()),
  /** Root of the snapshot that the findings rest on. */
  dataRoot: z.optional(z.string()),
  /** Only the advisories that ship with the program were looked at. */
  isThin: z.boolean(),
  /** A source tree was looked at for CRA evidence. */
  hasEvidence: z.boolean(),
  counts: releaseCounts,
  /** A queued or running analysis of it. */
  job: z.optional(z.string()),
})

export const productView = z.strictObject({
  slug: z.string(),
  name: z.string(),
  createdAt: instant,
  archivedAt: z.optional(instant),
  /** The current release. */
  current: z.optional(releaseView),
  releases: z.int(),
})

const changedProduct = z.strictObject({ product: productView, recorded })
const changedRelease = z.strictObject({ release: releaseView, recorded })

export const productRoutes = {
  'products.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products',
    summary: 'List products by name',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    query: z.strictObject({
      ...pageQuery,
      q: z.optional(z.string().check(z.maxLength(200))),
      /** `yes`: the archived ones instead. */
      archived: z.optional(z.enum(['yes', 'no'])),
    }),
    answer: { kind: 'json', schema: pageOf(productView) },
  }),
  'products.create': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/products',
    summary: 'Create a product, with its first release where a version is given',
    access: { kind: 'organisation', permission: 'products.write' },
    body: z.strictObject({
      name: productName,
      /** Made of the name where absent. */
      slug: z.optional(productSlug),
      version: z.optional(releaseVersion),
    }),
    answer: { kind: 'json', schema: changedProduct },
    status: 201,
    errors: ['PRODUCT_EXISTS', 'NAME_UNUSABLE', 'VERSION_RESERVED'],
  }),
  'products.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product',
    summary: 'Show one product',
    access: { kind: 'organisation', permission: 'read' },
    answer: { kind: 'json', schema: productView },
  }),
  'products.change': defineRoute({
    method: 'PATCH',
    path: '/api/orgs/:org/products/:product',
    summary: 'Rename a product, archive it, or bring it back',
    access: { kind: 'organisation', permission: 'products.write' },
    body: z.strictObject({ name: z.optional(productName), isArchived: z.optional(z.boolean()) }),
    answer: { kind: 'json', schema: changedProduct },
  }),
  'releases.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/releases',
    summary: 'List releases, newest first',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject(pageQuery),
    answer: { kind: 'json', schema: pageOf(releaseView) },
  }),
  'releases.create': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/products/:product/releases',
    summary: 'Create a release; the first one is the current one',
    access: { kind: 'organisation', permission: 'products.write' },
    body: z.strictObject({
      version: releaseVersion,
      releasedAt: z.optional(instant),
      isCurrent: z.optional(z.boolean()),
    }),
    answer: { kind: 'json', schema: changedRelease },
    status: 201,
    errors: ['RELEASE_EXISTS', 'VERSION_RESERVED'],
  }),
  'releases.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/releases/:release',
    summary: 'Show one release; `current` names the current one',
    access: { kind: 'organisation', permission: 'read' },
    answer: { kind: 'json', schema: releaseView },
  }),
  'releases.change': defineRoute({
    method: 'PATCH',
    path: '/api/orgs/:org/products/:product/releases/:release',
    summary: 'Set the date of a release, or make it the current one',
    access: { kind: 'organisation', permission: 'products.write' },
    body: z.strictObject({
      /** `null` takes the date away. */
      releasedAt: z.optional(z.nullable(instant)),
      /** Another release stops being the current one. */
      isCurrent: z.optional(z.literal(true)),
    }),
    answer: { kind: 'json', schema: changedRelease },
  }),
} as const
