/** Ways in: files that say what a release is made of, and what was read of each. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery, recorded } from './common.ts'
import { defineRoute } from './route.ts'

/** Bytes of one upload that is kept. An archive may unpack to 200 times as much, at most 384 MB where it is packed as a whole. */
export const mostUploadBytes = 64 * 1024 * 1024

/** Bytes of a container image: it is read while it is sent, and what was found in it is kept. */
export const mostImageBytes = 4 * 1024 * 1024 * 1024

/** One thing that could not be read, or is doubtful. */
export const importIssue = z.strictObject({
  code: z.string(),
  level: z.enum(['error', 'warning', 'note']),
  path: z.string(),
  line: z.optional(z.int()),
  message: z.string(),
  hint: z.optional(z.string()),
})

/** What became of one file of the upload. */
/** `transitive`: none of them, `partial`: not all; `edges`: what depends on what; `scope`: what is for development only. */
export const formatLimits = ['transitive', 'partial', 'edges', 'scope', 'hashes'] as const

export const importFile = z.strictObject({
  path: z.string(),
  /** Ecosystem or format: `npm`, `cyclonedx 1.6`, `spdx SPDX-2.3`, `vex openvex`, `unknown`. */
  format: z.string(),
  status: z.enum(['parsed', 'partial', 'skipped', 'unsupported', 'unreadable']),
  /** Third-party packages, or statements of a VEX document, found in it. */
  found: z.int(),
  reason: z.optional(z.string()),
  /** What a format cannot state, of files that were read; absent where it states all of it, and in reports of an upload. */
  limits: z.optional(z.array(z.enum(formatLimits))),
})

export const importReport = z.strictObject({
  /** The worst of its files. */
  status: z.enum(['parsed', 'partial', 'skipped', 'unsupported', 'unreadable']),
  /** At most 1,000; `fileCount` is the whole. */
  files: z.array(importFile),
  fileCount: z.int(),
  /** Named in an SBOM without a usable purl: listed, never matched. At most 1,000. */
  unidentified: z.array(
    z.strictObject({
      name: z.string(),
      version: z.optional(z.string()),
      line: z.int(),
      reason: z.string(),
    }),
  ),
  unidentifiedCount: z.int(),
  /** At most 1,000. */
  issues: z.array(importIssue),
  issueCount: z.int(),
})

export const uploadKinds = ['sbom', 'vex', 'lockfile', 'archive', 'image', 'folder', 'check'] as const

export const uploadView = z.strictObject({
  id: z.string(),
  kind: z.enum(uploadKinds),
  name: z.string(),
  /** SHA-256, lower-case hex; of a connected folder, of its path. */
  digest: z.string(),
  size: z.int(),
  createdAt: instant,
  /** Absent: not read yet. */
  report: z.optional(importReport),
})

/** `isNew` is false where the same bytes lay there already: nothing was changed. */
const accepted = z.strictObject({
  upload: uploadView,
  isNew: z.boolean(),
  /** The analysis that reads it; absent where nothing has to be read again. */
  job: z.optional(z.string()),
  recorded,
})

const releasePath = '/api/orgs/:org/products/:product/releases/:release'

export const uploadRoutes = {
  'uploads.list': defineRoute({
    method: 'GET',
    path: `${releasePath}/uploads`,
    summary: 'List what was uploaded for a release, newest first',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject(pageQuery),
    answer: { kind: 'json', schema: pageOf(uploadView) },
  }),
  'uploads.create': defineRoute({
    method: 'POST',
    path: `${releasePath}/uploads`,
    summary:
      'Upload an SBOM, a VEX document, a lock file, an archive or a container image; a newer file of the same name replaces it',
    access: { kind: 'organisation', permission: 'inventory.write' },
    query: z.strictObject({
      /** The file's name, with folders where they matter: `web/package-lock.json`. */
      name: z.string().check(z.minLength(1), z.maxLength(400)),
      /** Of a VEX document: how far its author is trusted. Default `other`. */
      trust: z.optional(z.enum(['own', 'supplier', 'other'])),
    }),
    upload: { mostBytes: mostImageBytes, isSpooled: true },
    answer: { kind: 'json', schema: accepted },
    status: 202,
    errors: ['NAME_UNUSABLE', 'UPLOAD_EMPTY', 'UPLOAD_UNKNOWN', 'ARCHIVE_REFUSED', 'VEX_INVALID'],
  }),
  'uploads.connect': defineRoute({
    method: 'POST',
    path: `${releasePath}/folder`,
    summary: 'Read a folder of this machine (local mode only), now and at each new analysis',
    access: { kind: 'organisation', permission: 'inventory.write' },
    body: z.strictObject({ path: z.string().check(z.minLength(1), z.maxLength(4096)) }),
    answer: { kind: 'json', schema: accepted },
    status: 202,
    errors: ['FOLDER_REFUSED', 'FOLDER_UNREADABLE'],
  }),
  'uploads.remove': defineRoute({
    method: 'DELETE',
    path: `${releasePath}/uploads/:upload`,
    summary: 'Take an upload out of a release and analyse it again',
    access: { kind: 'organisation', permission: 'inventory.write' },
    answer: {
      kind: 'json',
      schema: z.strictObject({ job: z.optional(z.string()), recorded }),
    },
    status: 202,
  }),
  'releases.analyse': defineRoute({
    method: 'POST',
    path: `${releasePath}/analyse`,
    summary: 'Read and match a release again with the advisories of today',
    access: { kind: 'organisation', permission: 'inventory.write' },
    answer: { kind: 'json', schema: z.strictObject({ job: z.string() }) },
    status: 202,
    errors: ['NOTHING_UPLOADED'],
  }),
  'push.check': defineRoute({
    method: 'POST',
    path: '/api/push/check',
    summary: 'Take what `occtet check --push` found; the token names the organisation',
    access: { kind: 'token', permission: 'inventory.write', isNarrowed: true },
    query: z.strictObject({
      product: z.string().check(z.minLength(1), z.maxLength(200)),
      version: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
      /** `yes`: make product and release where they are missing; needs `products.write` too. */
      create: z.optional(z.enum(['yes', 'no'])),
    }),
    upload: { mostBytes: mostUploadBytes },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        organisation: z.string(),
        product: z.string(),
        release: z.string(),
        isNew: z.boolean(),
        job: z.optional(z.string()),
        /** Where people see it. */
        page: z.string(),
        recorded,
      }),
    },
    status: 202,
    errors: ['CHECK_INVALID', 'PRODUCT_UNKNOWN', 'NAME_UNUSABLE', 'VERSION_RESERVED'],
  }),
} as const
