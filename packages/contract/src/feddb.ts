/** What the commands of `occtet db` report that fill, publish, hand out and serve a FedDB. */
import * as z from 'zod/mini'
import { count, digest, issue, source, timestamp } from './shapes.ts'

const text = z.string()

/** One feed: every record is counted once, as kept or under the reason for which it was dropped. */
const feed = z.strictObject({
  layer: text,
  source: text,
  ecosystem: z.optional(text),
  records: count,
  kept: count,
  withdrawn: count,
  claims: count,
  packages: count,
  unkeyed: count,
  unnamedEntries: count,
  dropped: z.array(
    z.strictObject({
      reason: z.enum([
        'BAD_CRC',
        'BAD_DATA',
        'DUPLICATE_ID',
        'ENCRYPTED',
        'EMPTY',
        'METHOD_UNSUPPORTED',
        'NOT_A_RECORD',
        'NOT_JSON',
        'NOT_UTF8',
        'NOT_XML',
        'NOT_YAML',
        'NO_ID',
        'TOO_LARGE',
      ]),
      count: z.int().check(z.positive()),
      examples: z.array(text),
    }),
  ),
  asOf: text,
  newestRecord: z.optional(text),
})

/** A CSAF provider whose documents were fetched first. */
const provider = z.strictObject({
  from: text,
  source: text,
  report: z.strictObject({
    publisher: z.optional(text),
    folder: text,
    listed: count,
    fetched: count,
    unchanged: count,
    restricted: count,
    left: count,
    digestRight: count,
    digestAbsent: count,
    signatures: z.literal('NOT_VERIFIED'),
    failed: z.array(
      z.strictObject({
        problem: z.enum(['MISSING', 'UNREACHABLE', 'TOO_LARGE', 'DIGEST_WRONG', 'NOT_CSAF']),
        count: z.int().check(z.positive()),
        examples: z.array(text),
      }),
    ),
    problems: z.array(text),
  }),
})

/** `occtet db import`, and `occtet db sync --ecosystem`. */
export const importReport = z.strictObject({
  root: digest,
  /** Records in the store. */
  size: count,
  previousRoot: z.optional(digest),
  feeds: z.array(feed),
  issues: z.array(issue),
  providers: z.optional(z.array(provider).check(z.minLength(1))),
})

const nodeReport = z.strictObject({
  origin: text,
  remoteRoot: digest,
  root: digest,
  previousRoot: z.optional(digest),
  published: timestamp,
  snapshots: count,
  layers: count,
  fetchedSegments: count,
  reusedSegments: count,
  fetchedBytes: count,
})

/** `occtet db sync`: of one node where an address was given, else a list of all that are followed. */
export const syncReport = z.union([nodeReport, z.array(nodeReport).check(z.minLength(1)), importReport])

/** `name+id+key`: a key as it is told to others (C2SP signed-note). */
export const verifierKey = text.check(z.regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}$/))

/** `occtet db publish`. */
export const publishReport = z.strictObject({
  origin: text,
  keys: z.array(verifierKey).check(z.minLength(1)),
  root: digest,
  snapshots: count,
  isNew: z.boolean(),
  copied: count,
})

/** `occtet db export`: what the form could not carry or place is listed case by case. */
export const exportReport = z.strictObject({
  files: count,
  packages: count,
  records: count,
  versions: count,
  losses: z.array(
    z.strictObject({
      code: z.enum([
        'RANGE_BROKEN',
        'RANGE_UNREADABLE',
        'RANGE_WIDENED',
        'WITHDRAWN',
        'INFORMATIONAL',
        'PACKAGE_UNNAMED',
        'OTHER_VERSION',
        'RECORD_UNREADABLE',
      ]),
      source: text,
      record: text,
      package: z.optional(text),
      detail: text,
    }),
  ),
  issues: z.array(
    z.strictObject({
      code: z.enum(['PATH_UNSAFE', 'PATH_NOT_PORTABLE', 'PATH_CASE_CLASH']),
      path: text,
      message: text,
    }),
  ),
})

/** `occtet db serve`: printed once, when it listens. */
export const serving = z.strictObject({ url: text.check(z.regex(/^http:\/\/\S+$/)) })

/** A node that is followed, and the newest state of its log that was verified. */
const peer = z.strictObject({
  origin: text,
  address: text,
  keys: z.array(verifierKey),
  trustedUntil: z.optional(text),
  types: z.optional(z.array(text)),
  seen: z.optional(z.strictObject({ size: text.check(z.regex(/^\d+$/)), root: text })),
})

/** `occtet db status`. */
export const dbStatus = z.strictObject({
  folder: text,
  snapshot: z.nullable(z.strictObject({ root: digest, size: count })),
  sources: z.array(source),
  asOf: z.nullable(text),
  /** Null: never published. `isCurrent`: nothing has changed since. */
  published: z.nullable(z.strictObject({ origin: text, snapshots: count, isCurrent: z.boolean() })),
  peers: z.array(peer),
})
