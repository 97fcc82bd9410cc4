/** What the world may see of a product, switched on part by part, and what the world reports to us. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const text = z.string()
const count = z.int().check(z.minimum(0))
const line = text.check(z.maxLength(300), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u))
const path = '/api/orgs/:org/products/:product/public'
const write = { kind: 'organisation', permission: 'public.write' } as const
const read = { kind: 'organisation', permission: 'read' } as const

/** In the order of the page. */
export const publicParts = [
  'securityTxt',
  'policy',
  'reports',
  'csaf',
  'vex',
  'sbom',
  'support',
  'attestations',
  'verify',
] as const

export type PublicPart = (typeof publicParts)[number]

const partSwitches = z.strictObject({
  securityTxt: z.boolean(),
  policy: z.boolean(),
  reports: z.boolean(),
  csaf: z.boolean(),
  vex: z.boolean(),
  sbom: z.boolean(),
  support: z.boolean(),
  attestations: z.boolean(),
  verify: z.boolean(),
})

/** RFC 9116 wants `mailto:`, `https:` or `tel:`. */
const contact = line.check(z.regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+?[0-9().-]+)$/))
const webAddress = line.check(z.regex(/^https:\/\/\S+$/))

export const publicWishes = z.strictObject({
  /** Off: everything below answers like a product that does not exist. */
  isOn: z.boolean(),
  parts: partSwitches,
  /** Publisher of CSAF documents and security.txt; a name that stands for the maker, not a person. */
  publisher: z.strictObject({ name: line, namespace: z.optional(webAddress) }),
  contacts: z.array(contact).check(z.maxLength(5)),
  /** Plain text with empty lines between paragraphs; empty: our own text stands there. */
  policyText: z.strictObject({
    en: text.check(z.maxLength(20_000)),
    de: text.check(z.maxLength(20_000)),
  }),
  /** Days within which a report is acknowledged: promised on the page, counted for the team. */
  acknowledgeDays: z.int().check(z.minimum(1), z.maximum(30)),
  encryption: z.optional(webAddress),
  acknowledgments: z.optional(webAddress),
})

export const csafRoles = ['none', 'csaf_publisher', 'csaf_provider', 'csaf_trusted_provider'] as const

/** `OPENPGP_ENDS`: the key ends before its signatures have held for 30 days. */
export const csafLacks = [
  'NOT_HTTPS',
  'NO_DOCUMENT',
  'NO_NAMESPACE',
  'SECURITY_TXT',
  'OPENPGP_KEY',
  'OPENPGP_ENDS',
  'OPENPGP_SIGNATURES',
] as const

const publishedFile = z.strictObject({
  id: text,
  kind: z.enum(['csaf', 'vex', 'sbom', 'attestation', 'package']),
  /** File name, and for CSAF its year folder: `2026/example-2026-0001.json`. */
  path: text,
  release: z.nullable(text),
  media: text,
  size: count,
  sha256: text,
  publishedAt: instant,
  /** Taken from the page; the row stays, so that a name is never used for other bytes. */
  withdrawnAt: z.optional(instant),
})

export const publicSettings = z.strictObject({
  wishes: publicWishes,
  /** For optimistic locking; 0 before the first save. */
  version: count,
  url: text,
  /** What keeps a part from being of use although it is on, by code that the web has words for. */
  missing: z.array(z.strictObject({ part: z.enum(publicParts), code: text })),
  /** Which role of CSAF 2.0 section 7.2 is fulfilled, and what is missing for the next one. */
  csaf: z.strictObject({
    role: z.enum(csafRoles),
    lacks: z.array(z.enum(csafLacks)),
    /** When the key that signs ends, where that is within 90 days, or past. */
    keyEnds: z.optional(instant),
  }),
  files: z.array(publishedFile),
  openReports: count,
})

/** Before anything is published: what would go out, and what stays here. */
const outgoing = z.strictObject({
  release: text,
  files: z.array(z.strictObject({ kind: publishedFile.shape.kind, path: text, size: count, sha256: text })),
  statements: count,
  /** Decisions that are left out: under embargo, waiting, or without a verdict. */
  withheld: count,
  /** What a format cannot say, or refused. */
  issues: z.array(z.strictObject({ code: text, message: text })),
})

const reportState = z.enum(['new', 'acknowledged', 'closed'])

const reportRow = z.strictObject({
  reference: text,
  state: reportState,
  receivedAt: instant,
  /** When the promise of the page ends. */
  acknowledgeBy: instant,
  acknowledgedAt: z.optional(instant),
  title: text,
  version: z.optional(text),
  hasContact: z.boolean(),
  /** Of the incident that was opened for it. */
  case: z.optional(text),
})

const report = z.strictObject({
  ...reportRow.shape,
  /** As it was sent: hostile text. */
  text,
  contact: z.optional(text),
  wantsCredit: z.boolean(),
  note: z.optional(text),
})

export const publicRoutes = {
  'public.settings': defineRoute({
    method: 'GET',
    path,
    summary: 'Show what of a product is public',
    access: read,
    answer: { kind: 'json', schema: publicSettings },
  }),
  'public.save': defineRoute({
    method: 'PUT',
    path,
    summary: 'Switch parts of the public page on or off',
    access: write,
    body: z.strictObject({ wishes: publicWishes, version: count }),
    answer: { kind: 'json', schema: z.strictObject({ settings: publicSettings, recorded }) },
    errors: ['CONTACT_MISSING', 'PUBLISHER_MISSING'],
  }),
  'public.preview': defineRoute({
    method: 'POST',
    path: `${path}/preview`,
    summary: 'Make an address under which the page is shown for ten minutes, switched on or not',
    access: write,
    answer: { kind: 'json', schema: z.strictObject({ url: text, until: instant }) },
    isSecret: true,
  }),
  'public.outgoing': defineRoute({
    method: 'GET',
    path: `${path}/outgoing`,
    summary: 'Show which files of a release would be published',
    access: write,
    query: z.strictObject({ release: z.optional(text.check(z.maxLength(200))) }),
    answer: { kind: 'json', schema: outgoing },
    errors: ['NOTHING_ANALYSED'],
  }),
  'public.publish': defineRoute({
    method: 'POST',
    path: `${path}/files`,
    summary: 'Publish SBOM, VEX and CSAF documents of a release',
    access: write,
    /** The digests that were shown: what goes out is what was looked at. */
    body: z.strictObject({
      release: text.check(z.maxLength(200)),
      files: z.array(z.strictObject({ path: text, sha256: text })).check(z.minLength(1), z.maxLength(10)),
    }),
    answer: { kind: 'json', schema: z.strictObject({ files: z.array(publishedFile), recorded }) },
    status: 201,
    errors: ['NOTHING_ANALYSED', 'FILES_CHANGED', 'PATH_TAKEN'],
  }),
  'public.addAttestation': defineRoute({
    method: 'POST',
    path: `${path}/attestations`,
    summary: 'Publish an attestation or an evidence package',
    access: write,
    query: z.strictObject({ name: text.check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)) }),
    upload: { mostBytes: 64 * 1024 * 1024 },
    answer: { kind: 'json', schema: z.strictObject({ file: publishedFile, recorded }) },
    status: 201,
    errors: ['FILE_UNKNOWN', 'PATH_TAKEN', 'PACKAGE_PRIVATE'],
  }),
  'public.withdraw': defineRoute({
    method: 'POST',
    path: `${path}/files/:file/withdraw`,
    summary: 'Take a published file from the page',
    access: write,
    answer: { kind: 'json', schema: z.strictObject({ file: publishedFile, recorded }) },
  }),
  'public.reports': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/reports',
    summary: 'List reports of flaws that came in by the public page',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject({ ...pageQuery, state: z.optional(reportState) }),
    answer: { kind: 'json', schema: pageOf(reportRow) },
  }),
  'public.report': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/reports/:reference',
    summary: 'Read one report',
    access: { kind: 'organisation', permission: 'private.read' },
    answer: { kind: 'json', schema: report },
  }),
  'public.handleReport': defineRoute({
    method: 'PATCH',
    path: '/api/orgs/:org/products/:product/reports/:reference',
    summary: 'Acknowledge a report, close it, or note which incident it led to',
    access: { kind: 'organisation', permission: 'cases.write' },
    body: z.strictObject({
      state: z.optional(z.enum(['acknowledged', 'closed'])),
      case: z.optional(text.check(z.maxLength(64))),
      note: z.optional(text.check(z.maxLength(2000))),
    }),
    answer: { kind: 'json', schema: z.strictObject({ report, recorded }) },
  }),
} as const
